import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDemoAccounts } from '#modules/people/index.ts'
import { createLog } from '#platform/log.ts'
import { startFakeSms, type FakeSms } from '../fakes/sms.ts'
import { startFakeSmtp, type FakeSmtp } from '../fakes/smtp.ts'
import { startFakeWhatsApp, type FakeWhatsApp } from '../fakes/whatsapp.ts'
import { everythingIn } from '../make/everything-in.ts'
import { openLiveStreams, untilAllIsHeard, type LiveStream } from '../make/live-streams.ts'
import { listOperations } from '../make/operations.ts'
import type { Client } from '../world.ts'
import { arrange, arrangeReport, type Arranged } from './arrange.ts'

/**
 * Protected cases of every kind, each beside a twin that is not protected: whatever is public, or goes to somebody who does not handle them, is asked for
 * and searched. The twin must be found there, so that not finding a protected one says something.
 */

interface Told {
  readonly name: string
  readonly caseId: string
  readonly caseNumber: string
  readonly receiptCode: string
  /** Words that stand nowhere else: of the story, of whom it is about, of who tells it. */
  readonly words: readonly string[]
}

const lines: string[] = []
let fakes: { whatsApp: FakeWhatsApp; sms: FakeSms; smtp: FakeSmtp }
let arranged: Arranged
let streams: readonly LiveStream[]
let hidden: readonly Told[]
let twin: Told

/** Those who handle such cases or hand them out; everybody else must know nothing of them. */
const handlers = ['kepala.dinsos', 'dinsos', 'dinkes']
const outsiders = readDemoAccounts().map(({ username }) => username).filter((username) => !handlers.includes(username))

const kinds: readonly (readonly [string, string, object])[] = [
  ['violence', 'dipukuli suaminya tiap malam', { category: 'PGN' }],
  ['child', 'anak ditinggal sendirian di rumah', { category: 'PDK' }],
  ['disability', 'nenek dikurung, sebab difabel', { category: 'PPKS' }],
  ['category', 'mohon dibantu diam-diam', { category: 'KPA' }],
  ['secret', 'diancam bunuh oleh mandornya', { category: 'PGN', secret: true }],
]

beforeAll(async () => {
  fakes = { whatsApp: await startFakeWhatsApp(), sms: await startFakeSms(), smtp: await startFakeSmtp() }
  const { whatsApp, sms, smtp } = fakes
  const log = createLog('trace', { write: (line) => void lines.push(line) })
  arranged = await arrange({ places: [], works: true, log, environment: { ...whatsApp.environment, ...sms.environment, ...smtp.environment } })
  streams = await openLiveStreams(await arranged.world.app.listen({ host: '127.0.0.1', port: 0 }))
  twin = await tell('twin', 'beras jatah belum datang', { category: 'PGN' })
  const bySign = []
  for (const [name, story, change] of kinds) bySign.push(await tell(name, story, change))
  hidden = [...bySign, await contradicted(), await joinedThenProtected(), await accusing()]
})
afterAll(async () => {
  await Promise.all(streams.map((stream) => stream.close()))
  await arranged.close()
  await Promise.all([fakes.whatsApp.close(), fakes.sms.close(), fakes.smtp.close()])
})

async function tell(name: string, story: string, change: object): Promise<Told> {
  const [subjectName, reporterName, mark] = [`Zqsubjek${name} Sumi`, `Zqpelapor${name} Wagirah`, `zqcerita${name}`]
  const made = await arrangeReport(arranged, {
    story: `${story} ${mark}`, areaId: 152_004, subject: 'other', subjectName, reporterName, contact: 'phone', phone: '081298765401', tellBy: 'sms',
    email: `zq${name}@contoh.id`, ...change,
  })
  const { rows } = await arranged.owner.query<{ case_number: string }>('select case_number from response.case_file where case_id = $1', [made.caseId])
  return { name, caseId: made.caseId, receiptCode: made.receiptCode, caseNumber: rows[0]!.case_number, words: [mark, subjectName, reporterName] }
}

