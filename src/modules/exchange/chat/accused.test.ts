import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWithWhatsApp, words, type WhatsAppWorld } from '../../../../test/make/whatsapp-world.ts'
import type { Client } from '../../../../test/world.ts'
import { barFromChats } from './accused.actions.ts'

let made: WhatsAppWorld
let world: WhatsAppWorld['world']
let kesra: Client

beforeAll(async () => {
  made = await startWithWhatsApp()
  ;({ world } = made)
  kesra = await world.as('kesra')
})
afterAll(() => made.close())

const say = (from: string, ...said: readonly string[]): Promise<void> => made.send(from, ...said.map(words))

async function chats(): Promise<readonly { conversationId: string; last4: string }[]> {
  return (await kesra.get('/api/exchange/chats')).json<{ items: { conversationId: string; last4: string }[] }>().items
}

const chatOf = async (last4: string): Promise<string | undefined> => (await chats()).find((chat) => chat.last4 === last4)?.conversationId

async function counted(): Promise<number> {
  const { piles } = (await kesra.get('/api/people/waiting')).json<{ piles: { key: string; count: number }[] }>()
  return piles.find((pile) => pile.key === 'chats')?.count ?? 0
}

/** What may be done with a conversation whose id one knows. */
async function deeds(conversationId: string): Promise<readonly number[]> {
  const path = `/api/exchange/chats/${conversationId}`
  const answers = [await kesra.get(path), await kesra.send('POST', `${path}/answers`, { words: 'Kami telepon sore ini' }), await kesra.send('POST', `${path}/ending`, {})]
  return answers.map((answer) => answer.statusCode)
}

describe('an officer who answers chats', () => {
  test('reads, answers, ends and counts those of people who complain about nobody', async () => {
    await say('628120001111', 'PETUGAS', 'Beras bantuan belum datang')
    expect(await counted()).toBe(1)
    expect(await deeds((await chatOf('1111'))!)).toEqual([200, 204, 204])
  })

  test('sees nothing of one in which they are accused, from that word on', async () => {
    await say('628120002222', 'PETUGAS', 'Saya mau mengadu')
    const conversationId = (await chatOf('2222'))!
    expect((await kesra.get(`/api/exchange/chats/${conversationId}`)).json<{ lines: unknown[] }>().lines).toHaveLength(1)
    const before = await counted()
    await say('628120002222', 'Bu Wiwin Handayani minta uang dua ratus ribu')
    expect(await chatOf('2222')).toBeUndefined()
    expect(await counted()).toBe(before - 1)
    await say('628120002222', 'Jangan sampai yang bersangkutan tahu')
    expect(await deeds(conversationId)).toEqual([404, 404, 404])
  })

  test('sees nothing of one whose person reported them, however harmless the chat', async () => {
    const sent = await world.nobody().send('POST', '/api/response/reports', {
      story: 'Bantuan saya dipotong oleh Wiwin Handayani', category: 'ADM', subject: 'other', subjectName: 'Mbah Sarinah', areaId: 152_004,
      contact: 'phone', phone: '08120003333',
    })
    expect(sent.statusCode, sent.body).toBe(201)
    await say('628120003333', 'PETUGAS', 'Apa kabar laporan saya')
    await say('628120004444', 'PETUGAS', 'Apa kabar laporan saya')
    expect(await chatOf('3333')).toBeUndefined()
    expect(await chatOf('4444')).toBeDefined()
  })

  test('sees nothing more of one when it turns out that the report is about them', async () => {
    const sent = await world.nobody().send('POST', '/api/response/reports', {
      story: 'Bantuan beras saya tidak utuh', category: 'ADM', subject: 'other', subjectName: 'Mbah Sarinah', areaId: 152_004, contact: 'phone', phone: '08120005555',
    })
    await say('628120005555', 'PETUGAS', 'Apa kabar laporan saya')
    const conversationId = (await chatOf('5555'))!
    const unit = await world.as('upt.glagah')
    const { items } = (await unit.get('/api/response/cases?tab=all')).json<{ items: { caseId: string; summary: string }[] }>()
    const { caseId } = items.find((row) => row.summary.startsWith('Bantuan beras'))!
    const { version } = (await unit.get(`/api/response/cases/${caseId}`)).json<{ version: number }>()
    const named = await unit.send('POST', `/api/response/cases/${caseId}/accused`, { seenVersion: version, accused: 'Wiwin Handayani', reason: 'Dikatakan lewat telepon' })
    expect([sent.statusCode, named.statusCode], named.body).toEqual([201, 201])
    await barFromChats(world.deps, caseId)
    await barFromChats(world.deps, caseId)
    expect(await chatOf('5555')).toBeUndefined()
    expect(await deeds(conversationId)).toEqual([404, 404, 404])
  })
})

describe('who complains about all who answer chats', () => {
  const report = ['PETUGAS', 'Bagian Kesra memotong bantuan beras kami', 'pangan', 'Kemiren Glagah', 'lewati', 'kirim']

  test('tells it as a report, with what was said as its story, and none of those whom it is about sees it', async () => {
    await say('628120006666', ...report)
    expect(await chatOf('6666')).toBeUndefined()
    const { rows } = await made.owner.query<{ case_id: string; barred_office_ids: number[] }>(`
      select c.case_id, c.barred_office_ids from response.case_file c join response.report r using (regency_id, case_id) where r.story = $1`, [report[1]])
    expect(rows).toEqual([{ case_id: expect.any(String) as string, barred_office_ids: [expect.any(Number)] }])
    const path = `/api/response/cases/${rows[0]!.case_id}`
    const seen = await Promise.all(['kesra', 'manajer.slrt', 'upt.glagah'].map(async (username) => (await (await world.as(username)).get(path)).statusCode))
    expect(seen).toEqual([404, 404, 200])
  })

  test('is not sent away from an officer of another office', async () => {
    await say('628120007777', 'PETUGAS', 'Dinas Pendidikan memotong bantuan sekolah')
    expect(await chatOf('7777')).toBeDefined()
  })
})
