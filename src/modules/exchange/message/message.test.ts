import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { planNotice } from './message.actions.ts'
import { sendDue } from './outbox.actions.ts'
import { answerSender } from '#modules/exchange/chat/conversation.actions.ts'
import { takeDelivery } from '#modules/exchange/chat/receive.actions.ts'
import { closeAddress } from '#modules/response/index.ts'
import { kemiren } from '../../../../test/make/cases.ts'
import { messageFrom, postWebhook } from '../../../../test/fakes/whatsapp.ts'
import { startWithWhatsApp, type WhatsAppWorld } from '../../../../test/make/whatsapp-world.ts'
import { startWorld, testStart } from '../../../../test/world.ts'

let made: WhatsAppWorld
let world: WhatsAppWorld['world']
let owner: WhatsAppWorld['owner']
let fake: WhatsAppWorld['fake']

beforeAll(async () => {
  made = await startWithWhatsApp()
  ;({ world, owner, fake } = made)
})
afterEach(async () => {
  world.clock.set(testStart)
  fake.failWith.length = 0
  await owner.query("update exchange.message set state = 'given_up' where state in ('queued', 'sending')")
  await owner.query('delete from exchange.channel')
})
afterAll(() => made.close())

let lastNumber = 81_330_000_000

/** A report by the page, with a number of its own. */
async function report(options: { category?: string; draft?: object } = {}): Promise<{ reportId: string; caseId: string; phone: string }> {
  lastNumber += 1
  const phone = `0${lastNumber}`
  const draft = { category: options.category ?? 'PDK', story: 'Anak tidak sekolah', subject: 'other', areaId: kemiren, contact: 'phone', phone, ...options.draft }
  const sent = await world.nobody().send('POST', '/api/response/reports', draft)
  expect(sent.statusCode, sent.body).toBe(201)
  const { reportId } = sent.json<{ reportId: string }>()
  const { rows } = await owner.query<{ case_id: string }>('select case_id from response.report where report_id = $1', [reportId])
  return { reportId, caseId: rows[0]!.case_id, phone: `62${lastNumber}` }
}

async function plan(caseId: string): Promise<void> {
  const { rows } = await owner.query<{ notice_id: string }>('select notice_id from response.notice where case_id = $1 order by event_seq', [caseId])
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) await planNotice(world.deps, row.notice_id)
}

interface Row {
  kind: string
  channel: string
  state: string
  reason: string | null
  tries: number
  due_at: Date
  provider_id: string | null
  message_id: string
}

async function messagesOf(caseId: string): Promise<Row[]> {
  return (await owner.query<Row>('select * from exchange.message where case_id = $1 order by line_no', [caseId])).rows
}

const to = (phone: string) => fake.sent.filter((message) => message.to === phone)

describe('what a reporter is told', () => {
  test('the code first, by an approved template; once, however often the work is done', async () => {
    const { caseId, phone } = await report()
    await plan(caseId)
    await plan(caseId)
    await sendDue(world.deps)
    await sendDue(world.deps)
    expect(to(phone)).toHaveLength(1)
    expect(to(phone)[0]!.body).toMatchObject({ type: 'template', template: { name: 'laporan_diterima', language: { code: 'id' } } })
    expect(JSON.stringify(to(phone)[0]!.body)).toMatch(/BWI-.*\/lacak\/BWI-/)
    expect(await messagesOf(caseId)).toMatchObject([{ kind: 'received', state: 'sent', tries: 1 }])
  })

  test('nothing of the story, of names or of an officer\'s words', async () => {
    const { caseId, phone } = await report({ draft: { story: 'RAHASIA Sumarni sakit', subjectName: 'SUMARNI', reporterName: 'WAGIRAH' } })
    const upt = await world.as('upt.glagah')
    const answered = await upt.send('POST', `/api/response/cases/${caseId}/answers`, { seenVersion: 1, words: 'Keluarga itu kami jemput' })
    expect(answered.statusCode, answered.body).toBe(201)
    await plan(caseId)
    await sendDue(world.deps)
    const said = JSON.stringify(to(phone).map((message) => message.body))
    expect(to(phone)).toHaveLength(2)
    expect(said).not.toMatch(/SUMARNI|WAGIRAH|RAHASIA|jemput/)
  })

  test('in free words within a day of writing to us', async () => {
    const { caseId, phone } = await report()
    await postWebhook(world, messageFrom({ from: phone }, { type: 'text', text: { body: 'petugas' } }))
    await answerSender(world.deps, { senderMac: closeAddress(world.deps.keys, { channel: 'whatsapp', address: `+${phone}` }).mac, channel: 'whatsapp' })
    await plan(caseId)
    await sendDue(world.deps)
    await sendDue(world.deps)
    const received = to(phone).find((message) => message.text.includes('diterima'))!
    expect(received.body.type).toBe('text')
    expect(received.text).toContain('BERHENTI')
  })

  test('nothing when they wish so, and nothing when they are nobody', async () => {
    const [none, anonymous] = [await report({ draft: { tellBy: 'none' } }), await report({ draft: { contact: 'anonymous', phone: undefined } })]
    await plan(none.caseId)
    expect(await messagesOf(none.caseId)).toEqual([])
    expect((await owner.query('select 1 from response.notice where case_id = $1', [anonymous.caseId])).rowCount).toBe(0)
  })

  test('nothing after BERHENTI but what the law asks for', async () => {
    const { caseId, phone } = await report()
    const { mac } = closeAddress(world.deps.keys, { channel: 'sms', address: `+${phone}` })
    await owner.query('insert into exchange.opt_out values ($1, $2, now())', [world.deps.regency.regencyId, mac])
    const upt = await world.as('upt.glagah')
    const done = await upt.send('POST', `/api/response/cases/${caseId}/verdict`, { seenVersion: 1, verdict: 'helped', words: 'Sudah sekolah', withdrawOpenTasks: true })
    expect(done.statusCode, done.body).toBe(201)
    await plan(caseId)
    await sendDue(world.deps)
    expect(await messagesOf(caseId)).toMatchObject([{ kind: 'received', state: 'given_up', reason: 'opted_out' }, { kind: 'concluded', state: 'sent' }])
  })
})

