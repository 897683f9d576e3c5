import { listVoiceNotes } from '#modules/exchange/chat/conversation.store.ts'
import { isMailboxStill } from '#modules/exchange/mailbox/mailbox.rules.ts'
import { findMailboxHealth } from '#modules/exchange/mailbox/mailbox.store.ts'
import { resendMessage, type ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import { enterCases, getCaseArea } from '#modules/response/index.ts'
import { ContactChannel } from '#modules/response/notice/notice.contract.ts'
import { act, type Command, type CommandReused } from '#platform/act.ts'
import { auditRead } from '#platform/audit/read.ts'
import { addDays, dayOf, endOfDay } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import { cursorOf, placeOfCursor } from '#platform/list-place.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { connectedChannels } from './channel.actions.ts'
import { listChannelHealth } from './channel.store.ts'
import type { CaseMessage, ChannelView, FailedMessage, MailboxView } from './channels.contract.ts'
import { countMessages, listGivenUp, listMessagesOfCase } from './watch.store.ts'

type NotFound = { readonly kind: 'not_found' }

/** How each channel does. */
export async function watchChannels(deps: ExchangeDeps, actor: Actor): Promise<ChannelView[]> {
  const connected = connectedChannels(deps.config)
  return deps.db.asActor(actor, async (tx) => {
    const midnight = endOfDay(addDays(dayOf(tx.now, deps.regency.timeZone), -1), deps.regency.timeZone)
    const [health, counts] = await Promise.all([listChannelHealth(tx), countMessages(tx, midnight)])
    return ContactChannel.options.map((channel) => {
      const known = health.find((each) => each.channel === channel)
      const counted = counts.find((each) => each.channel === channel)
      const rests = known?.closedUntil !== undefined && known.closedUntil !== null && known.closedUntil > tx.now
      return {
        channel, isConnected: connected.has(channel), failures: known?.failures ?? 0, restsUntil: rests ? known.closedUntil!.toISOString() : null,
        lastSuccessAt: textOf(known?.lastSuccessAt), lastFailureAt: textOf(known?.lastFailureAt), lastReason: known?.lastReason ?? null,
        waiting: counted?.waiting ?? 0, oldestWaitingAt: textOf(counted?.oldestWaitingAt), sentToday: counted?.sentToday ?? 0,
        arrivedToday: counted?.arrivedToday ?? 0, givenUpToday: counted?.givenUpToday ?? 0, unsent: counted?.unsent ?? 0,
      }
    })
  })
}

/** How the mailbox does from which mails are taken. */
export async function watchMailbox(deps: ExchangeDeps, actor: Actor): Promise<MailboxView> {
  const isConnected = deps.config.channels.mailbox !== undefined
  return deps.db.asActor(actor, async (tx) => {
    const known = await findMailboxHealth(tx)
    return {
      isConnected, lastLookedAt: textOf(known?.lastLookedAt), lastMailAt: textOf(known?.lastMailAt), failingSince: textOf(known?.failingSince),
      lastReason: known?.lastReason ?? null, waiting: known?.waiting ?? 0, isStill: isConnected && isMailboxStill(known, tx.now),
    }
  })
}

function textOf(moment: Date | null | undefined): string | null {
  return moment?.toISOString() ?? null
}

const pageSize = 30

/** Messages that did not arrive, page by page. */
export async function listFailed(deps: ExchangeDeps, actor: Actor, after: string | undefined): Promise<{ items: FailedMessage[]; next: string | null }> {
  const before = (after === undefined ? undefined : placeOfCursor(after)) ?? null
  const connected = [...connectedChannels(deps.config)]
  const rows = await deps.db.asActor(actor, (tx) => listGivenUp(tx, { before, connected, limit: pageSize + 1 }))
  const items = rows.slice(0, pageSize)
  const last = items.at(-1)
  return {
    items: items.map((row) => ({ ...row, failedAt: row.failedAt.toISOString() })),
    next: rows.length > pageSize && last !== undefined ? cursorOf({ at: last.failedAt, id: last.messageId }) : null,
  }
}

type ResendRefused = NotFound | { readonly kind: 'message_not_failed' | 'channel_not_connected' }

/** Has a message tried once more. */
export async function resend(
  deps: ExchangeDeps, call: { actor: Actor; command: Command }, messageId: string,
): Promise<Result<undefined, ResendRefused | CommandReused>> {
  return act(deps, { ...call, action: 'resendMessage' }, async (tx): Promise<Result<undefined, ResendRefused>> => {
    const message = await resendMessage(tx, messageId)
    if (message === undefined) return err({ kind: 'not_found' })
    if (message === 'not_failed') return err({ kind: 'message_not_failed' })
    return connectedChannels(deps.config).has(message.channel) ? ok(undefined) : err({ kind: 'channel_not_connected' })
  })
}

interface OfCase {
  readonly messages: CaseMessage[]
  readonly voiceNotes: { voiceNoteId: string; sizeBytes: number; addedAt: string }[]
}

/** What the reporters of a case were told by message, and their voice messages. */
export async function listOfCase(deps: ExchangeDeps, actor: Actor, caseId: string): Promise<Result<OfCase, NotFound>> {
  return deps.db.asActor(actor, async (tx) => {
    if ((await enterCases(tx, [caseId])).length === 0) return err({ kind: 'not_found' as const })
    const [messages, voices] = await Promise.all([listMessagesOfCase(tx, caseId), listVoiceNotes(tx, caseId)])
    return ok({
      messages: messages.map((row) => ({
        ...row, queuedAt: row.queuedAt.toISOString(), dueAt: row.dueAt.toISOString(), sentAt: textOf(row.sentAt), deliveredAt: textOf(row.deliveredAt),
        readAt: textOf(row.readAt),
      })),
      voiceNotes: voices.map(({ voiceNoteId, sizeBytes, addedAt }) => ({ voiceNoteId, sizeBytes, addedAt: addedAt.toISOString() })),
    })
  })
}

/** A voice message of a case for one of its officers; the listening is noted. */
export async function openVoiceNote(
  deps: ExchangeDeps, actor: Actor, asked: { caseId: string; voiceNoteId: string },
): Promise<Result<{ bytes: Buffer; mediaType: string }, NotFound>> {
  const found = await deps.db.asActor(actor, async (tx) => {
    const notes = (await enterCases(tx, [asked.caseId])).length === 1 ? await listVoiceNotes(tx, asked.caseId) : []
    const note = notes.find((each) => each.voiceNoteId === asked.voiceNoteId)
    if (note !== undefined) {
      const areaId = await getCaseArea(tx, asked.caseId)
      await auditRead(tx, { action: 'readVoiceNote', subjectKind: 'case', subjectId: asked.caseId, areaId, purpose: 'case', fields: ['voice'] })
    }
    return note
  })
  const bytes = found && (await deps.files.read(found.sha256))
  return bytes === undefined ? err({ kind: 'not_found' }) : ok({ bytes, mediaType: found!.mediaType })
}
