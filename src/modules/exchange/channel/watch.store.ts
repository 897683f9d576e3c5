import { sql } from 'kysely'
import type { ContactChannel, NoticeKind } from '#modules/response/notice/notice.contract.ts'
import type { MessageState } from '#modules/exchange/message/message.rules.ts'
import type { Tx } from '#platform/db/db.ts'

export interface ChannelCounts {
  readonly channel: ContactChannel
  readonly waiting: number
  readonly oldestWaitingAt: Date | null
  readonly sentToday: number
  readonly arrivedToday: number
  readonly givenUpToday: number
  /** Never tried, because the channel was not connected; since ever. */
  readonly unsent: number
}

/** How many messages wait, went and arrived, by channel; "today" begins at the moment given. */
export async function countMessages(tx: Tx, since: Date): Promise<readonly ChannelCounts[]> {
  const { rows } = await sql<ChannelCounts>`
    select channel, count(*) filter (where state in ('queued', 'sending'))::int as waiting,
      min(queued_at) filter (where state in ('queued', 'sending')) as "oldestWaitingAt",
      count(*) filter (where sent_at >= ${since})::int as "sentToday",
      count(*) filter (where delivered_at >= ${since})::int as "arrivedToday",
      count(*) filter (where state = 'given_up' and reason is distinct from 'not_connected' and failed_at >= ${since})::int as "givenUpToday",
      count(*) filter (where state = 'given_up' and reason = 'not_connected')::int as "unsent"
    from exchange.message
    where regency_id = ${tx.regencyId} and (state in ('queued', 'sending', 'given_up') or sent_at >= ${since}) group by channel`.execute(tx.db)
  return rows
}

export interface FailedRow {
  readonly messageId: string
  readonly channel: ContactChannel
  readonly kind: string
  readonly state: MessageState
  readonly reason: string | null
  readonly tries: number
  readonly failedAt: Date
}

/**
 * Messages that were given up before a place in the list, the newest first. Where another channel took over, nothing is lost; what was never tried is there
 * to be sent once its channel is connected, and is no failure before.
 */
export async function listGivenUp(
  tx: Tx, { before, connected, limit }: { before: { at: Date; id: string } | null; connected: readonly ContactChannel[]; limit: number },
): Promise<readonly FailedRow[]> {
  const { rows } = await sql<FailedRow>`
    select message_id as "messageId", channel, kind, state, reason, tries, failed_at as "failedAt" from exchange.message
    where regency_id = ${tx.regencyId} and state = 'given_up' and (reason is distinct from 'not_connected' or channel = any(${connected}::text[]))
      and (${before === null} or (failed_at, message_id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by failed_at desc, message_id desc limit ${limit}`.execute(tx.db)
  return rows
}

export interface CaseMessageRow {
  readonly messageId: string
  readonly channel: ContactChannel
  readonly kind: NoticeKind
  readonly state: MessageState
  readonly reason: string | null
  readonly queuedAt: Date
  readonly dueAt: Date
  readonly sentAt: Date | null
  readonly deliveredAt: Date | null
  readonly readAt: Date | null
}

/** The messages about an entered case, in their order. */
export async function listMessagesOfCase(tx: Tx, caseId: string): Promise<readonly CaseMessageRow[]> {
  const { rows } = await sql<CaseMessageRow>`
    select message_id as "messageId", channel, kind, state, reason, queued_at as "queuedAt", due_at as "dueAt", sent_at as "sentAt",
      delivered_at as "deliveredAt", read_at as "readAt"
    from exchange.message
    where regency_id = ${tx.regencyId} and case_id = ${caseId}::uuid order by line_no limit 200`.execute(tx.db)
  return rows
}