describe('a reporter whose case was joined to another', () => {
  async function joined(first: object, second: object) {
    const [into, own] = [await report({ draft: first }), await report({ draft: second })]
    const upt = await world.as('upt.glagah')
    const { version } = (await upt.get(`/api/response/cases/${own.caseId}`)).json<{ version: number }>()
    const done = await upt.send('POST', `/api/response/cases/${own.caseId}/join`, { seenVersion: version, intoCaseId: into.caseId, reason: 'Orang yang sama' })
    expect(done.statusCode, done.body).toBe(201)
    return { into, own, upt }
  }

  const codeOf = (text: string): string | undefined => /BWI-\w{4}-\w{4}-\w{4}/.exec(text)?.[0]

  test('hears the one answer under their own code, by their own way, and no question that was asked of the first', async () => {
    const { into, own, upt } = await joined({ reporterName: 'WAGIRAH' }, { tellBy: 'whatsapp' })
    const path = `/api/response/cases/${into.caseId}`
    const versionNow = async () => (await upt.get(path)).json<{ version: number }>().version
    const { tasks } = (await upt.get(path)).json<{ tasks: { taskId: string; officeId: number }[] }>()
    const unit = world.deps.regency.offices.find((office) => office.kind === 'district_unit' && office.areaId === Math.floor(kemiren / 10_000))!
    const task = tasks.find((each) => each.officeId === unit.officeId)!
    const asked = await upt.send('POST', `${path}/tasks/${task.taskId}/questions`, { seenVersion: await versionNow(), words: 'Di mana rumahnya?' })
    expect(asked.statusCode, asked.body).toBe(201)
    expect((await upt.send('POST', `${path}/answers`, { seenVersion: await versionNow(), words: 'Kami datang' })).statusCode).toBe(201)
    await plan(own.caseId)
    await plan(into.caseId)
    for (let round = 0; round < 3; round += 1) await sendDue(world.deps)
    const names = (phone: string) => to(phone).map((message) => (message.body['template'] as { name: string }).name)
    expect(names(own.phone)).toHaveLength(2)
    expect(names(into.phone)).toHaveLength(3)
    expect(names(own.phone)[1]).toBe(names(into.phone)[2])
    const [mine, theirs] = [own.phone, into.phone].map((phone) => JSON.stringify(to(phone).map((message) => message.body)))
    expect(codeOf(mine!)).toBeDefined()
    expect(theirs).not.toContain(codeOf(mine!))
    expect(mine).not.toContain(codeOf(theirs!))
    expect(mine).not.toMatch(/WAGIRAH|rumahnya/)
  })

  test('says in the chat that it did not help, and the case that they follow is open again; their thanks close nothing', async () => {
    const { into, own, upt } = await joined({}, {})
    const { version } = (await upt.get(`/api/response/cases/${into.caseId}`)).json<{ version: number }>()
    const verdict = { seenVersion: version, verdict: 'helped', words: 'Sudah sekolah', withdrawOpenTasks: true }
    expect((await upt.send('POST', `/api/response/cases/${into.caseId}/verdict`, verdict)).statusCode).toBe(201)
    const eventsOf = async () => (await upt.get(`/api/response/cases/${into.caseId}`)).json<{ status: string; events: { kind: string; words: string | null }[] }>()
    await say(own.phone, 'ya')
    expect((await eventsOf()).events.map((event) => event.kind)).toContain('follower_confirmed')
    await say(own.phone, 'belum, seragamnya belum ada')
    const { status, events } = await eventsOf()
    expect([status, events.at(-1)]).toMatchObject(['open', { kind: 'reopened', words: 'seragamnya belum ada' }])
  })

  async function say(phone: string, body: string): Promise<void> {
    expect((await postWebhook(world, messageFrom({ from: phone }, { type: 'text', text: { body } }))).statusCode).toBe(200)
    await answerSender(world.deps, { senderMac: closeAddress(world.deps.keys, { channel: 'whatsapp', address: `+${phone}` }).mac, channel: 'whatsapp' })
  }

  test('hears of it where the first report was anonymous, and no longer when the join is taken back', async () => {
    const { into, own, upt } = await joined({ contact: 'anonymous', phone: undefined }, {})
    const answer = async (words: string) => {
      const { version } = (await upt.get(`/api/response/cases/${into.caseId}`)).json<{ version: number }>()
      expect((await upt.send('POST', `/api/response/cases/${into.caseId}/answers`, { seenVersion: version, words })).statusCode).toBe(201)
    }
    await answer('Kami datang')
    await plan(into.caseId)
    await sendDue(world.deps)
    expect(to(own.phone)).toHaveLength(1)
    await upt.send('POST', `/api/response/cases/${own.caseId}/join-undo`, { reason: 'Orang lain' })
    await answer('Beras dibawa')
    await plan(into.caseId)
    await sendDue(world.deps)
    expect(to(own.phone)).toHaveLength(1)
  })
})

