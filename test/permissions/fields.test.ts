import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectFolder } from '#config.ts'
import { readDemoAccounts, regencyReach } from '#modules/people/index.ts'
import { insertSensitive } from '#modules/registry/index.ts'
import { systemActor } from '#platform/db/actor.ts'
import type { Operation } from '#platform/http/contract.ts'
import type { LiveEvent } from '#platform/live/live.ts'
import { createLog } from '#platform/log.ts'
import { addressOf } from '../make/inputs.ts'
import { listOperations } from '../make/operations.ts'
import { makeFamily } from '../make/family.ts'
import { createClient } from '../world.ts'
import { arrange, checkList, handOverPhoto, idsOf, untilState, type Arranged, type Place } from './arrange.ts'

/**
 * Words that stand nowhere else are told, typed and loaded; then everything that comes out of the server is searched for them.
 * A few are for nobody's eyes at all, some for those who ask with a reason, some for the officers of the case.
 */
const told = {
  reporterName: 'Zqpelapor Wagirah', phone: '081298765401', story: 'Zqcerita tiga hari tidak makan', subjectName: 'Zqsubjek Sumi', subjectNik: '3510151203900099',
  subjectAddress: 'Zqalamat belakang langgar', placeWords: 'Zqtempat dekat sungai',
} as const
const written = { findings: 'Zqtemuan lantai tanah', note: 'Zqcatatan jangan lewat tetangga', reason: 'Zqalasan perlu menelepon balik', referral: 'Zqrujukan butuh beras' } as const
const registered = { headName: 'Zqkepala Paimin', nik: '3510151203900077', card: '3510150101010077', income: 173_926_451 } as const
const typed = { password: 'Zqsandi-lumbung-padi', wrongPassword: 'Zqsandi-yang-salah' } as const
const listed = { name: 'Zqdaftar Kasiyatun', nik: '3510151203900088', card: '3510150101010088', phone: '081298765402' } as const

/** Never anywhere but in the answer to whoever reveals them: the numbers of identity and of the telephone, and who reported. */
const sealed = [told.subjectNik, registered.nik, registered.card, listed.nik, listed.card, told.phone.slice(1)]
const secrets = [...sealed, told.reporterName, typed.password, typed.wrongPassword]
const everything = [...secrets, ...Object.values(told), ...Object.values(written), registered.headName, String(registered.income), listed.name]

const lines: string[] = []
const events: LiveEvent[] = []
const problemBodies: string[] = []

let arranged: Arranged
let toldCase: ToldCase
let operations: ReadonlyMap<string, Operation>

interface ToldCase {
  readonly place: Place
  readonly receiptCode: string
  /** The case of a secret reporter who told of themselves. */
  readonly caseIdOfSecret: string
  /** The family that a list brought. */
  readonly listedFamilyId?: string
}

beforeAll(async () => {
  const log = createLog('trace', { write: (line) => void lines.push(line) })
  arranged = await arrange({ places: ['kemiren', 'tembokrejo'], works: true, log })
  operations = listOperations(arranged.world)
  arranged.world.deps.live.subscribe((event) => void events.push(event))
  toldCase = await tellEverything()
  await typePasswords()
  await loadList()
})
afterAll(() => arranged.close())

function keep(answer: LightMyRequestResponse): LightMyRequestResponse {
  if (answer.statusCode >= 400) problemBodies.push(answer.body)
  return answer
}

async function done(answer: Promise<LightMyRequestResponse>): Promise<LightMyRequestResponse> {
  const got = await answer
  if (got.statusCode >= 300) throw new Error(got.body)
  return got
}

