import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import { mostCounted, type PileKey } from './waiting.contract.ts'

/** Work of one kind that waits for people of some roles. A module says where its piles lie; what is counted is what row security shows the actor. */
export interface Pile {
  readonly key: PileKey
  /** Who works it off: any of these rights. */
  readonly grants: readonly string[]
  /** A query that gives a row for each thing that waits for this actor; undefined where nothing can. */
  readonly rows: (tx: Tx) => RawBuilder<unknown> | undefined
}

/** How high each pile is, up to a bound; in one query. */
export async function countPiles(tx: Tx, piles: readonly Pile[]): Promise<readonly { readonly key: PileKey; readonly count: number }[]> {
  const counts = piles.flatMap(({ key, rows }) => {
    const waiting = rows(tx)
    return waiting === undefined ? [] : [sql`select ${key} as key, (select count(*)::int from (${waiting} limit ${mostCounted}) as waiting) as count`]
  })
  if (counts.length === 0) return []
  const { rows } = await sql<{ key: PileKey; count: number }>`${sql.join(counts, sql` union all `)}`.execute(tx.db)
  return rows
}