describe('the night', () => {
  test('is left in peace, but not where life is at stake', async () => {
    world.clock.set('2026-11-25T15:00:00.000Z')
    const [calm, urgent] = [await report(), await report({ category: 'KES' })]
    const upt = await world.as('upt.glagah')
    for (const { caseId } of [calm, urgent]) await upt.send('POST', `/api/response/cases/${caseId}/answers`, { seenVersion: 1, words: 'Kami datang' })
    await plan(calm.caseId)
    await plan(urgent.caseId)
    await sendDue(world.deps)
    expect((await messagesOf(calm.caseId)).map((row) => [row.kind, row.state])).toEqual([['received', 'sent'], ['answered', 'queued']])
    expect((await messagesOf(urgent.caseId)).map((row) => row.state)).toEqual(['sent', 'sent'])
    world.clock.set('2026-11-25T22:00:00.000Z')
    await sendDue(world.deps)
    expect((await messagesOf(calm.caseId)).map((row) => row.state)).toEqual(['sent', 'sent'])
  })

  test('is left in peace by what could not go in the evening: it goes in the morning, and the wait is no try', async () => {
    world.clock.set('2026-11-25T13:50:00.000Z')
    const { caseId, phone } = await report()
    await plan(caseId)
    await sendDue(world.deps)
    await (await world.as('upt.glagah')).send('POST', `/api/response/cases/${caseId}/answers`, { seenVersion: 1, words: 'Kami datang' })
    await plan(caseId)
    fake.failWith.push({ status: 503 })
    await sendDue(world.deps)
    world.clock.set('2026-11-25T14:30:00.000Z')
    await sendDue(world.deps)
    expect(await messagesOf(caseId)).toMatchObject([{ kind: 'received', state: 'sent' }, { kind: 'answered', state: 'queued', tries: 1 }])
    expect(to(phone)).toHaveLength(1)
    world.clock.set('2026-11-25T22:00:00.000Z')
    await sendDue(world.deps)
    expect(to(phone)).toHaveLength(2)
  })
})

