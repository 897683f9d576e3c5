import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'

/** Whether the present family of a person has a card number. */
export async function hasCard(tx: Tx, personId: string): Promise<boolean> {
  const { rows } = await sql<{ has_card: boolean }>`
    select exists (
      select from registry.family_member m join registry.family_identity c on c.regency_id = m.regency_id and c.family_id = m.family_id
      where m.regency_id = ${tx.regencyId} and m.person_id = ${personId} and m.valid_to is null) as has_card`.execute(tx.db)
  return rows[0]!.has_card
}

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
