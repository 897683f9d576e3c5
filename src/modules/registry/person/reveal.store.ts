import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'

/** The closed numbers of a person in the actor's areas: the own NIK and the card of the present family. */
export async function findSealedNumbers(
  tx: Tx, personId: string,
): Promise<{ areaId: number; nik: Buffer | null; card: Buffer | null } | undefined> {
  const { rows } = await sql<{ area_id: number; nik_sealed: Buffer | null; card_sealed: Buffer | null }>`
    select p.area_id, i.nik_sealed, c.card_sealed
    from registry.person p
    left join registry.person_identity i on i.regency_id = p.regency_id and i.person_id = p.person_id
    left join registry.family_member m on m.regency_id = p.regency_id and m.person_id = p.person_id and m.valid_to is null
    left join registry.family_identity c on c.regency_id = m.regency_id and c.family_id = m.family_id
    where p.regency_id = ${tx.regencyId} and p.person_id = ${personId}`.execute(tx.db)
  return rows[0] && { areaId: rows[0].area_id, nik: rows[0].nik_sealed, card: rows[0].card_sealed }
}
