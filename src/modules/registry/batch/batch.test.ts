import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeFamily } from '../../../../test/make/family.ts'
import { makeConfirmed, makeDetermined, makeDeterminedTogether } from '../../../../test/make/proposals.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'

const kemiren = 152_004
let world: World
let dinsos: Client
beforeAll(async () => {
  world = await startWorld({ works: true })
  dinsos = await world.as('dinsos')
})
afterAll(() => world.close())

interface Seen {
  readonly number: string
  readonly files: readonly { format: string; sha256: string }[]
  readonly downloads: readonly { name: string; sha256: string }[]
  readonly rows: readonly { rowNo: number; reference: string; proposalId: string; subjectName: string; outcome: string | null; reason: string | null }[]
  readonly results: readonly { resultId: string; state: string }[]
}

const see = async (batchId: string): Promise<Seen> => (await dinsos.get(`/api/registry/batches/${batchId}`)).json<Seen>()
const kindOf = (answer: { json: <T>() => T }): string => answer.json<{ kind: string }>().kind

async function makeBatch(): Promise<string> {
  const made = await dinsos.send('POST', '/api/registry/batches', { month: '2026-12' })
  expect(made.statusCode, made.body).toBe(201)
  return made.json<{ batchId: string }>().batchId
}

/** What is inside the zip that one gets for a format. */
async function download(batchId: string, format: 'csv' | 'xlsx'): Promise<Buffer> {
  const asked = await dinsos.send('POST', `/api/registry/batches/${batchId}/downloads`, { format })
  const { downloadId, passphrase } = asked.json<{ downloadId: string; passphrase: string }>()
  const file = await dinsos.get(`/api/registry/batches/${batchId}/downloads/${downloadId}`)
  expect([file.statusCode, file.headers['content-type']]).toEqual([200, 'application/zip'])
  const [entry] = await new ZipReader(new Uint8ArrayReader(file.rawPayload)).getEntries()
  if (entry === undefined || entry.directory) throw new Error('no file in the zip')
  await expect(entry.getData(new Uint8ArrayWriter(), { password: 'SALAH' })).rejects.toThrow()
  return Buffer.from(await entry.getData(new Uint8ArrayWriter(), { password: passphrase }))
}

async function readAnswers(batchId: string, lines: readonly (readonly string[])[]) {
  const text = [['NO REFERENSI', 'NIK', 'HASIL', 'CATATAN', 'DESIL'], ...lines].map((line) => line.join(';')).join('\r\n')
  return dinsos.send('POST', `/api/registry/batches/${batchId}/results?fileName=jawaban.csv&asOfOn=2026-11-24`, Buffer.from(text), { contentType: 'text/csv' })
}

test('a batch freezes what was determined, with whole numbers as texts, and gives each who asks a copy of their own', async () => {
  const formula = '=HYPERLINK("http://jahat")'
  const proposalId = await makeDetermined(world, { subjectName: 'Sumiati', subjectNik: '3510155203900011', subjectAddress: formula })
  const batchId = await makeBatch()
  const seen = await see(batchId)
  expect(seen.number).toBe('BWI-2026-12-1')
  expect(seen.rows.map((row) => [row.reference, row.proposalId])).toContainEqual(['BWI-2026-12-1-0001', proposalId])
  const copies = [await download(batchId, 'csv'), await download(batchId, 'csv'), await download(batchId, 'xlsx')]
  const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
  expect((await see(batchId)).downloads.map((each) => each.sha256)).toEqual(expect.arrayContaining(copies.map(hashOf)))
  expect(seen.files.map((file) => file.format)).toEqual(['xlsx', 'csv'])
  const text = copies[0]!.toString('utf8')
  expect(text).toContain('3510155203900011')
  expect(text).not.toMatch(/;=HYPERLINK/)
  expect((await see(batchId)).downloads.map((each) => each.name)).toEqual(['Endang Pratiwi', 'Endang Pratiwi', 'Endang Pratiwi'])
  const stranger = await (await world.as('dinkes')).get(`/api/registry/batches/${batchId}`)
  expect([stranger.statusCode, (await (await world.as('kesra')).get(`/api/registry/batches/${batchId}`)).statusCode]).toEqual([404, 403])
  const page = (await dinsos.get(`/api/registry/proposals/${proposalId}`)).json<{ state: string; steps: { detail: object }[] }>()
  expect([page.state, page.steps.at(-1)?.detail]).toEqual(['exported', { batch: 'BWI-2026-12-1' }])
})

