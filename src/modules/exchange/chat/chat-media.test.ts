import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeVoice } from '../../../../test/make/voice.ts'
import { startWithWhatsApp, words, type Part, type WhatsAppWorld } from '../../../../test/make/whatsapp-world.ts'
import type { Client } from '../../../../test/world.ts'
import { sweepFiles } from '#platform/files/sweep-files.ts'
import type { ChatView } from './conversation.contract.ts'

let made: WhatsAppWorld
let world: WhatsAppWorld['world']
let fake: WhatsAppWorld['fake']
let send: WhatsAppWorld['send']
let kesra: Client

beforeAll(async () => {
  made = await startWithWhatsApp()
  ;({ world, fake, send } = made)
  kesra = await world.as('kesra')
})
afterAll(() => made.close())

const voice = (bytes: Buffer = makeVoice()): Part => ({ type: 'audio', audio: { id: fake.putMedia(bytes, 'audio/ogg; codecs=opus'), mime_type: 'audio/ogg; codecs=opus' } })
const place: Part = { type: 'location', location: { latitude: -8.21234, longitude: 114.33, name: 'Balai dusun' } }

async function photo(caption: string): Promise<Part> {
  const picture = await sharp({ create: { width: 90, height: 60, channels: 3, background: '#264' } }).jpeg().toBuffer()
  return { type: 'image', image: { id: fake.putMedia(picture, 'image/jpeg'), mime_type: 'image/jpeg', caption } }
}

async function chatOf(from: string): Promise<string> {
  const { items } = (await kesra.get('/api/exchange/chats')).json<{ items: { conversationId: string; last4: string }[] }>()
  return items.find((chat) => chat.last4 === from.slice(-4))!.conversationId
}

const linesOf = async (conversationId: string): Promise<ChatView['lines']> => (await kesra.get(`/api/exchange/chats/${conversationId}`)).json<ChatView>().lines
const mediaPath = (conversationId: string, lineNo: number): string => `/api/exchange/chats/${conversationId}/lines/${lineNo}/media`

describe('what a person sends to an officer besides words', () => {
  test('is heard, seen and found on the map by the officer who answers, and each opening is written down', async () => {
    await send('628130001111', words('PETUGAS'), voice(), await photo('Atapnya bocor'), place)
    const conversationId = await chatOf('628130001111')
    const lines = await linesOf(conversationId)
    expect(lines.map((line) => [line.words, line.media?.kind])).toEqual([['', 'voice'], ['Atapnya bocor', 'photo'], ['Balai dusun', 'place']])
    expect(lines[2]?.media).toEqual({ kind: 'place', lat: -8.21234, lng: 114.33 })

    const heard = await kesra.get(mediaPath(conversationId, lines[0]!.lineNo))
    expect([heard.statusCode, heard.headers['content-type'], heard.headers['x-content-type-options']]).toEqual([200, 'audio/ogg', 'nosniff'])
    expect(heard.rawPayload.equals(makeVoice())).toBe(true)
    const seen = await kesra.get(mediaPath(conversationId, lines[1]!.lineNo))
    expect((await sharp(seen.rawPayload).metadata()).width).toBe(90)
    expect((await kesra.get(mediaPath(conversationId, lines[2]!.lineNo))).statusCode).toBe(404)

    const { items } = (await (await world.as('inspektorat')).get(`/api/people/audit-entries?subjectKind=conversation&subjectId=${conversationId}`)).json<{ items: { action: string; subjectId: string }[] }>()
    expect(items.filter((entry) => entry.action === 'readChatMedia' && entry.subjectId === conversationId)).toHaveLength(2)
  })

  test('comes along when it was told to the guide first', async () => {
    await send('628130002222', words('halo'), { type: 'interactive', interactive: { list_reply: { id: 'kind:KES', title: 'Sakit' } } }, voice(makeVoice(600)), words('PETUGAS'))
    expect((await linesOf(await chatOf('628130002222'))).map((line) => line.media?.kind)).toEqual(['voice'])
  })

  test('is kept under no false name: a page that calls itself a voice message is not taken, and its sender is told', async () => {
    await send('628130003333', words('PETUGAS'), voice(Buffer.from('<html><script>alert(1)</script></html>')))
    expect(await linesOf(await chatOf('628130003333'))).toEqual([])
  })
})

describe('nobody else opens it', () => {
  test('no other role, no stranger, and nobody under another conversation', async () => {
    await send('628130005555', words('PETUGAS'), voice())
    await send('628130006666', words('PETUGAS'), words('halo'))
    const [conversationId, other] = [await chatOf('628130005555'), await chatOf('628130006666')]
    const [line] = await linesOf(conversationId)
    const path = mediaPath(conversationId, line!.lineNo)
    const answers = [await (await world.as('dinsos')).get(path), await world.nobody().get(path), await kesra.get(mediaPath(other, line!.lineNo))]
    expect(answers.map((answer) => answer.statusCode)).toEqual([403, 401, 404])
  })

  test('not the officer whom its person accuses, from that word on', async () => {
    await send('628130007777', words('PETUGAS'), voice())
    const conversationId = await chatOf('628130007777')
    const [line] = await linesOf(conversationId)
    const path = mediaPath(conversationId, line!.lineNo)
    expect((await kesra.get(path)).statusCode).toBe(200)
    await send('628130007777', words('Bu Wiwin Handayani minta uang dua ratus ribu'))
    expect((await kesra.get(path)).statusCode).toBe(404)
  })

  test('nobody once the talk was ended', async () => {
    await send('628130008888', words('PETUGAS'), voice())
    const conversationId = await chatOf('628130008888')
    const [line] = await linesOf(conversationId)
    expect((await kesra.send('POST', `/api/exchange/chats/${conversationId}/ending`, {})).statusCode).toBe(204)
    expect((await kesra.get(mediaPath(conversationId, line!.lineNo))).statusCode).toBe(404)
  })
})

test('what came along stays when old files are swept, and what nobody names goes', async () => {
  await send('628130004444', words('PETUGAS'), voice(makeVoice(900)))
  const conversationId = await chatOf('628130004444')
  const nobodys = await world.deps.files.put(Buffer.from('tidak disebut siapa pun'))
  world.clock.advance(200 * 3_600_000)
  await sweepFiles(world.deps, { regencyId: world.deps.regency.regencyId, graceHours: 100 })
  expect(await world.deps.files.read(nobodys.sha256)).toBeUndefined()
  const later = await world.as('kesra')
  const [line] = (await later.get(`/api/exchange/chats/${conversationId}`)).json<ChatView>().lines
  expect((await later.get(mediaPath(conversationId, line!.lineNo))).statusCode).toBe(200)
})
