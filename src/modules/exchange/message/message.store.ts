import { sql } from 'kysely'
import type { FailureReason } from '#modules/exchange/channel/channel.contract.ts'
import type { ContactChannel } from '#modules/response/notice/notice.contract.ts'
import type { Tx } from '#platform/db/db.ts'
import type { MessageState } from './message.rules.ts'

/** A message about a notice, to one reporter by one channel. */
export interface NewNoticeMessage {
  readonly messageId: string
  readonly noticeId: string
  readonly reportId: string
  readonly caseId: string
  readonly channel: ContactChannel
  readonly kind: string
  readonly dueAt: Date
  /** Why it is given up at once. */
  readonly reason: FailureReason | null
}

/** Puts a message about a notice into the queue, once for each reporter and channel. */
export async function insertNoticeMessage(tx: Tx, message: NewNoticeMessage): Promise<void> {
  const state: MessageState = message.reason === null ? 'queued' : 'given_up'
  await sql`
    insert into exchange.message (regency_id, message_id, channel, notice_id, report_id, case_id, kind, state, reason, tries, queued_at, due_at, failed_at)
    values (${tx.regencyId}, ${message.messageId}, ${message.channel}, ${message.noticeId}, ${message.reportId}, ${message.caseId}, ${message.kind},
      ${state}, ${message.reason}, 0, ${tx.now}, ${message.dueAt}, ${message.reason === null ? null : tx.now})
    on conflict do nothing`.execute(tx.db)
}

/** What is said in a chat: the answers to one message that came in, or an officer's words. */
export interface NewChatMessage {
  readonly messageId: string
  readonly channel: ContactChannel
  readonly conversationId: string
  readonly inboundId: string | null
  readonly placeNo: number
  readonly contentSealed: Buffer
}

/** Puts what is said in a chat into the queue; a repeated answer to the same message is the same one. */
export async function insertChatMessage(tx: Tx, message: NewChatMessage): Promise<void> {
  await sql`
    insert into exchange.message (regency_id, message_id, channel, conversation_id, inbound_id, place_no, content_sealed, kind, state, tries, queued_at, due_at)
    values (${tx.regencyId}, ${message.messageId}, ${message.channel}, ${message.conversationId}, ${message.inboundId}, ${message.placeNo},
      ${message.contentSealed}, 'chat', 'queued', 0, ${tx.now}, ${tx.now})
    on conflict do nothing`.execute(tx.db)
}

export interface ClaimedMessage {
  readonly messageId: string
  readonly channel: ContactChannel
  readonly noticeId: string | null
  readonly reportId: string | null
  readonly conversationId: string | null
  readonly contentSealed: Buffer | null
  readonly tries: number
}

const claimSeconds = 120

/**
 * Takes the messages of a channel that are due, the longest waiting first, and counts the try. Whoever takes them and dies has until the claim runs out;
 * then they are due again. Of one conversation, and of one report, the next is taken only when the one before it has gone: nobody reads the end first.
 */
export async function claimMessages(tx: Tx, channel: ContactChannel, limit: number): Promise<readonly ClaimedMessage[]> {
  const lostAt = new Date(tx.now.getTime() + claimSeconds * 1000)
  const { rows } = await sql<ClaimedMessage>`
    with due as (
      select message_id from exchange.message m
      where regency_id = ${tx.regencyId} and channel = ${channel} and state in ('queued', 'sending') and due_at <= ${tx.now}
        and not exists (select from exchange.message e where e.regency_id = m.regency_id and e.conversation_id = m.conversation_id
          and e.channel = m.channel and e.state in ('queued', 'sending') and e.line_no < m.line_no)
        and not exists (select from exchange.message e where e.regency_id = m.regency_id and e.report_id = m.report_id
          and e.channel = m.channel and (e.state = 'sending' or (e.state = 'queued' and e.due_at <= ${tx.now})) and e.line_no < m.line_no)
      order by due_at, line_no limit ${limit} for update skip locked
    )
    update exchange.message m set state = 'sending', tries = m.tries + 1, due_at = ${lostAt}
    from due where m.regency_id = ${tx.regencyId} and m.message_id = due.message_id
    returning m.message_id as "messageId", m.channel, m.notice_id as "noticeId", m.report_id as "reportId", m.conversation_id as "conversationId",
      m.content_sealed as "contentSealed", m.tries`.execute(tx.db)
  return rows
}