describe('when it does not go', () => {
  test('a provider in trouble is tried again, later each time, and in the end the next channel would be asked', async () => {
    const { caseId } = await report()
    await plan(caseId)
    const waits: number[] = []
    for (let round = 0; round < 6; round += 1) {
      fake.failWith.push({ status: 503 })
      await sendDue(world.deps)
      const [row] = await messagesOf(caseId)
      if (row!.state === 'given_up') break
      waits.push(row!.due_at.getTime() - world.clock.now().getTime())
      world.clock.set(new Date(Math.max(row!.due_at.getTime(), world.clock.now().getTime() + 900_000)).toISOString())
    }
    expect(waits).toHaveLength(5)
    expect(waits.every((wait, at) => at === 0 || wait > waits[at - 1]! * 0.9)).toBe(true)
    expect(await messagesOf(caseId)).toMatchObject([{ state: 'given_up', reason: 'provider_error', tries: 6 }])
  })

  test('a provider that asks for a pause gets it, and no try is counted', async () => {
    const { caseId, phone } = await report()
    await plan(caseId)
    fake.failWith.push({ status: 429, headers: { 'retry-after': '120' } })
    await sendDue(world.deps)
    expect(await messagesOf(caseId)).toMatchObject([{ state: 'queued', tries: 0 }])
    world.clock.advance(60_000)
    await sendDue(world.deps)
    expect(to(phone)).toHaveLength(0)
    world.clock.advance(61_000)
    await sendDue(world.deps)
    expect(to(phone)).toHaveLength(1)
  })

  test('after failures in a row the channel rests, and one message goes ahead of the others', async () => {
    const reports = [await report(), await report(), await report(), await report(), await report(), await report()]
    for (const { caseId } of reports) await plan(caseId)
    for (let failure = 0; failure < 6; failure += 1) fake.failWith.push({ status: 500 })
    await sendDue(world.deps)
    const { rows } = await owner.query<{ failures: number; closed_until: Date }>('select failures, closed_until from exchange.channel')
    expect(rows[0]!.failures).toBe(6)
    expect(rows[0]!.closed_until > world.clock.now()).toBe(true)
    const before = fake.sent.length
    await sendDue(world.deps)
    expect(fake.sent.length).toBe(before)
    world.clock.advance(3_600_000)
    await sendDue(world.deps)
    expect(fake.sent.length).toBe(before + 6)
  })

  test('an address that is refused for good is not tried again', async () => {
    const { caseId } = await report()
    await plan(caseId)
    fake.failWith.push({ status: 400, body: { error: { code: 131_026 } } })
    await sendDue(world.deps)
    expect(await messagesOf(caseId)).toMatchObject([{ state: 'given_up', reason: 'address_refused', tries: 1 }])
  })
})

describe('news of a message', () => {
  async function news(...deliveries: { id: string; status: string; biz_opaque_callback_data?: string }[]): Promise<void> {
    await postWebhook(world, { statuses: deliveries.map((each) => ({ timestamp: '1764036100', ...each })) })
    const { rows } = await owner.query<{ inbound_id: string }>("select inbound_id from exchange.inbound where kind = 'status' and handled_at is null order by inbound_id")
    for (const row of rows) await takeDelivery(world.deps, row.inbound_id)
  }

  test('comes in any order and twice, and says what is true', async () => {
    const { caseId, phone } = await report()
    await plan(caseId)
    await sendDue(world.deps)
    const { id } = to(phone)[0]!
    await news({ id, status: 'read' })
    await news({ id, status: 'delivered' }, { id, status: 'read' })
    await news({ id, status: 'sent' })
    expect(await messagesOf(caseId)).toMatchObject([{ state: 'read' }])
  })

  test('is understood before the provider\'s answer is written down, by our own id', async () => {
    const { caseId, phone } = await report()
    await plan(caseId)
    const [row] = await messagesOf(caseId)
    await owner.query("update exchange.message set state = 'sending' where message_id = $1", [row!.message_id])
    await news({ id: 'wamid.early', status: 'delivered', biz_opaque_callback_data: row!.message_id })
    await sendDue(world.deps)
    expect(await messagesOf(caseId)).toMatchObject([{ state: 'delivered', provider_id: 'wamid.early' }])
    expect(to(phone)).toHaveLength(0)
  })

  test('of a message that nobody knows waits for another try', async () => {
    await expect(news({ id: `wamid.${randomUUID()}`, status: 'delivered' })).rejects.toThrow('not known yet')
    await owner.query("update exchange.inbound set handled_at = now() where kind = 'status'")
  })

  test('that it failed passes the notice on', async () => {
    const { caseId, phone } = await report()
    await plan(caseId)
    await sendDue(world.deps)
    await news({ id: to(phone)[0]!.id, status: 'failed' })
    expect(await messagesOf(caseId)).toMatchObject([{ state: 'given_up', reason: 'address_refused' }])
  })
})

test('where nothing is connected, a report is taken all the same, and it says so', async () => {
  const bare = await startWorld()
  const pool = new pg.Client({ connectionString: bare.ownerUrl })
  await pool.connect()
  const sent = await bare.nobody().send('POST', '/api/response/reports', { category: 'LNY', story: 'Coba', areaId: kemiren, contact: 'phone', phone: '081234567899' })
  expect(sent.statusCode, sent.body).toBe(201)
  const { rows } = await pool.query<{ notice_id: string }>('select notice_id from response.notice')
  await planNotice(bare.deps, rows[0]!.notice_id)
  expect(await sendDue(bare.deps)).toBe(0)
  expect((await pool.query('select state, reason from exchange.message')).rows).toEqual([{ state: 'given_up', reason: 'not_connected' }])
  expect((await bare.nobody().send('POST', '/hook/whatsapp', {})).statusCode).toBe(403)
  await pool.end()
  await bare.close()
})