async function act(username: string, caseId: string, path: string, body: object): Promise<void> {
  const client = await arranged.world.as(username)
  const { version } = (await client.get(`/api/response/cases/${caseId}`)).json<{ version: number }>()
  const done = await client.send('POST', `/api/response/cases/${caseId}/${path}`, { seenVersion: version, ...body })
  expect([200, 201, 204], `${path} ${done.body}`).toContain(done.statusCode)
}

/** One that was concluded, and opened again by its reporter. */
async function contradicted(): Promise<Told> {
  const made = await tell('reopened', 'istri dianiaya di rumahnya', { category: 'KPA' })
  await act('kepala.dinsos', made.caseId, 'verdict', { verdict: 'helped', words: 'Sudah kami temui.', withdrawOpenTasks: true })
  const again = await arranged.world.nobody().submit(`/lacak/${made.receiptCode}`, { act: 'not_helped', why: 'Masih terjadi' })
  expect(again.statusCode).toBe(303)
  return made
}

/** One that others had joined before a person protected it. */
async function joinedThenProtected(): Promise<Told> {
  const [lead, follower] = [await tell('joined', 'tetangga perlu ditengok', { category: 'PGN' }), await tell('follower', 'tetangga itu perlu ditengok', { category: 'PGN' })]
  await act('upt.glagah', follower.caseId, 'join', { intoCaseId: lead.caseId, reason: 'Orang yang sama' })
  await act('upt.glagah', lead.caseId, 'protection', { reason: 'Ternyata ada anak' })
  heardBefore.add(lead.caseId)
  heardBefore.add(follower.caseId)
  return lead
}

/** Cases that were seen by more people before they were protected. */
const heardBefore = new Set<string>()

/** One about violence by somebody in office. */
async function accusing(): Promise<Told> {
  return tell('accusing', 'dipukul oleh Endang Pratiwi', { category: 'KPA' })
}

/** What of protected cases stands in a text. */
function leaks(text: string, of: readonly Told[] = hidden): string[] {
  const bare = text.toLowerCase()
  return of.flatMap(({ caseId, caseNumber, receiptCode, words }) => [caseId, caseNumber, receiptCode, ...words]).filter((word) => bare.includes(word.toLowerCase()))
}

const get = (path: string) => arranged.world.nobody().get(path)

describe('for anybody', () => {
  test('every one of them is protected, and the twin is not', async () => {
    const { rows } = await arranged.owner.query<{ case_id: string; restricted: boolean }>('select case_id, restricted from response.case_file')
    const protectedIds = rows.filter((row) => row.restricted).map((row) => row.case_id)
    expect(hidden.filter(({ caseId }) => !protectedIds.includes(caseId)).map(({ name }) => name)).toEqual([])
    expect(protectedIds).not.toContain(twin.caseId)
  })

  test.each(['json', 'xml'])('Open311 as %s lists, names and searches the twin, and none of them', async (format) => {
    const root = '/open311/v2'
    const all = [twin, ...hidden].map(({ caseNumber }) => caseNumber).join(',')
    for (const path of [`${root}/requests.${format}`, `${root}/requests.${format}?extensions=true`, `${root}/requests.${format}?service_request_id=${all}`]) {
      const { statusCode, body } = await get(path)
      expect([statusCode, leaks(body), body.includes(twin.caseNumber)], path).toEqual([200, [], true])
    }
    expect((await get(`${root}/requests/${twin.caseNumber}.${format}`)).statusCode).toBe(200)
    for (const { caseNumber, caseId } of hidden) {
      const [known, unknown] = [await get(`${root}/requests/${caseNumber}.${format}`), await get(`${root}/requests/K-2020-000001.${format}`)]
      expect(known.statusCode).toBe(404)
      expect(known.body.replaceAll(caseNumber, 'K-2020-000001')).toBe(unknown.body)
      expect(leaks((await get(`${root}/tokens/${caseId}.${format}`)).body.replaceAll(caseId, ''))).toEqual([])
    }
    expect((await get(`${root}/services.${format}`)).body).not.toContain('KPA')
  })

  test('the public pages tell nothing, and the page of a code tells of its own report alone', async () => {
    for (const path of ['/', '/en', '/kinerja', '/en/kinerja', '/papan', '/lapor', '/lacak', '/cek', '/usul', '/sanggah', '/privasi', '/api/openapi.json', '/api/people/areas']) {
      const { body } = await get(path)
      expect(body.length, path).toBeGreaterThan(20)
      expect(leaks(body), path).toEqual([])
    }
    const own = await get(`/lacak/${twin.receiptCode}`)
    expect([own.statusCode, leaks(own.body)]).toEqual([200, []])
    expect(own.body).toContain(twin.receiptCode)
    for (const { receiptCode, caseNumber } of hidden) {
      for (const path of [`/cek/${receiptCode}`, `/cek/${caseNumber}`, `/rujukan/${receiptCode}`, `/usul/${receiptCode}`, `/sanggah/${receiptCode}`, `/lacak/${caseNumber}`]) {
        const { body } = await get(path)
        expect(leaks(body.replaceAll(receiptCode, '').replaceAll(caseNumber, '')), path).toEqual([])
      }
    }
  })

  test('the page of whoever follows one tells nothing of who told it first', async () => {
    const { rows } = await arranged.owner.query<{ subject: string }>('select subject_name as subject from response.report')
    expect(rows.length).toBeGreaterThan(hidden.length)
    const other = await get(`/lacak/${hidden[0]!.receiptCode}`)
    expect(leaks(other.body, hidden.slice(1))).toEqual([])
  })
})

