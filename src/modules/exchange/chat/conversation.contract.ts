import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

/** What somebody sent, as the channel brought it; media are named, not fetched yet. */
export type Heard =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'choice'; readonly id: string; readonly text: string }
  | { readonly kind: 'photo'; readonly mediaId: string; readonly caption: string }
  | { readonly kind: 'voice'; readonly mediaId: string }
  | { readonly kind: 'location'; readonly lat: number; readonly lng: number; readonly words: string }
  | { readonly kind: 'mail'; readonly subject: string; readonly text: string; readonly photos: readonly string[] }
  | Silence
  | { readonly kind: 'unknown' }

/** What a silence in the middle of a report asks for: a reminder, a last kind word, or an officer's look because of a danger. */
export type SilenceDeed = 'remind' | 'close' | 'report'

/** Nothing was heard: the draft that waits, and since when. */
export interface Silence {
  readonly kind: 'silence'
  readonly what: SilenceDeed
  readonly draftId: string
  readonly since: string
}

/** A voice message that was fetched and kept. */
export const KeptVoice = z.strictObject({ sha256: z.string(), sizeBytes: z.int(), mediaType: z.string() })
export type KeptVoice = Readonly<z.infer<typeof KeptVoice>>

/** What came along with words to an officer; a photo by the token that it got when it was taken in. */
export type SentMedia =
  | { readonly kind: 'photo'; readonly token: string }
  | { readonly kind: 'voice'; readonly voice: KeptVoice }
  | { readonly kind: 'place'; readonly lat: number; readonly lng: number }

export const Step = z.enum(['start', 'kind', 'story', 'place', 'which_place', 'photo', 'check', 'why_not', 'which_report', 'officer'])
export type Step = z.infer<typeof Step>

/** What was told so far. */
export const TalkDraft = z.strictObject({
  category: z.string().nullable(),
  story: z.string(),
  areaId: z.int().nullable(),
  areaUnknown: z.boolean(),
  placeWords: z.string(),
  point: z.strictObject({ lat: z.number(), lng: z.number() }).nullable(),
  candidates: z.array(z.int()),
  photos: z.array(z.string()),
  voices: z.array(KeptVoice),
})
export type TalkDraft = Readonly<z.infer<typeof TalkDraft>>

/** Where a conversation stands. It is kept between messages, so that it outlives any process. */
export const Talk = z.strictObject({
  lang: z.enum(['id', 'en']),
  step: Step,
  /** The id under which the report will be sent: the same draft is one report, however often it is sent. */
  draftId: z.uuid(),
  draft: TalkDraft,
  /** How often the present question was asked. */
  asked: z.int(),
  /** The report that a question is about. */
  reportId: z.uuid().nullable(),
})
export type Talk = Readonly<z.infer<typeof Talk>>

export const ChatSummary = z.object({
  conversationId: z.uuid(), channel: z.enum(['whatsapp', 'sms', 'email']), last4: z.string(), askedAt: z.iso.datetime(), lastHeardAt: z.iso.datetime(),
}).meta({ id: 'ChatSummary' })
export type ChatSummary = z.infer<typeof ChatSummary>

/** What came along with a line: a file that is opened by itself, or a place. */
export const ChatMedia = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['photo', 'voice']), sizeBytes: z.int() }), z.object({ kind: z.literal('place'), lat: z.number(), lng: z.number() }),
])
export type ChatMedia = z.infer<typeof ChatMedia>

export const ChatView = ChatSummary.extend({
  lines: z.array(z.object({ lineNo: z.int(), at: z.iso.datetime(), byOfficer: z.boolean(), words: z.string(), media: ChatMedia.nullable() })),
  /** Until when the channel lets an officer write freely. */
  openUntil: z.iso.datetime(),
  mayWrite: z.boolean(),
}).meta({ id: 'ChatView' })
export type ChatView = z.infer<typeof ChatView>

const ChatParams = z.object({ conversationId: z.uuid() })

export const chatOperations = {
  listChats: {
    method: 'GET', path: '/api/exchange/chats', access: 'exchange.chat.answer', query: z.object({ after: z.string().max(100).optional() }),
    ok: z.object({ items: z.array(ChatSummary), next: z.string().nullable() }), summary: 'Conversations whose person asked for an officer, the longest waiting first.',
  },
  getChat: {
    method: 'GET', path: '/api/exchange/chats/:conversationId', access: 'exchange.chat.answer', params: ChatParams, ok: ChatView,
    summary: 'What was said in a conversation since its person asked for an officer. The reading is logged.',
  },
  readChatMedia: {
    method: 'GET', path: '/api/exchange/chats/:conversationId/lines/:lineNo/media', access: 'exchange.chat.answer', file: true,
    params: z.object({ conversationId: z.uuid(), lineNo: z.coerce.number().int().min(1).max(1_000_000) }), ok: z.unknown(),
    summary: 'The photo or voice message of one line of a conversation. The looking and the listening are recorded.',
  },
  answerChat: {
    method: 'POST', path: '/api/exchange/chats/:conversationId/answers', access: 'exchange.chat.answer', status: 204, params: ChatParams,
    body: z.strictObject({ words: z.string().trim().min(1).max(1_000) }), ok: z.undefined(), refusals: { chat_window_closed: 409 },
    summary: 'Write to the person of a conversation.',
  },
  endChat: {
    method: 'POST', path: '/api/exchange/chats/:conversationId/ending', access: 'exchange.chat.answer', status: 204, params: ChatParams, ok: z.undefined(),
    summary: 'End the talk with an officer; the next message begins anew.',
  },
} as const satisfies Operations
