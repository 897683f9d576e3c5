import type { Tx } from '#platform/db/db.ts'
import { listClosedNumbers } from './closed-number.store.ts'

/** Whether the present family of a person, or of somebody merged into them, has a card number. */
export async function hasCard(tx: Tx, personId: string): Promise<boolean> {
  return (await listClosedNumbers(tx, [personId])).get(personId)?.card != null
}

/** The closed numbers of a person in the actor's areas: the NIK and the card of the present family. */
export async function findSealedNumbers(
  tx: Tx, personId: string,
): Promise<{ areaId: number; nik: Buffer | null; card: Buffer | null } | undefined> {
  const person = await tx.db.selectFrom('registry.person').select('area_id').where('regency_id', '=', tx.regencyId).where('person_id', '=', personId).executeTakeFirst()
  if (person === undefined) return undefined
  const numbers = (await listClosedNumbers(tx, [personId])).get(personId)
  return { areaId: person.area_id, nik: numbers?.nik ?? null, card: numbers?.card ?? null }
}