/** Everything that a role reads without naming a row: lists, boards, counts, files. */
async function readAll(client: Client): Promise<ReadonlyMap<string, string>> {
  const answers = new Map<string, string>()
  for (const [name, operation] of listOperations(arranged.world)) {
    if (operation.method !== 'GET' || operation.path.includes(':')) continue
    for (const query of queries[name] ?? ['']) {
      const answer = await client.get(`${operation.path}${query}`)
      if (answer.statusCode === 200) answers.set(`${name}${query}`, await everythingIn(answer.rawPayload))
    }
  }
  return answers
}

/** Where a list shows only a part by itself, all of it. */
const queries: Readonly<Record<string, readonly string[]>> = {
  listCases: ['?tab=all', '?tab=mine', '?tab=office', '?tab=late', '?tab=closed', '?tab=danger'],
  listRungCases: ['?box=here', '?box=came', '?box=above', '?box=down'],
}

/** The trail names rows by their ids and numbers, for whoever may read it: but tells nothing of what they are. */
const trail = /^listAuditEntries/

describe('for whoever does not handle them', () => {
  test.each(outsiders)('no list, board, count or file of %s has one', async (username) => {
    const client = await arranged.world.as(username)
    const answers = await readAll(client)
    expect(answers.size).toBeGreaterThan(3)
    const leaking = [...answers].flatMap(([name, body]) => {
      const found = leaks(body).filter((word) => !trail.test(name) || !/^(?:[\da-f-]{36}|K-\d{4}-\d{6})$/.test(word))
      return found.length > 0 ? [`${name}: ${found.join(', ')}`] : []
    })
    expect(leaking).toEqual([])
  })

  test('the twin stands in the lists of its village and district, so that they were really read', async () => {
    for (const username of ['satgas.kemiren', 'upt.glagah', 'kesra']) {
      const answers = [...await readAll(await arranged.world.as(username))]
      expect(answers.filter(([, body]) => leaks(body, [twin]).length > 0).map(([name]) => name), username).not.toEqual([])
    }
    const head = [...await readAll(await arranged.world.as('kepala.dinsos'))].map(([, body]) => body).join('\n')
    expect(hidden.filter(({ caseId }) => !head.includes(caseId)).map(({ name }) => name)).toEqual([])
  })

  test.each(outsiders)('none opens for %s, by any of its addresses', async (username) => {
    const client = await arranged.world.as(username)
    const ofCase = [...listOperations(arranged.world)].filter(([, { method, path }]) => method === 'GET' && /:caseId/.test(path) && !/:(?!caseId)/.test(path))
    expect(ofCase.length).toBeGreaterThan(5)
    for (const { caseId } of hidden) {
      for (const [name, { path }] of ofCase) {
        const answer = await client.get(path.replace(':caseId', caseId))
        expect([403, 404, 422], `${name} ${answer.body}`).toContain(answer.statusCode)
        expect(leaks(answer.body), name).toEqual([])
      }
    }
  })

  test('boards and map count the twin, and none of them', async () => {
    const areas = async (path: string): Promise<string> => (await (await arranged.world.as('kesra')).get(path)).body
    const { rows } = await arranged.owner.query<{ n: number }>(
      "select count(*)::int as n from response.case_file where status = 'open' and not restricted and area_id = 152004")
    expect(rows[0]!.n).toBeGreaterThan(0)
    const village = JSON.parse(await areas('/api/response/map/15')) as { villages?: { areaId: number; open: number }[] }
    const found = JSON.stringify(village)
    expect(found).toContain('152004')
    expect(village.villages?.find((each) => each.areaId === 152_004)?.open).toBe(rows[0]!.n)
  })
})

