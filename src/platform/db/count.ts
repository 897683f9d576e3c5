import { sql, type RawBuilder } from 'kysely'
import type { Tx } from './db.ts'

/** How many rows each of some named queries gives, each counted up to a bound; all in one query. */
export async function countEach<K extends string>(tx: Tx, queries: Readonly<Record<K, RawBuilder<unknown>>>, atMost: number): Promise<Record<K, number>> {
  const counts = Object.entries<RawBuilder<unknown>>(queries)
    .map(([name, rows]) => sql`(select count(*)::int from (${rows} limit ${atMost}) as bounded) as ${sql.ref(name)}`)
  const found = await sql<Record<K, number>>`select ${sql.join(counts)}`.execute(tx.db)
  return found.rows[0]!
}
