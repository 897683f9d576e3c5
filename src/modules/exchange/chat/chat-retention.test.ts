import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendDue } from '#modules/exchange/message/outbox.actions.ts'
import { removeWhatIsOld } from '#modules/privacy/index.ts'
import { sweepFiles } from '#platform/files/sweep-files.ts'
import { makeVoice } from '../../../../test/make/voice.ts'
import { startWithWhatsApp, words, type Part, type WhatsAppWorld } from '../../../../test/make/whatsapp-world.ts'

let made: WhatsAppWorld
beforeAll(async () => {
  made = await startWithWhatsApp()
})
afterAll(() => made.close())

const dayMs = 86_400_000
const keepDays = (what: string): number => made.world.deps.regency.privacy.retention.find((rule) => rule.what === what)!.keepDays

/** What waits is sent, and so many days go by; the loop does what it does each hour. */
async function passDays(days: number): Promise<void> {
  await sendDue(made.world.deps)
  made.world.clock.advance(days * dayMs)
  await removeWhatIsOld(made.world.deps)
}

function voice(bytes: Buffer): Part {
  return { type: 'audio', audio: { id: made.fake.putMedia(bytes, 'audio/ogg; codecs=opus'), mime_type: 'audio/ogg; codecs=opus' } }
}

async function openChatOf(last4: string): Promise<string> {
  const { items } = (await (await made.world.as('kesra')).get('/api/exchange/chats')).json<{ items: { conversationId: string; last4: string }[] }>()
  return items.find((chat) => chat.last4 === last4)!.conversationId
}

async function end(conversationId: string): Promise<void> {
  made.world.clock.advance(60_000)
  expect((await (await made.world.as('kesra')).send('POST', `/api/exchange/chats/${conversationId}/ending`, {})).statusCode).toBe(204)
  made.world.clock.advance(60_000)
}

async function kept(table: 'chat_line' | 'conversation' | 'message', conversationId: string): Promise<number> {
  return (await made.owner.query(`select 1 from exchange.${table} where conversation_id = $1`, [conversationId])).rows.length
}

describe('what was said with an officer', () => {
  test('goes when its talk ended long enough ago, with the file that came along; the record says so', async () => {
    const sound = makeVoice(1_340)
    await made.send('628140001111', words('PETUGAS'), words('Beras belum datang'), voice(sound))
    const conversationId = await openChatOf('1111')
    const { rows } = await made.owner.query<{ sha256: string }>('select sha256 from exchange.chat_line where conversation_id = $1 and sha256 is not null', [conversationId])
    await end(conversationId)
    await passDays(keepDays('chat_lines') - 1)
    expect(await kept('chat_line', conversationId)).toBe(2)
    await passDays(2)
    expect(await kept('chat_line', conversationId)).toBe(0)
    await sweepFiles(made.world.deps, { regencyId: made.world.deps.regency.regencyId, graceHours: 100 })
    expect(rows).toHaveLength(1)
    expect(await made.world.deps.files.read(rows[0]!.sha256)).toBeUndefined()

    const record = (await (await made.world.as('dpo')).get('/api/privacy/processing-record')).json<{ retention: { what: string; removedInAll: number; because: unknown }[] }>()
    expect(record.retention.find((rule) => rule.what === 'chat_lines')).toMatchObject({ removedInAll: 2 })
  })

  test('stays while the talk runs, however long, and what an earlier talk of the same person left goes', async () => {
    await made.send('628140002222', words('PETUGAS'), words('Percakapan pertama'))
    await end(await openChatOf('2222'))
    await made.send('628140002222', words('PETUGAS'), words('Percakapan kedua'), words('Masih percakapan kedua'))
    const conversationId = await openChatOf('2222')
    expect(await kept('chat_line', conversationId)).toBe(3)
    await passDays(keepDays('chat_numbers') + 1)
    expect(await kept('chat_line', conversationId)).toBe(2)
    const { lines } = (await (await made.world.as('kesra')).get(`/api/exchange/chats/${conversationId}`)).json<{ lines: { words: string }[] }>()
    expect(lines.map((line) => line.words)).toEqual(['Percakapan kedua', 'Masih percakapan kedua'])
  })

  test('counts from the end of its talk, not from when it was said', async () => {
    await made.send('628140003333', words('PETUGAS'), words('Lama sekali'))
    const conversationId = await openChatOf('3333')
    await passDays(keepDays('chat_lines') + 10)
    await end(conversationId)
    await passDays(keepDays('chat_lines') - 10)
    expect(await kept('chat_line', conversationId)).toBe(1)
    await passDays(11)
    expect(await kept('chat_line', conversationId)).toBe(0)
  })

  test('stays, and the number too, while a report of the same person is open', async () => {
    const sent = await made.world.nobody().send('POST', '/api/response/reports', {
      story: 'Atap bocor', category: 'RMH', subject: 'self', areaId: 152_004, contact: 'phone', phone: '08140004444', photos: [],
    })
    expect(sent.statusCode, sent.body).toBe(201)
    await made.send('628140004444', words('PETUGAS'), words('Apa kabar laporan saya'))
    const conversationId = await openChatOf('4444')
    await end(conversationId)
    await passDays(keepDays('chat_numbers') + 1)
    expect([await kept('chat_line', conversationId), await kept('conversation', conversationId)]).toEqual([1, 1])
    await made.owner.query(
      `update response.case_file set status = 'closed', resolved_at = now(), closed_at = now(), verdict = 'helped'
       where case_id = (select case_id from response.report where report_id = $1)`, [sent.json<{ reportId: string }>().reportId])
    await passDays(1)
    expect([await kept('chat_line', conversationId), await kept('conversation', conversationId)]).toEqual([0, 0])
  })
})

describe('the number of somebody who wrote by chat', () => {
  test('goes with all that hangs on it when they were silent long enough', async () => {
    await made.send('628140005555', words('halo'))
    const { rows: [row] } = await made.owner.query<{ conversation_id: string }>('select conversation_id from exchange.conversation order by last_inbound_at desc limit 1')
    const conversationId = row!.conversation_id
    expect(await kept('message', conversationId)).toBeGreaterThan(0)
    await passDays(keepDays('chat_numbers') - 1)
    expect(await kept('conversation', conversationId)).toBe(1)
    await passDays(2)
    expect([await kept('conversation', conversationId), await kept('message', conversationId)]).toEqual([0, 0])
    await made.send('628140005555', words('PETUGAS'), words('Saya lagi'))
    expect(await openChatOf('5555')).toBeDefined()
  })

  test('stays while what they began to tell may still be taken up', async () => {
    await made.send('628140006666', words('Atap rumah kami bocor sejak hujan kemarin'))
    const half = 'select 1 from exchange.conversation where look_at is not null'
    expect((await made.owner.query(half)).rows).toHaveLength(1)
    await passDays(keepDays('chat_numbers') + 1)
    expect((await made.owner.query(half)).rows).toHaveLength(1)
  })
})
