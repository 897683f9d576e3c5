import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import { inSlices } from '#platform/db/slices.ts'

/** A family's place with who lives there now. */
export interface HomeRow {
  readonly familyId: string
  /** The keyed hash of its card in hex. */
  readonly cardMac: string | null
  readonly personIds: readonly string[]
  readonly place: { readonly areaId: number; readonly hamlet: string | null; readonly rt: number | null; readonly rw: number | null; readonly addressText: string | null }
}

/** Families of the actor's areas in which somebody lives, with their places. */
export async function listHomes(tx: Tx, familyIds: readonly string[]): Promise<readonly HomeRow[]> {
  const found: HomeRow[] = []
  await inSlices(familyIds, async (slice) => {
    const { rows } = await sql<{
      family_id: string; card_mac: string | null; person_ids: string[]; area_id: number; hamlet: string | null; rt: number | null; rw: number | null; address_text: string | null
    }>`
      select f.family_id, f.area_id, f.hamlet, f.rt, f.rw, f.address_text, encode(i.card_mac, 'hex') as card_mac, m.person_ids
      from registry.family f
      join lateral (select array_agg(person_id order by person_id) as person_ids from registry.family_member
        where regency_id = f.regency_id and family_id = f.family_id and valid_to is null) m on m.person_ids is not null
      left join registry.family_identity i on i.regency_id = f.regency_id and i.family_id = f.family_id
      where f.regency_id = ${tx.regencyId} and f.family_id = any(${slice}::uuid[])`.execute(tx.db)
    found.push(...rows.map((row) => ({
      familyId: row.family_id, cardMac: row.card_mac, personIds: row.person_ids,
      place: { areaId: row.area_id, hamlet: row.hamlet, rt: row.rt, rw: row.rw, addressText: row.address_text },
    })))
  })
  return found
}
