import { z } from 'zod'
import { ContactChannel, NoticeKind } from '#modules/response/notice/notice.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

export const MessageStateName = z.enum(['queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'given_up'])
export type MessageStateName = z.infer<typeof MessageStateName>

/** One channel as whoever looks after it sees it: no address, nothing of anybody. */
export const ChannelView = z.object({
  channel: ContactChannel,
  isConnected: z.boolean(),
  /** Failures in a row; 0 when the last sending went. */
  failures: z.int(),
  restsUntil: z.iso.datetime().nullable(),
  lastSuccessAt: z.iso.datetime().nullable(),
  lastFailureAt: z.iso.datetime().nullable(),
  lastReason: z.string().nullable(),
  waiting: z.int(),
  oldestWaitingAt: z.iso.datetime().nullable(),
  sentToday: z.int(),
  arrivedToday: z.int(),
  givenUpToday: z.int(),
  /** News that was never tried, because the channel was not connected. */
  unsent: z.int(),
}).meta({ id: 'OutsideChannel' })
export type ChannelView = z.infer<typeof ChannelView>

/** How the reading of the mailbox does. */
export const MailboxView = z.object({
  isConnected: z.boolean(),
  lastLookedAt: z.iso.datetime().nullable(),
  lastMailAt: z.iso.datetime().nullable(),
  failingSince: z.iso.datetime().nullable(),
  lastReason: z.string().nullable(),
  waiting: z.int(),
  /** It is read every minute; nobody has looked into it for much longer. */
  isStill: z.boolean(),
}).meta({ id: 'Mailbox' })
export type MailboxView = z.infer<typeof MailboxView>

export const FailedMessage = z.object({
  messageId: z.uuid(), channel: ContactChannel, kind: z.string(), state: MessageStateName, reason: z.string().nullable(), tries: z.int(), failedAt: z.iso.datetime(),
}).meta({ id: 'FailedMessage' })
export type FailedMessage = z.infer<typeof FailedMessage>

/** What became of one message about a case. */
export const CaseMessage = z.object({
  messageId: z.uuid(), channel: ContactChannel, kind: NoticeKind, state: MessageStateName, reason: z.string().nullable(), queuedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(), sentAt: z.iso.datetime().nullable(), deliveredAt: z.iso.datetime().nullable(), readAt: z.iso.datetime().nullable(),
}).meta({ id: 'CaseMessage' })
export type CaseMessage = z.infer<typeof CaseMessage>

export const channelOperations = {
  listChannels: {
    method: 'GET', path: '/api/exchange/channels', access: 'exchange.channel.manage', ok: z.object({ channels: z.array(ChannelView), mailbox: MailboxView }),
    summary: 'How each channel to the people does: connected or not, what waits, what went today; and how the mailbox is read.',
  },
  listFailedMessages: {
    method: 'GET', path: '/api/exchange/failed-messages', access: 'exchange.channel.manage', query: z.object({ after: z.string().max(100).optional() }),
    ok: z.object({ items: z.array(FailedMessage), next: z.string().nullable() }), summary: 'Messages that did not arrive, the newest first. What was never tried counts only once its channel is connected.',
  },
  resendMessage: {
    method: 'POST', path: '/api/exchange/messages/:messageId/resending', access: 'exchange.channel.manage', status: 204, params: z.object({ messageId: z.uuid() }),
    ok: z.undefined(), refusals: { message_not_failed: 409, channel_not_connected: 409 }, summary: 'Try a message once more that did not arrive.',
  },
  listCaseMessages: {
    method: 'GET', path: '/api/exchange/cases/:caseId/messages', access: 'response.case.read', params: z.object({ caseId: z.uuid() }),
    ok: z.object({
      messages: z.array(CaseMessage),
      voiceNotes: z.array(z.object({ voiceNoteId: z.uuid(), sizeBytes: z.int(), addedAt: z.iso.datetime() })),
    }),
    summary: 'What the reporters of a case were told by message and whether it arrived; their voice messages.',
  },
  readVoiceNote: {
    method: 'GET', path: '/api/exchange/cases/:caseId/voice-notes/:voiceNoteId', access: 'response.case.read', file: true,
    params: z.object({ caseId: z.uuid(), voiceNoteId: z.uuid() }), ok: z.unknown(), summary: 'One voice message of a case. The listening is recorded.',
  },
} as const satisfies Operations