test('a leaked copy is traced to who took it, also without its headings, references and half of its rows', async () => {
  const names = Array.from({ length: 40 }, (_, at) => ({ subjectName: `Lacak ${String.fromCharCode(65 + (at % 26))}${'aeiou'[Math.floor(at / 26)]}`, reason: `Atap bocor dan lantai tanah, rumah ${at}` }))
  await makeDeterminedTogether(world, names)
  const batchId = await makeBatch()
  const [mine] = [await download(batchId, 'csv'), await download(batchId, 'csv'), await download(batchId, 'xlsx')]
  const { number, rows } = await see(batchId)
  const lines = mine.toString('utf8').replace('\uFEFF', '').split('\r\n').filter((line) => line !== '').map((line) => line.split(';'))
  expect(lines).toHaveLength(41)
  expect(lines[0]).toEqual(world.deps.regency.proposals.layouts[0]!.columns.map((column) => column.header))
  expect(lines.slice(1).map((line) => line[4])).toEqual(rows.map((row) => row.subjectName))
  const dpo = await world.as('dpo')
  const trace = async (cells: readonly (readonly string[])[]) => {
    const leaked = Buffer.from(cells.map((line) => line.join(';')).join('\r\n'))
    const answer = await dpo.send('POST', '/api/registry/export-traces', leaked, { contentType: 'text/csv' })
    return answer.json<{ copies: { number: string; name: string; foundBy: string; share: number; downloadId: string }[] }>().copies
  }
  const whole = await trace(lines)
  expect(whole.map(({ number: of, name, foundBy, share }) => [of, name, foundBy, share])).toEqual([[number, 'Endang Pratiwi', 'marks', 1]])
  const part = await trace(lines.slice(1).filter((_line, at) => at % 2 === 0).map((line) => ['', ...line.slice(1)]))
  expect(part.map((copy) => [copy.downloadId, copy.foundBy])).toEqual([[whole[0]!.downloadId, 'marks']])
  const few = await trace([lines[0]!, ...lines.slice(1, 4)])
  expect(few.map((copy) => [copy.number, copy.foundBy])).toEqual([[number, 'number'], [number, 'number'], [number, 'number']])
})

test('nothing is sent twice, nor before it was determined, nor for a month that has not begun', async () => {
  await makeConfirmed(world, { subjectName: 'Belum ditetapkan' })
  expect(kindOf(await dinsos.send('POST', '/api/registry/batches', { month: '2026-12' }))).toBe('nothing_to_send')
  expect(kindOf(await dinsos.send('POST', '/api/registry/batches', { month: '2027-01' }))).toBe('month_not_begun')
})