/** How many messages went by a channel since a moment. */
export async function countSentSince(tx: Tx, channel: ContactChannel, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from exchange.message
    where regency_id = ${tx.regencyId} and channel = ${channel} and sent_at > ${since}`.execute(tx.db)
  return rows[0]?.count ?? 0
}

export interface StoredMessage extends Omit<ClaimedMessage, 'contentSealed'> {
  readonly caseId: string | null
  readonly state: MessageState
  readonly kind: string
}

const columns = sql`message_id as "messageId", channel, notice_id as "noticeId", report_id as "reportId", conversation_id as "conversationId", tries,
  case_id as "caseId", state, kind`

/** One message, held until the transaction ends. */
export async function lockMessage(tx: Tx, messageId: string): Promise<StoredMessage | undefined> {
  const { rows } = await sql<StoredMessage>`
    select ${columns} from exchange.message where regency_id = ${tx.regencyId} and message_id = ${messageId}::uuid for update`.execute(tx.db)
  return rows[0]
}

/** The message that a provider names, held until the transaction ends. */
export async function lockMessageOfProvider(tx: Tx, channel: ContactChannel, providerId: string): Promise<StoredMessage | undefined> {
  const { rows } = await sql<StoredMessage>`
    select ${columns} from exchange.message
    where regency_id = ${tx.regencyId} and channel = ${channel} and provider_id = ${providerId} for update`.execute(tx.db)
  return rows[0]
}

/** What changes of a message; what is not named stays. */
export interface MessageChange {
  readonly state: MessageState
  readonly reason?: FailureReason | null
  readonly dueAt?: Date
  readonly tries?: number
  readonly providerId?: string | null
  readonly at?: Date
}

/** Writes down how a message fares. The moment is kept with the state that it belongs to, the first time. */
export async function changeMessage(tx: Tx, messageId: string, change: MessageChange): Promise<void> {
  const { state } = change
  const at = change.at ?? tx.now
  const went = state === 'sent' || state === 'delivered' || state === 'read'
  const ended = state === 'failed' || state === 'given_up'
  await sql`
    update exchange.message set state = ${state}, reason = ${change.reason ?? null}, tries = coalesce(${change.tries ?? null}::int, tries),
      due_at = coalesce(${change.dueAt ?? null}::timestamptz, due_at), provider_id = coalesce(${change.providerId ?? null}::text, provider_id),
      sent_at = case when ${went} then coalesce(sent_at, ${at}::timestamptz) else sent_at end,
      delivered_at = case when ${state === 'delivered' || state === 'read'} then coalesce(delivered_at, ${at}::timestamptz) else delivered_at end,
      read_at = case when ${state === 'read'} then coalesce(read_at, ${at}::timestamptz) else read_at end,
      failed_at = case when ${ended} then ${at}::timestamptz else null end,
      content_sealed = case when ${went} then null else content_sealed end
    where regency_id = ${tx.regencyId} and message_id = ${messageId}::uuid`.execute(tx.db)
}

/** Channels by which a notice was sent to a reporter already, or was tried. */
export async function listTriedChannels(tx: Tx, of: { noticeId: string; reportId: string }): Promise<readonly ContactChannel[]> {
  const { rows } = await sql<{ channel: ContactChannel }>`
    select channel from exchange.message
    where regency_id = ${tx.regencyId} and notice_id = ${of.noticeId}::uuid and report_id = ${of.reportId}::uuid`.execute(tx.db)
  return rows.map((row) => row.channel)
}

/** Of these addresses, those whose owners want no messages. */
export async function listOptedOut(tx: Tx, macs: readonly Buffer[]): Promise<readonly string[]> {
  const { rows } = await sql<{ mac: string }>`
    select encode(address_mac, 'hex') as mac from exchange.opt_out
    where regency_id = ${tx.regencyId} and address_mac = any(${macs as Buffer[]}::bytea[])`.execute(tx.db)
  return rows.map((row) => row.mac)
}

/** From now on no messages to this address, or messages again. */
export async function setOptOut(tx: Tx, mac: Buffer, wantsNone: boolean): Promise<void> {
  if (wantsNone) {
    await sql`insert into exchange.opt_out (regency_id, address_mac, at) values (${tx.regencyId}, ${mac}, ${tx.now}) on conflict do nothing`.execute(tx.db)
  } else {
    await sql`delete from exchange.opt_out where regency_id = ${tx.regencyId} and address_mac = ${mac}`.execute(tx.db)
  }
}
