import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerSender } from '#modules/exchange/chat/conversation.actions.ts'
import { takeDelivery } from '#modules/exchange/chat/receive.actions.ts'
import { planNotice } from '#modules/exchange/message/message.actions.ts'
import { sendDue } from '#modules/exchange/message/outbox.actions.ts'
import { closeAddress } from '#modules/response/index.ts'
import { kemiren } from '../../../../test/make/cases.ts'
import { makeExchange } from '../../../../test/make/exchange.ts'
import { smsSecret, startFakeSms, type FakeSms } from '../../../../test/fakes/sms.ts'
import { startFakeSmtp, type FakeSmtp } from '../../../../test/fakes/smtp.ts'
import { startFakeWhatsApp, type FakeWhatsApp } from '../../../../test/fakes/whatsapp.ts'
import { startWorld, type World } from '../../../../test/world.ts'

let world: World
let owner: pg.Client
let whatsapp: FakeWhatsApp
let sms: FakeSms
let smtp: FakeSmtp

beforeAll(async () => {
  ;[whatsapp, sms, smtp] = await Promise.all([startFakeWhatsApp(), startFakeSms(), startFakeSmtp()])
  world = await startWorld({ environment: { ...whatsapp.environment, ...sms.environment, ...smtp.environment } })
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
  await Promise.all([whatsapp.close(), sms.close(), smtp.close()])
})

async function report(draft: object): Promise<{ reportId: string; caseId: string }> {
  const sent = await world.nobody().send('POST', '/api/response/reports', { category: 'PDK', story: 'Anak tidak sekolah', areaId: kemiren, ...draft })
  expect(sent.statusCode, sent.body).toBe(201)
  const { reportId } = sent.json<{ reportId: string }>()
  const { rows } = await owner.query<{ case_id: string; notice_id: string }>('select case_id, notice_id from response.report join response.notice using (regency_id, case_id) where response.report.report_id = $1', [reportId])
  await planNotice(world.deps, rows[0]!.notice_id)
  await sendDue(world.deps)
  return { reportId, caseId: rows[0]!.case_id }
}

const statesOf = async (caseId: string) => (
  await owner.query<{ channel: string; state: string }>('select channel, state from exchange.message where case_id = $1 order by line_no', [caseId])
).rows.map((row) => `${row.channel} ${row.state}`)

describe('the next channel', () => {
  test('takes over what WhatsApp refuses, and e-mail what SMS refuses', async () => {
    whatsapp.failWith.push({ status: 400, body: { error: { code: 131_026 } } })
    sms.failWith.push(422)
    const { caseId } = await report({ contact: 'phone', phone: '081234500111', email: 'siti@contoh.id' })
    await sendDue(world.deps)
    await sendDue(world.deps)
    expect(await statesOf(caseId)).toEqual(['whatsapp failed', 'sms failed', 'email sent'])
    expect(smtp.mails.at(-1)).toMatchObject({ to: 'siti@contoh.id' })
    expect(smtp.mails.at(-1)!.data).toMatch(/Auto-Submitted: auto-generated/i)
  })

  test('is not asked when a reporter chose one that works', async () => {
    const { caseId } = await report({ contact: 'phone', phone: '081234500112', tellBy: 'sms' })
    expect(await statesOf(caseId)).toEqual(['sms sent'])
    expect(sms.sent.at(-1)).toMatchObject({ to: '+6281234500112' })
    expect(sms.sent.at(-1)!.text).toMatch(/BWI-\w{4}-\w{4}-\w{4}/)
  })

  test('serves whoever gave an e-mail address alone; a mailbox that does not exist is given up', async () => {
    smtp.refuseWith.push('550 no such user')
    const { caseId } = await report({ email: 'tidak-ada@contoh.id' })
    expect(await statesOf(caseId)).toEqual(['email given_up'])
    smtp.refuseWith.push('451 try later')
    const later = await report({ email: 'nanti@contoh.id' })
    expect(await statesOf(later.caseId)).toEqual(['email queued'])
    world.clock.advance(3_600_000)
    await sendDue(world.deps)
    expect(await statesOf(later.caseId)).toEqual(['email sent'])
  })

  test('goes on while WhatsApp is down', async () => {
    for (let failure = 0; failure < 6; failure += 1) whatsapp.failWith.push({ status: 503 })
    const [first] = [await report({ contact: 'phone', phone: '081234500113' })]
    const other = await report({ contact: 'phone', phone: '081234500114', tellBy: 'sms' })
    expect(await statesOf(first.caseId)).toEqual(['whatsapp queued'])
    expect(await statesOf(other.caseId)).toEqual(['sms sent'])
    whatsapp.failWith.length = 0
    world.clock.advance(3_600_000)
    await sendDue(world.deps)
    expect(await statesOf(first.caseId)).toEqual(['whatsapp sent'])
  })
})