async function tellEverything(): Promise<ToldCase> {
  const { world, owner } = arranged
  const { kemiren } = arranged.places
  const family = await makeFamily(world, { areaId: kemiren.areaId, card: registered.card, members: [{ name: registered.headName, nik: registered.nik }] })
  await tellIncome(family.familyId, kemiren.areaId)
  const photo = await handOverPhoto(world.nobody())
  const report = { ...told, category: 'PGN', areaId: kemiren.areaId, subject: 'other', contact: 'phone', secret: true, photos: [photo] }
  const sent = (await done(world.nobody().send('POST', '/api/response/reports', report))).json<{ reportId: string; receiptCode: string }>()
  const ofOneself = { category: 'LNY', story: told.story, subject: 'self', areaId: kemiren.areaId, contact: 'phone', phone: told.phone, reporterName: told.reporterName, secret: true }
  const own = (await done(world.nobody().send('POST', '/api/response/reports', ofOneself))).json<{ reportId: string }>()
  const { rows } = await owner.query<{ case_id: string; photo_id: string }>('select r.case_id, p.photo_id from response.report r join response.report_photo p using (regency_id, report_id) where r.report_id = $1', [sent.reportId])
  const { case_id: caseId, photo_id: reportPhotoId } = rows[0]!
  const ownCase = await owner.query<{ case_id: string }>('select case_id from response.report where report_id = $1', [own.reportId])
  const upt = await world.as('upt.glagah')
  await done(upt.send('POST', `/api/response/cases/${caseId}/visits`, { visitedAt: world.clock.now().toISOString(), findings: written.findings, place: null, photos: [photo] }))
  await done(upt.send('POST', `/api/response/cases/${caseId}/notes`, { words: written.note }))
  const pdam = world.deps.regency.offices.find((office) => office.key === 'pdam')!.officeId
  await done(upt.send('POST', `/api/response/cases/${caseId}/referrals`, { seenVersion: 3, officeId: pdam, reason: written.referral }))
  const dinsos = await world.as('dinsos')
  const revealed = (await done(dinsos.send('POST', `/api/response/cases/${caseId}/reports/${sent.reportId}/reporter-reveal`, { reason: written.reason }))).json<{ name: string; phone: string }>()
  expect(revealed).toMatchObject({ name: told.reporterName, phone: `+62${told.phone.slice(1)}` })
  expect((await done(dinsos.send('POST', `/api/registry/persons/${family.personIds[0]!}/identity-reveal`, { reason: written.reason }))).json()).toEqual({ nik: registered.nik, card: registered.card })
  const tasks = await owner.query<{ taskId: string; officeId: number }>('select task_id as "taskId", office_id as "officeId" from response.task where case_id = $1', [caseId])
  const visitPhoto = await owner.query<{ photo_id: string }>('select photo_id from response.visit_photo where case_id = $1', [caseId])
  const place: Place = {
    ...kemiren, family: { ...kemiren.family, familyId: family.familyId, personId: family.personIds[0]!, headName: registered.headName, nik: registered.nik },
    case: { caseId, ...sent, tasks: tasks.rows, reportPhotoId, visitPhotoId: visitPhoto.rows[0]!.photo_id },
  }
  return { place, caseIdOfSecret: ownCase.rows[0]!.case_id, receiptCode: sent.receiptCode }
}

/** What a family earns and what ails it is specific data by law; no role of the demo regency may read it yet. */
async function tellIncome(familyId: string, areaId: number): Promise<void> {
  const { deps } = arranged.world
  const { rows } = await arranged.owner.query<{ source_record_id: string }>('select source_record_id from registry.attribute_set limit 1')
  const fallback = await arranged.owner.query<{ source_record_id: string }>('select source_record_id from registry.source_record limit 1')
  const actor = systemActor(deps.regency.regencyId, { ...regencyReach(deps.regency), grants: ['registry.list.import'] })
  const about = { subjectId: familyId, subjectKind: 'family', areaId, sourceRecordId: (rows[0] ?? fallback.rows[0])!.source_record_id, validFrom: '2026-06-30' } as const
  await deps.db.asActor(actor, (tx) => insertSensitive(tx, [
    { ...about, class: 'income', values: { monthlyIncomeRupiah: registered.income } },
    { ...about, class: 'health', values: { chronicIllness: 'leprosy' } },
    { ...about, class: 'disability', values: { disability: 'mental' } },
  ]))
}

async function typePasswords(): Promise<void> {
  const client = createClient(arranged.world.app)
  keep(await client.send('POST', '/api/people/session', { username: 'warga', password: typed.wrongPassword }))
  keep(await client.send('POST', '/api/people/session', { username: typed.wrongPassword, password: { of: typed.wrongPassword } }))
  const warga = await arranged.world.as('warga')
  await done(warga.send('PUT', '/api/people/password', { currentPassword: 'padi-subuh-lumbung', newPassword: typed.password }))
}

async function loadList(): Promise<void> {
  const operator = await arranged.world.as('operator.kemiren')
  const rows = [
    ['NIK', 'No KK', 'Nama Lengkap', 'L/P', 'Tanggal Lahir', 'Hubungan', 'Desa', 'No HP'],
    [listed.nik, listed.card, listed.name, 'L', '12-03-1990', 'KEPALA KELUARGA', 'Kemiren', listed.phone],
    [`${listed.nik}9`, listed.card, listed.name, 'L', '12-03-1990', 'ANAK', 'Kemiren', listed.phone],
  ]
  const query = new URLSearchParams({ fileName: 'daftar.csv', source: 'village_list', asOfOn: '2026-11-01' })
  const bytes = Buffer.from(rows.map((row) => row.join(';')).join('\r\n'))
  const { importId } = (await done(operator.send('POST', `/api/registry/imports?${query}`, bytes, { contentType: 'text/csv' }))).json<{ importId: string }>()
  await checkList(operator, importId)
  await done(operator.send('POST', `/api/registry/imports/${importId}/confirmation`))
  const { result } = await untilState<{ result: { firstFamilies: { familyId: string }[] } }>(operator, importId, 'confirmed')
  toldCase = { ...toldCase, place: { ...toldCase.place, importId }, listedFamilyId: result.firstFamilies[0]!.familyId }
}

