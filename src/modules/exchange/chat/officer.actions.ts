import type { Content } from '#modules/exchange/channel/channel.contract.ts'
import type { ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import { isWithinWindow } from '#modules/exchange/message/message.rules.ts'
import { insertChatMessage } from '#modules/exchange/message/message.store.ts'
import { act, type Command, type CommandReused } from '#platform/act.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { cursorOf, placeOfCursor } from '#platform/list-place.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { mediaView } from './chat-media.actions.ts'
import type { ChatSummary, ChatView } from './conversation.contract.ts'
import { newTalk } from './conversation.rules.ts'
import { appendChatLine, endOfficerTalk, findWaitingConversation, listChatLines, listWaitingConversations, type ConversationRow } from './conversation.store.ts'

type NotFound = { readonly kind: 'not_found' }

interface Call {
  readonly actor: Actor
  readonly command: Command
  readonly conversationId: string
}

const pageSize = 30
const dayMs = 86_400_000

/** Conversations that wait for an officer, the longest waiting first. */
export async function listChats(deps: ExchangeDeps, actor: Actor, after: string | undefined): Promise<{ items: ChatSummary[]; next: string | null }> {
  const place = after === undefined ? undefined : placeOfCursor(after)
  const from = place === undefined ? null : { askedAt: place.at, conversationId: place.id }
  const rows = await deps.db.asActor(actor, (tx) => listWaitingConversations(tx, from, pageSize + 1))
  const items = rows.slice(0, pageSize).map((row) => summaryOf(deps, row))
  const last = rows.slice(0, pageSize).at(-1)
  return { items, next: rows.length > pageSize && last !== undefined ? cursorOf({ at: last.officerAskedAt!, id: last.conversationId }) : null }
}

/** Of a number its last digits; of somebody who hides theirs nothing. */
function summaryOf(deps: ExchangeDeps, row: ConversationRow): ChatSummary {
  const address = deps.keys.open(row.senderSealed)
  return {
    conversationId: row.conversationId, channel: row.channel, last4: address.startsWith('+') ? address.slice(-4) : '',
    askedAt: row.officerAskedAt!.toISOString(), lastHeardAt: row.lastInboundAt.toISOString(),
  }
}

/** What was said since a person was asked for; the look is noted. */
export async function readChat(deps: ExchangeDeps, actor: Actor, conversationId: string): Promise<Result<ChatView, NotFound>> {
  return deps.db.asActor(actor, async (tx) => {
    const row = await findWaitingConversation(tx, conversationId)
    if (row === undefined) return err({ kind: 'not_found' as const })
    const lines = await listChatLines(tx, conversationId, row.officerAskedAt!)
    await auditRead(tx, { action: 'getChat', subjectKind: 'conversation', subjectId: conversationId, purpose: 'chat', fields: ['words'] })
    return ok({
      ...summaryOf(deps, row), openUntil: new Date(row.lastInboundAt.getTime() + dayMs).toISOString(), mayWrite: mayWrite(row, tx.now),
      lines: lines.map((line) => ({
        lineNo: line.lineNo, at: line.at.toISOString(), byOfficer: line.byOfficer, words: deps.keys.open(line.wordsSealed), media: mediaView(deps, line),
      })),
    })
  })
}

function mayWrite(row: ConversationRow, now: Date): boolean {
  return row.channel !== 'whatsapp' || isWithinWindow(row.lastInboundAt, now)
}

/** An officer writes to the person of a conversation. */
export async function answerChat(
  deps: ExchangeDeps, call: Call, words: string,
): Promise<Result<undefined, NotFound | CommandReused | { readonly kind: 'chat_window_closed' }>> {
  const { conversationId } = call
  return act(deps, { ...call, action: 'answerChat' }, async (tx): Promise<Result<undefined, NotFound | { readonly kind: 'chat_window_closed' }>> => {
    const row = await findWaitingConversation(tx, conversationId)
    if (row === undefined) return err({ kind: 'not_found' })
    if (!mayWrite(row, tx.now)) return err({ kind: 'chat_window_closed' })
    const content: Content = { kind: 'text', text: words }
    await appendChatLine(tx, { conversationId, byAccountId: tx.actor.accountId, wordsSealed: deps.keys.seal(words) })
    await insertChatMessage(tx, {
      messageId: newId(), channel: row.channel, conversationId, inboundId: null, placeNo: 1, contentSealed: deps.keys.seal(JSON.stringify(content)),
    })
    tx.audit({ subjectKind: 'conversation', subjectId: conversationId })
    return ok(undefined)
  })
}

/** An officer ends the talk: the next message is answered by the guide again. */
export async function endChat(deps: ExchangeDeps, call: Call): Promise<Result<undefined, NotFound | CommandReused>> {
  return act(deps, { ...call, action: 'endChat' }, async (tx): Promise<Result<undefined, NotFound>> => {
    const row = await findWaitingConversation(tx, call.conversationId)
    if (row === undefined) return err({ kind: 'not_found' })
    await endOfficerTalk(tx, call.conversationId, deps.keys.seal(JSON.stringify(newTalk({ newId }))))
    tx.audit({ subjectKind: 'conversation', subjectId: call.conversationId })
    return ok(undefined)
  })
}
