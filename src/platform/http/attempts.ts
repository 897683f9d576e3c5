import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/db.ts'
import { publicActor } from '#platform/db/actor.ts'
import type { PlatformDeps } from '#platform/deps.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { countedAddress } from './counted-address.ts'

/** How often one address may try something within a window. Many people share an address here: the figures stop a machine, not a crowd. */
export interface AttemptLimit {
  readonly kind: string
  readonly attempts: number
  readonly windowMinutes: number
}

export interface TooManyRequests {
  readonly kind: 'too_many_requests'
  readonly retryAfterSeconds: number
}

interface Counted {
  readonly attempts: number
  readonly windowStartedAt: Date
}

type AttemptDeps = { readonly db: Db } & Pick<PlatformDeps, 'keys' | 'clock'> & { readonly regency: { readonly regencyId: number } }

/** Counts one attempt of an address; refuses when it tries too often. */
export async function countAttempt(deps: AttemptDeps, limit: AttemptLimit, ip: string): Promise<Result<undefined, TooManyRequests>> {
  const counted = await deps.db.asActor(publicActor(deps.regency.regencyId), (tx) => count(tx, limit, macOf(deps, ip)))
  return judge(limit, counted, deps.clock.now())
}

/** Whether an address must wait, without counting: for a code, where only wrong ones count. */
export async function checkAttempts(deps: AttemptDeps, limit: AttemptLimit, ip: string): Promise<Result<undefined, TooManyRequests>> {
  const now = deps.clock.now()
  const counted = await deps.db.asActor(publicActor(deps.regency.regencyId), (tx) => find(tx, limit, macOf(deps, ip)))
  return judge(limit, counted, now)
}

function macOf(deps: Pick<AttemptDeps, 'keys'>, ip: string): Buffer {
  return deps.keys.mac('attempt', countedAddress(ip))
}

function judge(limit: AttemptLimit, counted: Counted | undefined, now: Date): Result<undefined, TooManyRequests> {
  if (counted === undefined || counted.attempts <= limit.attempts) return ok(undefined)
  const opensAt = counted.windowStartedAt.getTime() + limit.windowMinutes * 60_000
  return err({ kind: 'too_many_requests', retryAfterSeconds: Math.max(1, Math.ceil((opensAt - now.getTime()) / 1000)) })
}

/** A window that is over begins anew; old counters are tidied when one begins. */
async function count(tx: Tx, limit: AttemptLimit, addressMac: Buffer): Promise<Counted> {
  const windowStart = new Date(tx.now.getTime() - limit.windowMinutes * 60_000)
  const { rows } = await sql<Counted>`
    insert into platform.attempt as a (regency_id, kind, address_mac, window_started_at, attempts)
    values (${tx.regencyId}, ${limit.kind}, ${addressMac}, ${tx.now}, 1)
    on conflict (regency_id, kind, address_mac) do update set
      attempts = case when a.window_started_at <= ${windowStart} then 1 else a.attempts + 1 end,
      window_started_at = case when a.window_started_at <= ${windowStart} then excluded.window_started_at else a.window_started_at end
    returning attempts, window_started_at as "windowStartedAt"`.execute(tx.db)
  const [row] = rows
  if (row === undefined) throw new Error('an attempt was not counted')
  if (row.attempts === 1) {
    const yesterday = new Date(tx.now.getTime() - 86_400_000)
    await sql`delete from platform.attempt where regency_id = ${tx.regencyId} and window_started_at < ${yesterday}`.execute(tx.db)
  }
  return row
}

async function find(tx: Tx, limit: AttemptLimit, addressMac: Buffer): Promise<Counted | undefined> {
  const windowStart = new Date(tx.now.getTime() - limit.windowMinutes * 60_000)
  const { rows } = await sql<Counted>`
    select attempts, window_started_at as "windowStartedAt" from platform.attempt
    where regency_id = ${tx.regencyId} and kind = ${limit.kind} and address_mac = ${addressMac} and window_started_at > ${windowStart}`.execute(tx.db)
  return rows[0]
}
