import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'

/** Where a house was found to stand when its family was visited with the form. */
export interface HousePlace {
  readonly lat: number
  readonly lng: number
  readonly accuracyMeters: number | null
  readonly foundAt: Date
}

/**
 * The place of a family's house by the latest visit that took one, as far as the transaction may read visits. A visit made where the family no longer lives
 * (it moved to another area since) says nothing of the house.
 */
export async function findHousePlace(tx: Tx, familyId: string): Promise<HousePlace | undefined> {
  const { rows } = await sql<HousePlace>`
    select s.latitude as lat, s.longitude as lng, s.accuracy_meters as "accuracyMeters", s.visited_at as "foundAt"
    from registry.survey s
    join registry.family f on f.regency_id = s.regency_id and f.family_id = ${familyId}::uuid and f.area_id = s.area_id
    where s.regency_id = ${tx.regencyId} and s.family_id in (select registry.family_cluster(${tx.regencyId}, ${familyId})) and s.latitude is not null
    order by s.visited_at desc, s.survey_id desc limit 1`.execute(tx.db)
  return rows[0]
}