describe('on its way out', () => {
  test('a live event about one is heard by nobody who does not handle it', async () => {
    await untilAllIsHeard(arranged.world, streams)
    const heardBy = (username: string): string => streams.find((stream) => stream.username === username)!.heard.join()
    expect(heardBy('upt.glagah')).toContain(twin.caseId)
    expect(heardBy('kepala.dinsos')).toContain(hidden[0]!.caseId)
    const early = hidden.filter(({ caseId }) => !heardBefore.has(caseId))
    expect(early.length).toBeGreaterThan(5)
    for (const { username, heard } of streams.filter((stream) => outsiders.includes(stream.username))) expect(leaks(heard.join('\n'), early), username).toEqual([])
  })

  test('no message says what kind of trouble it is, whose, or told by whom', async () => {
    const said = () => [
      ...fakes.whatsApp.sent.map(({ body }) => JSON.stringify({ ...body, to: undefined, recipient: undefined })), ...fakes.sms.sent.map(({ text }) => text),
      ...fakes.smtp.mails.map(({ data }) => data),
    ]
    const told = (): boolean => [twin, ...hidden].every(({ receiptCode }) => said().some((text) => text.includes(receiptCode)))
    await expect.poll(told).toBe(true)
    const text = said().join('\n')
    expect(hidden.flatMap(({ words }) => words).filter((word) => text.includes(word))).toEqual([])
    const names = arranged.world.deps.regency.categories.flatMap(({ name }) => [name.id, name.en])
    const early = hidden.filter(({ caseId }) => !heardBefore.has(caseId))
    const ofHidden = said().filter((each) => early.some(({ receiptCode }) => each.includes(receiptCode)))
    expect(names.some((name) => said().some((each) => each.includes(twin.receiptCode) && each.includes(name)))).toBe(true)
    expect(names.filter((name) => ofHidden.some((each) => each.toLowerCase().includes(name.toLowerCase())))).toEqual([])
    expect(ofHidden.join('\n')).not.toMatch(/kekerasan|violence|difabel|disabilit|dilindungi|protected/i)
  })

  test('no line of the log says anything of one', () => {
    expect(lines.length).toBeGreaterThan(50)
    expect(leaks(lines.join('\n')).filter((word) => !/^[\da-f-]{36}$/.test(word))).toEqual([])
  })

  test('an error about one is the error about none', async () => {
    const client = await arranged.world.as('upt.glagah')
    const none = await client.get('/api/response/cases/00000000-0000-7000-8000-000000000000')
    for (const { caseId } of hidden) {
      const answer = await client.get(`/api/response/cases/${caseId}`)
      expect([answer.statusCode, answer.body]).toEqual([none.statusCode, none.body])
    }
  })
})
