import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import type { InboxPage } from '#modules/response/case/inbox.contract.ts'
import { kemiren } from '../../../../test/make/cases.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'

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

async function report(story: string): Promise<Sent> {
  const sent = await world.nobody().send('POST', '/api/response/reports', {
    story, category: 'PGN', subject: 'other', subjectName: 'Mbah Paijah', areaId: kemiren, contact: 'phone', phone: '081234567890',
  })
  expect(sent.statusCode, sent.body).toBe(201)
  const items = (await unit.get('/api/response/cases?tab=all')).json<InboxPage>().items
  return { caseId: items.find((row) => row.summary.startsWith(story))!.caseId, code: sent.json<{ receiptCode: string }>().receiptCode }
}

async function read(caseId: string): Promise<CaseDetail> {
  return (await unit.get(`/api/response/cases/${caseId}`)).json<CaseDetail>()
}

async function act(caseId: string, path: string, body: object) {
  const { version } = await read(caseId)
  return unit.send('POST', `/api/response/cases/${caseId}/${path}`, { seenVersion: version, ...body })
}

const join = (caseId: string, intoCaseId: string) => act(caseId, 'join', { intoCaseId, reason: 'Orang yang sama' })
const page = async ({ code }: Sent): Promise<string> => (await world.nobody().get(`/lacak/${code}`)).body

async function conclude({ caseId }: Sent): Promise<void> {
  const done = await act(caseId, 'verdict', { verdict: 'helped', words: 'Beras sudah diantar.', withdrawOpenTasks: true })
  expect(done.statusCode, done.body).toBe(201)
}

async function say({ code }: Sent, fields: Readonly<Record<string, string>>): Promise<number> {
  return (await world.nobody().submit(`/lacak/${code}`, fields)).statusCode
}

const contradict = (of: Sent, words: string): Promise<number> => say(of, { act: 'not_helped', why: words })
const confirm = (of: Sent): Promise<number> => say(of, { act: 'helped' })
const told = async (of: Sent): Promise<readonly string[]> => (await read(of.caseId)).events.map((event) => `${event.kind} ${event.words ?? ''}`.trim())

/** Two reports of one trouble, the second joined to the first. */
async function joined(no: string): Promise<{ lead: Sent; follower: Sent }> {
  const [lead, follower] = [await report(`Mbah Paijah kelaparan ${no} kabar pertama`), await report(`Nenek Paijah lapar ${no} kabar kedua`)]
  expect((await join(follower.caseId, lead.caseId)).statusCode).toBe(201)
  return { lead, follower }
}

describe('somebody whose report was joined to another', () => {
  test('opens the other case again by saying that it did not help, with its old clocks', async () => {
    const { lead, follower } = await joined('satu')
    await conclude(lead)
    expect(await contradict(follower, 'Berasnya belum sampai')).toBe(303)
    const after = await read(lead.caseId)
    expect(after.status).toBe('open')
    expect(await told(lead)).toContain('reopened Berasnya belum sampai')
    expect(after.clocks.some((clock) => clock.measure === 'completion' && clock.stoppedAt === null)).toBe(true)
    expect((await read(follower.caseId)).status).toBe('closed')
    expect(await page(lead)).not.toContain('Berasnya belum sampai')
    expect(await page(follower)).toContain('Berasnya belum sampai')
  })

  test('does so also after the first reporter was content', async () => {
    const { lead, follower } = await joined('dua')
    await conclude(lead)
    expect(await confirm(lead)).toBe(303)
    expect((await read(lead.caseId)).status).toBe('closed')
    expect(await contradict(follower, 'Di sini masih lapar')).toBe(303)
    expect((await read(lead.caseId)).status).toBe('open')
  })

  test('is heard when the case was opened again while they wrote', async () => {
    const { lead, follower } = await joined('tiga')
    await conclude(lead)
    expect(await contradict(lead, 'Belum datang')).toBe(303)
    expect(await contradict(follower, 'Saya juga belum terima')).toBe(303)
    expect(await told(lead)).toContain('replied Saya juga belum terima')
    expect((await told(lead)).filter((event) => event.startsWith('reopened'))).toHaveLength(1)
  })

  test('who was content is asked anew about the next result', async () => {
    const { lead, follower } = await joined('empat')
    await conclude(lead)
    expect(await confirm(follower)).toBe(303)
    expect(await confirm(lead)).toBe(303)
    const content = await page(follower)
    expect(await contradict(lead, 'Ternyata kurang')).toBe(303)
    await conclude(lead)
    expect(await contradict(follower, 'Memang kurang')).toBe(303)
    expect(await told(lead)).toContain('reopened Memang kurang')
    await conclude(lead)
    expect(await confirm(lead)).toBe(303)
    expect(await page(follower)).not.toBe(content)
  })

  test('answers no question that was asked of the first reporter', async () => {
    const { lead, follower } = await joined('lima')
    const [task] = (await read(lead.caseId)).tasks.filter((each) => each.officeId === (world.deps.regency.offices.find((one) => one.key === 'upt-35.10.15')!.officeId))
    expect((await act(lead.caseId, `tasks/${task!.taskId}/questions`, { words: 'Sejak kapan?' })).statusCode).toBe(201)
    expect(await say(follower, { act: 'add', words: 'Pintunya dari samping' })).toBe(303)
    expect((await read(lead.caseId)).tasks.find((each) => each.taskId === task!.taskId)!.status).toBe('waiting')
    expect(await say(lead, { act: 'add', words: 'Sejak kemarin' })).toBe(303)
    expect((await read(lead.caseId)).tasks.find((each) => each.taskId === task!.taskId)!.status).not.toBe('waiting')
  })

  test('follows on where the case that they followed is joined to a third one, and comes back with it', async () => {
    const { lead, follower } = await joined('enam')
    const third = await report('Mbah Paijah sakit enam kabar ketiga')
    expect((await join(lead.caseId, third.caseId)).statusCode).toBe(201)
    await conclude(third)
    expect(await page(follower)).toContain('Beras sudah diantar.')
    expect(await contradict(follower, 'Belum sampai di kami')).toBe(303)
    expect((await read(third.caseId)).status).toBe('open')
    expect((await read(lead.caseId)).status).toBe('closed')
    expect((await unit.send('POST', `/api/response/cases/${lead.caseId}/join-undo`, { reason: 'Ternyata orang lain' })).statusCode).toBe(201)
    expect(await page(follower)).not.toContain('Beras sudah diantar.')
  })

  test('cannot have their own case taken up beside the join', async () => {
    const { follower } = await joined('tujuh')
    const again = await act(follower.caseId, 'reopening', { reason: 'Dibuka lagi' })
    expect([again.statusCode, again.json<{ kind: string }>().kind]).toEqual([409, 'joined_already'])
    expect((await read(follower.caseId)).status).toBe('closed')
  })
})
