import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import { inSlices } from '#platform/db/slices.ts'
import type { Decile } from './family.store.ts'

export interface FamilyDecile {
  readonly familyId: string
  readonly decile: number | null
  readonly on: string | null
}

/** The deciles that families carry now. */
export async function listDeciles(tx: Tx, familyIds: readonly string[]): Promise<readonly FamilyDecile[]> {
  const found: FamilyDecile[] = []
  await inSlices(familyIds, async (slice) => {
    const rows = await tx.db.selectFrom('registry.family').select(['family_id', 'decile', 'decile_on'])
      .where('regency_id', '=', tx.regencyId).where('family_id', 'in', [...slice]).execute()
    found.push(...rows.map((row) => ({ familyId: row.family_id, decile: row.decile, on: row.decile_on })))
  })
  return found
}

/** Sets deciles that were chosen among all statements, whatever their day. */
export async function updateSurvivingDeciles(tx: Tx, deciles: readonly (Decile & { readonly familyId: string })[]): Promise<void> {
  const rows = deciles.map(({ familyId, decile, on, sourceRecordId }) => ({ family_id: familyId, decile, decile_on: on, record_id: sourceRecordId }))
  await inSlices(rows, (slice) => sql`
    update registry.family f set decile = v.decile, decile_on = v.decile_on, decile_source_record_id = v.record_id
    from jsonb_to_recordset(${JSON.stringify(slice)}::jsonb) as v (family_id uuid, decile smallint, decile_on date, record_id uuid)
    where f.regency_id = ${tx.regencyId} and f.family_id = v.family_id`.execute(tx.db))
}
