import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { StateCount } from './month.rules.ts'

/** How many proposals stand where, by village of the actor's reach; no names. */
export async function countMonth(tx: Tx, month: string): Promise<readonly StateCount[]> {
  const { rows } = await sql<StateCount>`
    select area_id as "areaId", state, proposals from registry.count_month(${tx.regencyId}, ${month})`.execute(tx.db)
  return rows
}
