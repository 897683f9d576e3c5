import { sql } from 'kysely'
import type { FailureReason } from '#modules/exchange/channel/channel.contract.ts'
import type { Tx } from '#platform/db/db.ts'

/** How the reading of the mailbox does. */
export interface MailboxHealth {
  readonly lastLookedAt: Date | null
  /** When a mail was last taken in. */
  readonly lastMailAt: Date | null
  readonly failingSince: Date | null
  readonly failures: number
  readonly lastReason: FailureReason | null
  /** Mails that stood unread in it when it was last looked into, and were not taken. */
  readonly waiting: number
}

/** How the mailbox does; undefined while nobody ever looked into it. */
export async function findMailboxHealth(tx: Tx): Promise<MailboxHealth | undefined> {
  const { rows } = await sql<MailboxHealth>`
    select last_looked_at as "lastLookedAt", last_mail_at as "lastMailAt", failing_since as "failingSince", failures, last_reason as "lastReason", waiting
    from exchange.mailbox where regency_id = ${tx.regencyId}`.execute(tx.db)
  return rows[0]
}

/** The mailbox was read to its end, or as far as one reading goes. */
export async function noteMailboxRead(tx: Tx, read: { taken: number; waiting: number }): Promise<void> {
  await sql`
    insert into exchange.mailbox as m (regency_id, last_looked_at, last_mail_at, failures, waiting)
    values (${tx.regencyId}, ${tx.now}, ${read.taken > 0 ? tx.now : null}::timestamptz, 0, ${read.waiting})
    on conflict (regency_id) do update set last_looked_at = excluded.last_looked_at, last_mail_at = coalesce(excluded.last_mail_at, m.last_mail_at),
      failing_since = null, failures = 0, last_reason = null, waiting = excluded.waiting`.execute(tx.db)
}

/** A reading broke off; what was taken before that was taken. How many wait stays as it was last known. */
export async function noteMailboxFailure(tx: Tx, failed: { taken: number; reason: FailureReason }): Promise<void> {
  await sql`
    insert into exchange.mailbox as m (regency_id, last_mail_at, failing_since, failures, last_reason, waiting)
    values (${tx.regencyId}, ${failed.taken > 0 ? tx.now : null}::timestamptz, ${tx.now}, 1, ${failed.reason}, 0)
    on conflict (regency_id) do update set last_mail_at = coalesce(excluded.last_mail_at, m.last_mail_at),
      failing_since = coalesce(m.failing_since, excluded.failing_since), failures = m.failures + 1, last_reason = excluded.last_reason`.execute(tx.db)
}
