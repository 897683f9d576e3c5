import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import { keyFileLock } from '#platform/key-file.ts'
import type { Erasure } from './erasure-record.load.ts'

/** Every removal that the database knows. */
export async function listErasures(tx: Tx): Promise<readonly Erasure[]> {
  const rows = await tx.db.selectFrom('privacy.erasure').select(['person_id', 'request_id', 'family_ids']).where('regency_id', '=', tx.regencyId).execute()
  return rows.map((row) => ({ personId: row.person_id, requestId: row.request_id, familyIds: row.family_ids }))
}

/** Waits until nobody else writes to the key file, and keeps others from it until the transaction ends. */
export async function lockKeyFile(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${keyFileLock})`.execute(tx.db)
}

/** Removes a person again; false when there is nobody of that id, or they were removed already. */
export async function repeatErasure(tx: Tx, erasure: Erasure): Promise<boolean> {
  const { rows } = await sql<{ erased: boolean }>`
    select privacy.repeat_erasure(${tx.regencyId}, ${erasure.personId}, ${erasure.requestId}, ${tx.now}) as erased`.execute(tx.db)
  return rows[0]?.erased === true
}
