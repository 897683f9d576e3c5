import { sql } from 'kysely'
import type { ContactChannel } from '#modules/response/notice/notice.contract.ts'
import type { Tx } from '#platform/db/db.ts'
import type { FailureReason } from './channel.contract.ts'

/** How a channel does. */
export interface ChannelHealth {
  readonly channel: ContactChannel
  readonly failures: number
  readonly closedUntil: Date | null
  readonly lastSuccessAt: Date | null
  readonly lastFailureAt: Date | null
  readonly lastReason: string | null
}

/** The channels of which something is known. */
export async function listChannelHealth(tx: Tx): Promise<readonly ChannelHealth[]> {
  const { rows } = await sql<ChannelHealth>`
    select channel, failures, closed_until as "closedUntil", last_success_at as "lastSuccessAt", last_failure_at as "lastFailureAt",
      last_reason as "lastReason"
    from exchange.channel where regency_id = ${tx.regencyId}`.execute(tx.db)
  return rows
}

/** A channel works. */
export async function noteSuccess(tx: Tx, channel: ContactChannel): Promise<void> {
  await sql`
    insert into exchange.channel (regency_id, channel, failures, last_success_at) values (${tx.regencyId}, ${channel}, 0, ${tx.now})
    on conflict (regency_id, channel) do update set failures = 0, closed_until = null, last_success_at = excluded.last_success_at`.execute(tx.db)
}

/** A channel failed; gives how often in a row. */
export async function noteFailure(tx: Tx, channel: ContactChannel, reason: FailureReason): Promise<number> {
  const { rows } = await sql<{ failures: number }>`
    insert into exchange.channel as c (regency_id, channel, failures, last_failure_at, last_reason)
    values (${tx.regencyId}, ${channel}, 1, ${tx.now}, ${reason})
    on conflict (regency_id, channel) do update set failures = c.failures + 1, last_failure_at = excluded.last_failure_at, last_reason = excluded.last_reason
    returning failures`.execute(tx.db)
  return rows[0]?.failures ?? 1
}

/** A channel is left alone until a moment. */
export async function closeChannel(tx: Tx, channel: ContactChannel, until: Date): Promise<void> {
  await sql`
    insert into exchange.channel (regency_id, channel, failures, closed_until) values (${tx.regencyId}, ${channel}, 0, ${until})
    on conflict (regency_id, channel) do update set closed_until = excluded.closed_until`.execute(tx.db)
}