test('the ministry\'s answers end each proposal, the village sees why, and the decile is the register\'s', async () => {
  const { familyId } = await makeFamily(world, { areaId: kemiren, card: '3510150101010789', members: [{ name: 'Paijo Santoso', nik: '3510151203900055' }] })
  const known = { subjectName: undefined, areaId: undefined, familyId, kind: 'correction', criteria: ['wrong_circumstances'] }
  const [accepted, rejected] = [await makeDetermined(world, known), await makeDetermined(world, { subjectName: 'Wagirah' })]
  const batchId = await makeBatch()
  const { rows } = await see(batchId)
  const referenceOf = (id: string): string => rows.find((row) => row.proposalId === id)!.reference
  const lines = [['', '3510151203900055', 'DITERIMA', '', '2'], [referenceOf(rejected), '', 'DITOLAK', 'NIK tidak padan dengan Dukcapil', ''], ['BWI-2020-01-1-0001', '', 'DITERIMA', '', '']]
  const read = await readAnswers(batchId, lines)
  expect(read.statusCode, read.body).toBe(201)
  expect(kindOf(await readAnswers(batchId, lines))).toBe('result_read_before')
  expect(kindOf(await dinsos.send('POST', `/api/registry/batches/${batchId}/results?fileName=a.csv&asOfOn=2026-11-24`, Buffer.from('Nama;NIK\r\nA;1'), { contentType: 'text/csv' }))).toBe('result_columns_missing')
  const { resultId } = read.json<{ resultId: string }>()
  const looked = (await dinsos.get(`/api/registry/batches/${batchId}/results/${resultId}`)).json<{ accepted: number; rejected: number; lines: { problem: string | null }[] }>()
  expect([looked.accepted, looked.rejected, looked.lines.map((line) => line.problem)]).toEqual([1, 1, [null, null, 'row_unknown']])
  const applied = await dinsos.send('POST', `/api/registry/batches/${batchId}/results/${resultId}/application`, { seenVersion: 1 })
  expect(applied.json(), applied.body).toEqual({ accepted: 1, rejected: 1 })
  expect(kindOf(await dinsos.send('POST', `/api/registry/batches/${batchId}/results/${resultId}/application`, { seenVersion: 1 }))).toBe('result_settled')

  const village = await world.as('operator.kemiren')
  const refused = (await village.get(`/api/registry/proposals/${rejected}`)).json<{ state: string; steps: { words: string | null }[] }>()
  expect([refused.state, refused.steps.at(-1)?.words]).toEqual(['rejected', 'NIK tidak padan dengan Dukcapil'])
  expect((await village.get(`/api/registry/proposals/${accepted}`)).json<{ state: string }>().state).toBe('accepted')
  await expect.poll(async () => (await village.get(`/api/registry/families/${familyId}`)).json<{ decile: object | null }>().decile)
    .toMatchObject({ decile: 2, on: '2026-11-24', sourceName: 'DTSEN' })
})

test('a rejected proposal is made anew, with its family and its numbers', async () => {
  const proposalId = await makeDetermined(world, { subjectName: 'Ngatinah', subjectNik: '3510155203900022' })
  const batchId = await makeBatch()
  const [row] = (await see(batchId)).rows
  const { resultId } = (await readAnswers(batchId, [[row!.reference, '', 'DITOLAK', 'Data ganda', '']])).json<{ resultId: string }>()
  await dinsos.send('POST', `/api/registry/batches/${batchId}/results/${resultId}/application`, { seenVersion: 1 })
  const village = await world.as('operator.kemiren')
  const again = await village.send('POST', '/api/registry/proposals', {
    kind: 'in', againOf: proposalId, subjectName: 'Ngatinah', areaId: kemiren, criteria: ['no_dwelling'], reason: 'Data ganda sudah dibereskan di Dukcapil',
  })
  expect(again.statusCode, again.body).toBe(201)
  const path = '/api/registry/proposals/'
  const before = (await village.get(`${path}${proposalId}`)).json<{ personId: string }>()
  const after = (await village.get(`${path}${again.json<{ proposalId: string }>().proposalId}`)).json<{ personId: string; nikMasked: string; againOf: string; state: string }>()
  expect(after).toMatchObject({ personId: before.personId, nikMasked: '3510••••••••0022', againOf: proposalId, state: 'submitted' })
  const open = await village.send('POST', '/api/registry/proposals', {
    kind: 'in', againOf: again.json<{ proposalId: string }>().proposalId, subjectName: 'Ngatinah', areaId: kemiren, criteria: ['no_dwelling'], reason: 'Sekali lagi',
  })
  expect(kindOf(open)).toBe('proposal_not_refused')
})