function found(text: string, words: readonly string[] = everything): string[] {
  return words.filter((word) => text.includes(word))
}

/** The reads of an operation, as somebody makes them who knows every id. */
function reads(): readonly (readonly [name: string, path: string])[] {
  const searches = [registered.headName, registered.nik, registered.card, told.subjectName, told.subjectNik, listed.name].map((q) => ['searchPersons', `/api/registry/persons?q=${encodeURIComponent(q)}`] as const)
  const single = [...operations].filter(([, { method, query }]) => method === 'GET' && !('q' in (query?.shape ?? {}) && query?.safeParse({}).success !== true))
    .map(([name, operation]) => [name, addressOf(operation, { params: { ...idsOf(toldCase.place, operation), districtId: '15' }, query: {} })] as const)
  return [
    ...single, ...searches, ['getCase', `/api/response/cases/${toldCase.caseIdOfSecret}`], ['getFamily', `/api/registry/families/${toldCase.listedFamilyId!}`],
  ]
}

const usernames = readDemoAccounts().map((account) => account.username).filter((username) => username !== 'warga')

describe('what was told', () => {
  test('is nowhere in the log, whatever went wrong on the way', async () => {
    await failOnPurpose()
    expect(lines.length).toBeGreaterThan(50)
    expect(lines.filter((line) => line.includes('"level":50')).length).toBeGreaterThan(0)
    expect(lines.flatMap((line) => found(line).map((word) => `${word} in ${line.slice(0, 200)}`))).toEqual([])
  })

  /** Ask nothing, so that nothing can be wrong with what was asked. */
  const isAlwaysRight: readonly string[] = ['endOwnSession', 'endOtherSessions']

  test('is not echoed by a refusal', async () => {
    const client = await arranged.world.as('upt.glagah')
    for (const [name, operation] of operations) {
      if (operation.method === 'GET' || name === 'signOut') continue
      const answer = keep(await client.send(operation.method, addressOf(operation, { params: idsOf(toldCase.place, operation), query: {} }), {
        words: { of: told.story }, reason: [told.reporterName], findings: 7, q: told.subjectNik, [told.phone]: told.phone, password: { of: typed.password }, username: { of: registered.nik },
      }))
      if (!isAlwaysRight.includes(name)) expect(answer.statusCode, name).toBeGreaterThanOrEqual(400)
    }
    expect(problemBodies.length).toBeGreaterThan(30)
    // The name of a member that does not exist is named back; nothing that stands in one is.
    const withoutNames = problemBodies.map((body) => body.replaceAll(`#/${told.phone}`, '#/…'))
    expect(withoutNames.flatMap((body) => found(body))).toEqual([])
  })

  test('is in no detail of the audit, no stored answer, no job and no event', async () => {
    const { rows } = await arranged.owner.query<{ place: string; text: string }>(`
      select 'audit of ' || action as place, concat_ws(' ', detail, subject_id) as text from audit.entry
      union all select 'command ' || action, result::text from platform.command
      union all select 'job ' || name, concat_ws(' ', data, output) from pgboss.job`)
    expect(rows.length).toBeGreaterThan(30)
    expect(rows.flatMap(({ place, text }) => found(text).map((word) => `${word} in ${place}`))).toEqual([])
    expect(events.length).toBeGreaterThan(3)
    expect(found(JSON.stringify(events))).toEqual([])
  })

  test('is a number or a password that can be read in no table and in no file', async () => {
    const tables = await arranged.owner.query<{ name: string }>(`
      select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 1`)
    const readable: string[] = []
    const words = [...sealed, typed.password, typed.wrongPassword]
    for (const { name } of tables.rows) {
      const { rows } = await arranged.owner.query<{ text: string | null }>(`select string_agg(t::text, ' ') as text from ${name} t`)
      const text = rows[0]?.text ?? ''
      readable.push(...words.filter((word) => text.includes(word) || text.includes(Buffer.from(word).toString('hex'))).map((word) => `${word} in ${name}`))
    }
    const { dataDir } = arranged.world.deps.config
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    expect(files.length).toBeGreaterThan(1)
    readable.push(...files.flatMap((file) => words.filter((word) => readFileSync(file, 'latin1').includes(word)).map((word) => `${word} in ${file}`)))
    expect(readable).toEqual([])
  })

  test('is in nothing that is for everybody: the API\'s description, the screens\' code, the residents\' pages', async () => {
    const nobody = arranged.world.nobody()
    const paths = ['/', '/lapor', '/lacak', '/privasi', '/en', '/en/lapor', '/openapi.json', '/api/docs', `/lacak/${arranged.places.tembokrejo.case.receiptCode}`, `/lapor/terkirim/${arranged.places.kemiren.case.receiptCode}`]
    for (const path of paths) expect(found((await nobody.get(path)).body), path).toEqual([])
    const bundles = readdirSync(join(projectFolder, 'dist'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    expect(bundles.length).toBeGreaterThan(5)
    const passwords = readDemoAccounts().map((account) => account.password)
    expect(bundles.flatMap((file) => found(readFileSync(file, 'latin1'), [...everything, ...passwords]).map((word) => `${word} in ${file}`))).toEqual([])
  })

  test('is, for whoever holds the receipt, what concerns them: not who they are, nor what officers write to one another', async () => {
    const page = await arranged.world.nobody().get(`/lacak/${toldCase.receiptCode}`)
    expect(page.statusCode).toBe(200)
    expect(found(page.body)).toEqual([])
  })
})

describe.each(usernames)('to %s', (username) => {
  test('no answer tells who reported, a number of identity, an income or an illness; each that tells of a person leaves a trace', async () => {
    const client = await arranged.world.as(username)
    const { accountId } = (await client.get('/api/people/session')).json<{ accountId: string }>()
    const leaks: string[] = []
    const untraced: string[] = []
    let told = 0
    for (const [name, path] of reads()) {
      const before = await lastEntry()
      const answer = await client.get(path)
      if (found(answer.body).length > 0) told += 1
      const isOwnList = /Import(Rows)?$|BadRows$/.test(name)
      leaks.push(...found(answer.body, [...secrets, String(registered.income), 'leprosy']).filter((word) => !(isOwnList && Object.values(listed).some((value) => value.includes(word)))).map((word) => `${word} by ${name}`))
      if (found(answer.body).length > 0 && !(await isTraced({ accountId, action: name, after: before }))) untraced.push(`${name}: ${found(answer.body).join(', ')}`)
    }
    expect({ leaks, untraced }).toEqual({ leaks: [], untraced: [] })
    toldBy.set(username, told)
  })
})

const toldBy = new Map<string, number>()

test('somebody is told something, so that there was something to find', () => {
  const seers = [...toldBy].filter(([, told]) => told > 0).map(([username]) => username)
  expect(seers).toEqual(expect.arrayContaining(['operator.kemiren', 'kades.kemiren', 'satgas.kemiren', 'upt.glagah', 'dinsos', 'kesra', 'inspektorat']))
  expect([...toldBy].filter(([, told]) => told === 0).map(([username]) => username)).toEqual(expect.arrayContaining(['asn', 'bappeda', 'bupati', 'admin', 'dpo']))
})

async function lastEntry(): Promise<number> {
  const { rows } = await arranged.owner.query<{ last: string }>('select coalesce(max(entry_id), 0) as last from audit.entry')
  return Number(rows[0]!.last)
}

async function isTraced(look: { accountId: string; action: string; after: number }): Promise<boolean> {
  const { rows } = await arranged.owner.query('select 1 from audit.entry where entry_id > $1 and account_id = $2 and action = $3 and purpose is not null', [look.after, look.accountId, look.action])
  return rows.length > 0
}

/** Has the database refuse what it is given, with all its data in the error. */
async function failOnPurpose(): Promise<void> {
  const { owner, world } = arranged
  await owner.query(`alter table response.report add constraint not_today check (story not like 'Zq%') not valid`)
  const report = { ...told, category: 'PGN', areaId: toldCase.place.areaId, subject: 'other', contact: 'phone' }
  const failed = await world.nobody().send('POST', '/api/response/reports', report)
  await owner.query('alter table response.report drop constraint not_today')
  expect(failed.statusCode).toBe(500)
  expect(found(failed.body)).toEqual([])
  const form = await world.nobody().submit('/lapor', { commandId: randomUUID(), category: 'PGN', area: String(toldCase.place.areaId), story: '\0', reporterName: told.reporterName, contact: 'phone', phone: told.phone })
  expect(form.statusCode).toBeLessThan(500)
}

