import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'

/** Brings the consents and requests of a family's people to where those people live. Gives how many rows went. */
export async function followPeople(tx: Tx, familyId: string): Promise<number> {
  const { rows } = await sql<{ moved: number }>`select privacy.follow_move(${tx.regencyId}, ${familyId}) as moved`.execute(tx.db)
  return rows[0]?.moved ?? 0
}
