import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectFolder } from '#config.ts'
import { readDemoAccounts } from '#modules/people/index.ts'
import type { Operation } from '#platform/http/contract.ts'
import type { LiveEvent } from '#platform/live/live.ts'
import { createLog } from '#platform/log.ts'
import { makeCaseOfFamily } from '../make/cases.ts'
import { addressOf } from '../make/inputs.ts'
import { listOperations } from '../make/operations.ts'
import { arrange, idsOf, type Arranged } from './arrange.ts'
import { closed, everything, found, listed, plant, registered, secrets, told, typed, written, type Planted } from './canaries.ts'

/** Words that stand nowhere else are put into the server by every way in; then everything that comes out of it is searched for them. */

const lines: string[] = []
const events: LiveEvent[] = []
const accounts = readDemoAccounts()

let arranged: Arranged
let planted: Planted
let operations: ReadonlyMap<string, Operation>

beforeAll(async () => {
  const log = createLog('trace', { write: (line) => void lines.push(line) })
  arranged = await arrange({ places: ['kemiren', 'tembokrejo'], works: true, log })
  operations = listOperations(arranged.world)
  arranged.world.deps.live.subscribe((event) => void events.push(event))
  planted = await plant(arranged)
})
afterAll(() => arranged.close())

describe('for a reason, and written down with it,', () => {
  test('an officer who must call back learns who reported', async () => {
    const { caseId, reportId } = planted.place.case
    const dinsos = await arranged.world.as('dinsos')
    const answer = await dinsos.send('POST', `/api/response/cases/${caseId}/reports/${reportId}/reporter-reveal`, { reason: written.reason })
    expect(answer.json()).toMatchObject({ name: told.reporterName, phone: `+62${told.phone.slice(1)}` })
    expect(await purposesOf('revealReporter', reportId)).toEqual([written.reason])
  })

  test('the secretariat learns a whole NIK', async () => {
    const { personId } = planted.place.family
    const kesra = await arranged.world.as('kesra')
    const answer = await kesra.send('POST', `/api/registry/persons/${personId}/identity-reveal`, { reason: written.reason })
    expect(answer.json()).toEqual({ nik: registered.nik, card: registered.card })
    expect(await purposesOf('revealIdentity', personId)).toEqual([written.reason])
  })

  test('an agency that works on a case learns a whole NIK of its family', async () => {
    const { personId } = planted.place.family
    const caseId = await makeCaseOfFamily(arranged.world, planted.place)
    const dinsos = await arranged.world.as('dinsos')
    const answer = await dinsos.send('POST', `/api/response/cases/${caseId}/family/${personId}/identity-reveal`, { reason: written.reason })
    expect(answer.json()).toEqual({ nik: registered.nik, card: registered.card })
    expect(await purposesOf('revealCaseIdentity', personId)).toEqual([written.reason])
  })
})

async function purposesOf(action: string, subjectId: string): Promise<string[]> {
  const { rows } = await arranged.owner.query<{ purpose: string }>(
    'select purpose from audit.entry where action = $1 and subject_id = $2', [action, subjectId])
  return rows.map((row) => row.purpose)
}

