import { afterAll, beforeAll, expect, test } from 'vitest'
import { kemiren } from '../../../../test/make/cases.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import type { InboxPage } from '#modules/response/case/inbox.contract.ts'
import type { Confusion, Correction } from './corrections.contract.ts'

let world: World
let unit: Client
let planner: Client
let span: string

beforeAll(async () => {
  world = await startWorld()
  unit = await world.as('upt.glagah')
  planner = await world.as('bappeda')
  const day = world.clock.now().toISOString().slice(0, 10)
  span = `from=${day}&to=${new Date(world.clock.now().getTime() + 24 * 3_600_000).toISOString().slice(0, 10)}`
})
afterAll(() => world.close())

/** A report in these words whose kind the unit of its district then names. */
async function sorted(story: string, subjectName: string, to: { category: string; urgency?: string }): Promise<CaseDetail> {
  const sent = await world.nobody().send('POST', '/api/response/reports', {
    story, category: 'LNY', subject: 'other', subjectName, areaId: kemiren, contact: 'anonymous',
  })
  expect(sent.statusCode, sent.body).toBe(201)
  const { items } = (await unit.get('/api/response/cases?tab=all')).json<InboxPage>()
  const { caseId } = items.find(({ summary }) => summary.startsWith(story.slice(0, 20)))!
  const detail = await read(caseId)
  const answer = await unit.send('POST', `/api/response/cases/${caseId}/reports/${detail.triage[0]!.reportId}/sorting`, {
    seenVersion: detail.version, category: to.category, urgency: to.urgency ?? detail.urgency, reason: 'Sudah ditelepon dan ditanya',
  })
  expect(answer.statusCode, answer.body).toBe(201)
  return detail
}

async function read(caseId: string): Promise<CaseDetail> {
  return (await unit.get(`/api/response/cases/${caseId}`)).json<CaseDetail>()
}

async function count(client: Client, more = ''): Promise<Confusion> {
  return (await client.get(`/api/response/triage/confusion?${span}${more}`)).json<Confusion>()
}

async function list(client: Client, more = ''): Promise<{ items: Correction[]; next: string | null }> {
  return (await client.get(`/api/response/triage/corrections?${span}${more}`)).json<{ items: Correction[]; next: string | null }>()
}

/** What the tests below read: one decision as suggested, two of another kind, one less urgent. */
beforeAll(async () => {
  await sorted('Beras habis, dapur kosong sejak pagi', 'Mbah Paijah', { category: 'PGN' })
  await sorted('Beras dan lauk Paijah habis Zubaidahwati', 'Beras Paijah', { category: 'EKO' })
  await sorted('Obat dan rujukan ke puskesmas belum ada', 'Slamet', { category: 'LNY' })
  await sorted('Anak ngelih, wes rong dina ora mangan', 'Sutini', { category: 'PGN', urgency: 'urgent' })
})

test('what was confirmed and what was corrected is counted, pair by pair', async () => {
  const kinds = await count(planner)
  expect(kinds).toMatchObject({ decided: 4, asSuggested: 2 })
  expect(kinds.pairs.map(({ suggested, confirmed, count: times }) => [suggested.key, confirmed.key, times]))
    .toEqual([['KES', 'LNY', 1], ['PGN', 'EKO', 1]])
  expect(kinds.pairs[1]!.suggested.name).toEqual({ id: 'Pangan', en: 'Food' })
  const urgencies = await count(planner, '&of=urgency')
  expect(urgencies.pairs).toEqual([{ suggested: { key: 'danger', name: null }, confirmed: { key: 'urgent', name: null }, count: 1 }])
})

test('a correction shows the words of the samples that decided, and neither names nor the story', async () => {
  const { items } = await list(planner, '&suggested=PGN&confirmed=EKO')
  expect(items).toHaveLength(1)
  expect(items[0]!.words).toContain('lauk')
  // 'beras' is a word of the samples, and of the name here.
  expect(items[0]!.words).not.toContain('beras')
  expect(JSON.stringify(items)).not.toMatch(/paijah|zubaidah|dapur|caseId|K-20/i)
  expect(items[0]!.share).toBeGreaterThan(0)
})

test('a correction of the urgency shows the signs that were found', async () => {
  const { items } = await list(planner, '&of=urgency')
  expect(items.map(({ suggested, confirmed, signs }) => [suggested.key, confirmed.key, signs.map(({ id }) => id)]))
    .toEqual([['danger', 'urgent', ['Kelaparan']]])
})

test('the list goes on behind its last line, newest first, and another text for the place is refused', async () => {
  const first = await list(planner, '&limit=1')
  expect(first.items.map(({ suggested }) => suggested.key)).toEqual(['KES'])
  const second = await list(planner, `&limit=1&after=${first.next}`)
  expect(second.items.map(({ suggested }) => suggested.key)).toEqual(['PGN'])
  expect(second.next).toBeNull()
  expect((await planner.get(`/api/response/triage/corrections?${span}&after=elsewhere`)).json<{ kind: string }>().kind).toBe('cursor_unknown')
})

test('whoever sorts reports but does not look after the samples is refused, and so is a span of two years', async () => {
  expect((await unit.get(`/api/response/triage/confusion?${span}`)).statusCode).toBe(403)
  expect((await planner.get('/api/response/triage/confusion?from=2024-01-01&to=2026-01-01')).json<{ kind: string }>().kind).toBe('span_too_long')
})

test('a case that is protected is in no count and in no line any more', async () => {
  const secretariat = await world.as('kesra')
  expect((await count(secretariat)).decided).toBe(4)
  const detail = await sorted('Minta kursi roda untuk paman yang lumpuh', 'Parto', { category: 'ADM' })
  expect((await count(secretariat)).decided).toBe(5)
  const { version } = await read(detail.caseId)
  const kept = await secretariat.send('POST', `/api/response/cases/${detail.caseId}/protection`,
    { seenVersion: version, reason: 'Ada ancaman terhadap keluarga ini' })
  expect(kept.statusCode, kept.body).toBe(201)
  expect((await count(secretariat)).decided).toBe(4)
  expect((await list(secretariat)).items.map(({ confirmed }) => confirmed.key)).not.toContain('ADM')
})
