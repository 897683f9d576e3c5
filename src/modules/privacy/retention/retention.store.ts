import { sql } from 'kysely'
import type { RetainedThing } from '#modules/people/regency/regency.contract.ts'
import type { Tx } from '#platform/db/db.ts'

/** Removes at most `limit` rows of one kind that are older than a moment. Gives how many went. */
export async function removeOld(tx: Tx, old: { what: RetainedThing; before: Date; limit: number }): Promise<number> {
  const { rows } = await sql<{ removed: number }>`
    select privacy.remove_old(${tx.regencyId}, ${old.what}, ${old.before}, ${tx.now}, ${old.limit}) as removed`.execute(tx.db)
  return rows[0]?.removed ?? 0
}

/** When a kind was last gone through; undefined: never. */
export async function findLastRun(tx: Tx, what: RetainedThing): Promise<Date | undefined> {
  const row = await tx.db.selectFrom('privacy.retention_run').select('ran_at').where('regency_id', '=', tx.regencyId).where('what', '=', what)
    .orderBy('ran_at', 'desc').limit(1).executeTakeFirst()
  return row?.ran_at
}

/** Keeps what a pass removed, also that it found nothing. */
export async function insertRun(tx: Tx, run: { what: RetainedThing; keepDays: number; removedCount: number }): Promise<void> {
  await tx.db.insertInto('privacy.retention_run').values({
    regency_id: tx.regencyId, what: run.what, ran_at: tx.now, keep_days: run.keepDays, removed_count: run.removedCount,
  }).execute()
}

export interface RunsOf {
  readonly lastAt: Date
  readonly lastCount: number
  readonly inAll: number
  /** When something was last removed; null: never. */
  readonly removedAt: Date | null
}

/** The last pass of each kind, when it last found something, and how much went since the first. */
export async function listRuns(tx: Tx): Promise<ReadonlyMap<string, RunsOf>> {
  const { rows } = await sql<{ what: string; last_at: Date; last_count: number; in_all: number; removed_at: Date | null }>`
    select r.what, max(r.ran_at) as last_at, (array_agg(r.removed_count order by r.ran_at desc))[1] as last_count, sum(r.removed_count)::int as in_all,
      max(r.ran_at) filter (where r.removed_count > 0) as removed_at
    from privacy.retention_run r where r.regency_id = ${tx.regencyId} group by r.what`.execute(tx.db)
  return new Map(rows.map((row) => [row.what, { lastAt: row.last_at, lastCount: row.last_count, inAll: row.in_all, removedAt: row.removed_at }]))
}