describe('what was told', () => {
  test('is nowhere in the log, whatever went wrong on the way', async () => {
    await failOnPurpose()
    expect(lines.length).toBeGreaterThan(50)
    expect(lines.some((line) => line.includes('"level":50'))).toBe(true)
    expect(lines.flatMap((line) => found(line).map((word) => `${word} in ${line.slice(0, 200)}`))).toEqual([])
  })

  test('is not echoed by a refusal', async () => {
    const client = await arranged.world.as('upt.muncar')
    const wrong = {
      words: { of: told.story }, reason: [told.reporterName], findings: 7, q: told.subjectNik, story: { of: told.story }, phone: [told.phone],
      password: { of: typed.password }, username: { of: registered.nik }, name: [registered.headName], value: [listed.nik],
    }
    const refusals: string[] = []
    for (const [name, operation] of operations) {
      if (operation.method === 'GET' || name === 'signOut') continue
      const answer = await client.send(operation.method, addressOf(operation, { params: idsOf(planted.place, operation), query: {} }), wrong)
      if (answer.statusCode >= 400) refusals.push(answer.body)
    }
    expect(refusals.length).toBeGreaterThan(30)
    expect(refusals.flatMap((body) => found(body))).toEqual([])
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

  test('is, where it is a number of identity, a telephone or a password, readable in no table and in no file', async () => {
    const tables = await arranged.owner.query<{ name: string }>(`
      select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 1`)
    const readable: string[] = []
    for (const { name } of tables.rows) {
      const { rows } = await arranged.owner.query<{ text: string }>(`select coalesce(string_agg(t::text, ' '), '') as text from ${name} t`)
      readable.push(...closed.filter((word) => isIn(rows[0]!.text, word)).map((word) => `${word} in ${name}`))
    }
    const files = listFiles(arranged.world.deps.config.dataDir)
    expect(files.length).toBeGreaterThan(1)
    readable.push(...files.flatMap((file) => found(readFileSync(file, 'latin1'), closed).map((word) => `${word} in ${file}`)))
    expect(readable).toEqual([])
  })

  test('is in nothing that is for everybody: the API\'s description, the screens\' code, the pages of other reports', async () => {
    const { kemiren, tembokrejo } = arranged.places
    const ofOthers = [`/lacak/${tembokrejo.case.receiptCode}`, `/lapor/terkirim/${kemiren.case.receiptCode}`]
    for (const path of ['/', '/lapor', '/lacak', '/privasi', '/en', '/en/lapor', '/openapi.json', '/api/docs', ...ofOthers]) {
      const page = await arranged.world.nobody().get(path)
      expect([page.statusCode, found(page.body)], path).toEqual([200, []])
    }
    const bundles = listFiles(join(projectFolder, 'dist'))
    expect(bundles.length).toBeGreaterThan(5)
    const words = [...everything, ...accounts.map((account) => account.password)]
    expect(bundles.flatMap((file) => found(readFileSync(file, 'latin1'), words).map((word) => `${word} in ${file}`))).toEqual([])
  })

  test('is not on the page of its own receipt: who holds it learns how it goes, not what was told or what officers write', async () => {
    const page = await arranged.world.nobody().get(`/lacak/${planted.place.case.receiptCode}`)
    expect([page.statusCode, found(page.body)]).toEqual([200, []])
  })
})

/** Whether a text holds a word, as it is or as bytes are printed. */
function isIn(text: string, word: string): boolean {
  return text.includes(word) || text.includes(Buffer.from(word).toString('hex'))
}

function listFiles(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** Has the database refuse a report, with all its data in the error. */
async function failOnPurpose(): Promise<void> {
  const { owner, world } = arranged
  const { areaId } = planted.place
  await owner.query(`alter table response.report add constraint not_today check (story not like 'Zq%') not valid`)
  const report = { ...told, category: 'PGN', areaId, subject: 'other', contact: 'phone' }
  const failed = await world.nobody().send('POST', '/api/response/reports', report)
  await owner.query('alter table response.report drop constraint not_today')
  expect([failed.statusCode, found(failed.body)]).toEqual([500, []])
  const { reporterName, phone } = told
  const form = { commandId: randomUUID(), category: 'PGN', area: String(areaId), story: '\0', contact: 'phone', reporterName, phone }
  expect((await world.nobody().submit('/lapor', form)).statusCode).toBe(422)
}

/** The reads of every operation, as somebody makes them who knows every id. */
function listReads(): readonly (readonly [name: string, path: string, body?: object])[] {
  const { place, caseIdOfSecret, listedFamilyId } = planted
  const plain = [...operations].filter(([, { method, query }]) => method === 'GET' && query?.safeParse({}).success !== false)
  const words = [registered.headName, registered.nik, registered.card, told.subjectName, told.subjectNik, listed.name]
  return [
    ...plain.map(([name, operation]) => {
      return [name, addressOf(operation, { params: { ...idsOf(place, operation), districtId: '15' }, query: {} })] as const
    }),
    ...words.map((word) => ['searchPersons', '/api/registry/person-searches', { q: word }] as const),
    ['getCase', `/api/response/cases/${caseIdOfSecret}`],
    ['getFamily', `/api/registry/families/${listedFamilyId}`],
  ]
}

/** Whoever mends a list sees the rows as they came. */
const ofOwnList = ['getImport', 'listImportRows', 'downloadBadRows']
/** Whose role weighs what a family has to live on (registry.income.read), and no other. */
const seersOfIncome = ['upt.glagah', 'inspektorat']

describe('no answer tells who reported, a number of identity, an illness, or an income beyond the two roles that weigh it; each that tells of a person leaves a trace', () => {
  const toldAnything = new Map<string, boolean>()

  test.each(accounts.map((account) => account.username).filter((username) => username !== 'warga'))('to %s', async (username) => {
    const client = await arranged.world.as(username)
    const { accountId } = (await client.get('/api/people/session')).json<{ accountId: string }>()
    const leaks: string[] = []
    const untraced: string[] = []
    for (const [name, path, asked] of listReads()) {
      const after = await lastEntry()
      const { body } = asked === undefined ? await client.get(path) : await client.send('POST', path, asked)
      const mayTell: readonly string[] = [
        ...(ofOwnList.includes(name) ? Object.values(listed) : []),
        ...(['getFamily', 'prepareVisit'].includes(name) && seersOfIncome.includes(username) ? [String(registered.income)] : []),
      ]
      leaks.push(...found(body, secrets).filter((word) => !mayTell.includes(word)).map((word) => `${word} by ${name}`))
      if (found(body).length === 0) continue
      toldAnything.set(username, true)
      if (!(await isTraced({ accountId, action: name, after }))) untraced.push(`${name}: ${found(body).join(', ')}`)
    }
    expect({ leaks, untraced }).toEqual({ leaks: [], untraced: [] })
  })

  test('and those who work there are told something, so that there was something to find; those without a place are not', () => {
    const seers = ['operator.kemiren', 'kades.kemiren', 'satgas.kemiren', 'upt.glagah', 'dinsos', 'kesra', 'inspektorat']
    const others = ['operator.tembokrejo', 'upt.muncar', 'asn', 'bappeda', 'bupati', 'admin', 'dpo']
    expect(seers.filter((username) => !toldAnything.has(username))).toEqual([])
    expect(others.filter((username) => toldAnything.has(username))).toEqual([])
  })
})

async function lastEntry(): Promise<number> {
  const { rows } = await arranged.owner.query<{ last: string }>('select coalesce(max(entry_id), 0) as last from audit.entry')
  return Number(rows[0]!.last)
}

async function isTraced(look: { accountId: string; action: string; after: number }): Promise<boolean> {
  const { rowCount } = await arranged.owner.query(
    'select 1 from audit.entry where entry_id > $1 and account_id = $2 and action = $3 and purpose is not null',
    [look.after, look.accountId, look.action])
  return rowCount !== 0
}
