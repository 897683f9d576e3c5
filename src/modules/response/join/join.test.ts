import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import type { InboxPage } from '#modules/response/case/inbox.contract.ts'
import { kemiren } from '../../../../test/make/cases.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { JoinedCase, SimilarCase } from './join.contract.ts'

let world: World
let unit: Client

beforeAll(async () => {
  world = await startWorld()
  unit = await world.as('upt.glagah')
})
afterAll(() => world.close())

interface Sent {
  readonly caseId: string
  readonly code: string
}

async function report(story: string, change: object = {}): Promise<Sent> {
  const sent = await world.nobody().send('POST', '/api/response/reports', {
    story, category: 'PGN', subject: 'other', subjectName: 'Mbah Paijah', areaId: kemiren, contact: 'phone', phone: '081234567890', ...change,
  })
  expect(sent.statusCode, sent.body).toBe(201)
  const items = (await unit.get('/api/response/cases?tab=all')).json<InboxPage>().items
  return { caseId: items.find((row) => story.startsWith(row.summary.slice(0, 40)))!.caseId, code: sent.json<{ receiptCode: string }>().receiptCode }
}

async function similar(caseId: string): Promise<{ items: SimilarCase[]; joinedTo: JoinedCase | null; followers: JoinedCase[] }> {
  return (await unit.get(`/api/response/cases/${caseId}/similar`)).json()
}

async function read(caseId: string): Promise<CaseDetail> {
  return (await unit.get(`/api/response/cases/${caseId}`)).json<CaseDetail>()
}

async function join(caseId: string, intoCaseId: string) {
  const { version } = await read(caseId)
  return unit.send('POST', `/api/response/cases/${caseId}/join`, { seenVersion: version, intoCaseId, reason: 'Orang yang sama' })
}

const page = async (code: string): Promise<string> => (await world.nobody().get(`/lacak/${code}`)).body

let first: Sent
let second: Sent

beforeAll(async () => {
  first = await report('Mbah Paijah di belakang masjid sudah dua hari tidak makan, ini rahasia saya')
  second = await report('nenek paijah mburi masjid durung mangan rong dino', { reporterName: 'Sulastri' })
})

describe('a second report about one trouble', () => {
  test('is taken like any other, and suggested side by side with the first, with reasons', async () => {
    const { items } = await similar(second.caseId)
    expect(items).toMatchObject([{ caseId: first.caseId, story: expect.stringContaining('belakang masjid') as string }])
    expect(items[0]!.reasons.map((reason) => reason.kind)).toEqual(expect.arrayContaining(['same_name', 'similar_words', 'same_village']))
  })

  test('is joined by a person; its reporter keeps their code and follows, without anything of the first reporter', async () => {
    const reply = await world.nobody().submit(`/lacak/${first.code}`, { act: 'add', words: 'Saya tetangganya, Rahmat' })
    expect(reply.statusCode).toBe(303)
    expect((await join(second.caseId, first.caseId)).statusCode).toBe(201)
    const { version } = await read(first.caseId)
    await unit.send('POST', `/api/response/cases/${first.caseId}/answers`, { seenVersion: version, words: 'Rantang dikirim siang ini.' })
    const followed = await page(second.code)
    expect(followed).toContain('Sudah ada laporan serupa')
    expect(followed).toContain('Rantang dikirim siang ini.')
    expect(followed).not.toMatch(/Rahmat|rahasia saya/)
    expect(await page(first.code)).toContain('Saya tetangganya, Rahmat')
  })

  test('leaves the queue, and the first one says who follows it', async () => {
    const rows = (await unit.get('/api/response/cases?tab=all')).json<InboxPage>().items.map((row) => row.caseId)
    expect(rows).toContain(first.caseId)
    expect(rows).not.toContain(second.caseId)
    expect((await similar(first.caseId)).followers.map((each) => each.caseId)).toEqual([second.caseId])
    expect((await similar(second.caseId)).joinedTo).toMatchObject({ caseId: first.caseId })
  })

  test('lets its reporter add what only the offices and they themselves read', async () => {
    const reply = await world.nobody().submit(`/lacak/${second.code}`, { act: 'add', words: 'Pintunya dari samping' })
    expect(reply.statusCode).toBe(303)
    expect(await page(second.code)).toContain('Pintunya dari samping')
    expect(await page(first.code)).not.toContain('Pintunya dari samping')
    expect((await read(first.caseId)).events.some((event) => event.words === 'Pintunya dari samping')).toBe(true)
  })

  test('cannot be joined in a circle, to itself, or twice', async () => {
    const kindOf = async (caseId: string, into: string): Promise<string> => (await join(caseId, into)).json<{ kind: string }>().kind
    expect(await kindOf(first.caseId, first.caseId)).toBe('join_itself')
    expect(await kindOf(first.caseId, second.caseId)).toBe('joined_already')
  })

  test('is not reopened beside the join: its reporter would follow two', async () => {
    const { version } = await read(second.caseId)
    const refused = await unit.send('POST', `/api/response/cases/${second.caseId}/reopening`, { seenVersion: version, reason: 'Ternyata lain' })
    expect([refused.statusCode, refused.json<{ type: string }>().type]).toEqual([409, expect.stringContaining('joined_already')])
    expect((await read(second.caseId)).status).toBe('closed')
  })

  test('goes on where it was when the join is taken back', async () => {
    const before = await read(second.caseId)
    expect(before.status).toBe('closed')
    const undone = await unit.send('POST', `/api/response/cases/${second.caseId}/join-undo`, { reason: 'Ternyata orang lain' })
    expect(undone.statusCode, undone.body).toBe(201)
    const after = await read(second.caseId)
    expect(after.status).toBe('open')
    expect(after.tasks.every((task) => task.status === 'new')).toBe(true)
    expect(after.clocks.every((clock) => clock.stoppedAt === null)).toBe(true)
    expect(await page(second.code)).not.toContain('Sudah ada laporan serupa')
  })
})

test('a protected case is joined to none, and nothing of it is suggested to those who do not handle it', async () => {
  const head = await world.as('kepala.dinsos')
  await world.nobody().send('POST', '/api/response/reports', {
    story: 'Mbah Paijah dipukul anaknya di belakang masjid', category: 'PGN', subject: 'other', subjectName: 'Mbah Paijah', areaId: kemiren, contact: 'anonymous',
  })
  expect((await similar(first.caseId)).items.every((item) => !item.story.includes('dipukul'))).toBe(true)
  const hidden = (await head.get('/api/response/cases?tab=all')).json<InboxPage>().items.find((row) => row.summary.includes('dipukul'))!
  expect((await head.get(`/api/response/cases/${hidden.caseId}`)).json<CaseDetail>().may).not.toContain('join')
})