describe('SMS', () => {
  const hook = (fields: Record<string, string>, secret = smsSecret) => world.app.inject({
    method: 'POST', url: `/hook/sms?secret=${secret}`, payload: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

  async function say(body: string): Promise<string[]> {
    const before = sms.sent.length
    expect((await hook({ msisdn: '081234500222', body, message_id: randomUUID() })).statusCode).toBe(200)
    await answerSender(world.deps, { senderMac: closeAddress(world.deps.keys, { channel: 'sms', address: '+6281234500222' }).mac, channel: 'sms' })
    await sendDue(world.deps)
    return sms.sent.slice(before).map((message) => message.text)
  }

  test('takes nothing without the secret', async () => {
    expect((await hook({ msisdn: '0812', body: 'halo' }, 'salah')).statusCode).toBe(403)
  })

  test('takes a whole report in words and numbers alone, and asks for no photo', async () => {
    expect((await say('Tetangga saya sudah tiga hari tidak makan')).at(-1)).toContain('1. Pangan')
    expect((await say('1')).at(-1)).toContain('Di mana')
    expect((await say('Kemiren Glagah')).at(-1)).toContain('1. Kirim')
    const [sent] = await say('1')
    expect(sent).toMatch(/BWI-\w{4}-\w{4}-\w{4}/)
    const { rows } = await owner.query("select category, area_id from response.report where channel = 'sms'")
    expect(rows).toEqual([{ category: 'PGN', area_id: kemiren }])
  })

  test('knows what arrived', async () => {
    const { caseId } = await report({ contact: 'phone', phone: '081234500115', tellBy: 'sms' })
    expect((await hook({ message_id: sms.sent.at(-1)!.id, status: 'DELIVRD' })).statusCode).toBe(200)
    const { rows } = await owner.query<{ inbound_id: string }>("select inbound_id from exchange.inbound where channel = 'sms' and kind = 'status' and handled_at is null")
    for (const row of rows) await takeDelivery(world.deps, row.inbound_id)
    expect(await statesOf(caseId)).toEqual(['sms delivered'])
  })
})

describe('the emergency call centre', () => {
  test('hands a call over with its key; the number comes along only with the caller\'s leave', async () => {
    const admin = await world.as('admin')
    const { key } = (await admin.send('POST', '/api/exchange/api-keys', { purpose: 'call_center', name: 'Call Center 112', perMinute: 60 })).json<{ key: string }>()
    const call = { callNumber: '112-77', story: 'Lansia sendirian, sakit', areaCode: '35.10.15.2004', callerPhone: '081234500333', mayCallBack: false, category: 'KES' }
    const send = (body: object, bearer = key, commandId: string = randomUUID()) =>
      world.nobody().send('POST', '/api/exchange/calls', body, { commandId, headers: { authorization: `Bearer ${bearer}` } })
    expect((await send(call, 'SALAH')).statusCode).toBe(403)
    const commandId = randomUUID()
    const [first, again] = [await send(call, key, commandId), await send(call, key, commandId)]
    expect(first.statusCode, first.body).toBe(201)
    expect(again.json()).toEqual(first.json())
    const { reportId } = first.json<{ reportId: string }>()
    expect((await owner.query('select 1 from response.reporter where report_id = $1', [reportId])).rowCount).toBe(0)
    const agreed = await send({ ...call, callNumber: '112-78', mayCallBack: true })
    const { rows } = await owner.query('select channel, area_id, secrecy from response.report where report_id = $1', [agreed.json<{ reportId: string }>().reportId])
    expect(rows).toEqual([{ channel: 'call_center', area_id: kemiren, secrecy: 'secret' }])
  })
})

describe('whoever looks after the channels', () => {
  test('sees how each does and what did not arrive, has it sent again, and no address', async () => {
    const admin = await world.as('admin')
    const { channels } = (await admin.get('/api/exchange/channels')).json<{ channels: { channel: string; isConnected: boolean; givenUpToday: number }[] }>()
    expect(channels.map((each) => [each.channel, each.isConnected])).toEqual([['whatsapp', true], ['sms', true], ['email', true]])
    const failed = await admin.get('/api/exchange/failed-messages')
    const [row] = failed.json<{ items: { messageId: string; channel: string }[] }>().items
    expect(failed.body).not.toMatch(/contoh\.id|\+62/)
    expect((await admin.send('POST', `/api/exchange/messages/${row!.messageId}/resending`)).statusCode).toBe(204)
    expect((await admin.send('POST', `/api/exchange/messages/${row!.messageId}/resending`)).statusCode).toBe(409)
    await sendDue(world.deps)
    expect((await owner.query('select state from exchange.message where message_id = $1', [row!.messageId])).rows).toEqual([{ state: 'sent' }])
  })

  test('officers of the case see what its reporter was told, and hear what they said', async () => {
    const { caseId, reportId } = await report({ contact: 'phone', phone: '081234500116', tellBy: 'sms' })
    const { voiceNoteId } = await makeExchange(world, owner, { caseId, reportId })
    const upt = await world.as('upt.glagah')
    const seen = (await upt.get(`/api/exchange/cases/${caseId}/messages`)).json<{ messages: { state: string }[]; voiceNotes: { voiceNoteId: string }[] }>()
    expect(seen.messages.map((message) => message.state)).toContain('sent')
    const voice = await upt.get(`/api/exchange/cases/${caseId}/voice-notes/${voiceNoteId}`)
    expect([voice.statusCode, voice.headers['content-type']]).toEqual([200, 'audio/ogg'])
    expect((await (await world.as('upt.muncar')).get(`/api/exchange/cases/${caseId}/voice-notes/${voiceNoteId}`)).statusCode).toBe(404)
  })
})

describe('somebody who asked for an officer', () => {
  test('is read and answered by the secretariat, within a day of their last word', async () => {
    const { caseId, reportId } = await report({ contact: 'phone', phone: '081234500117' })
    const { conversationId } = await makeExchange(world, owner, { caseId, reportId })
    const kesra = await world.as('kesra')
    expect((await kesra.get('/api/exchange/chats')).json<{ items: { conversationId: string; last4: string }[] }>().items).toContainEqual(expect.objectContaining({ conversationId, last4: '9876' }))
    expect((await kesra.send('POST', `/api/exchange/chats/${conversationId}/answers`, { words: 'Kami datang' })).statusCode).toBe(204)
    await sendDue(world.deps)
    expect(whatsapp.sent.at(-1)).toMatchObject({ to: '6281234509876', text: 'Kami datang' })
    const { lines } = (await kesra.get(`/api/exchange/chats/${conversationId}`)).json<{ lines: { words: string; media: { kind: string } | null }[] }>()
    expect(lines.map(({ words, media }) => media?.kind ?? words)).toEqual(['voice', 'Kami datang'])
    world.clock.advance(25 * 3_600_000)
    const later = await world.as('kesra')
    expect((await later.send('POST', `/api/exchange/chats/${conversationId}/answers`, { words: 'Halo' })).statusCode).toBe(409)
    expect((await later.send('POST', `/api/exchange/chats/${conversationId}/ending`)).statusCode).toBe(204)
    expect((await later.get(`/api/exchange/chats/${conversationId}`)).statusCode).toBe(404)
  })
})
