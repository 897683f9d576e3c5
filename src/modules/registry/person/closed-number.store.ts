import { sql } from 'kysely'
import { listClusters } from '#modules/registry/merge/cluster.store.ts'
import type { Tx } from '#platform/db/db.ts'

export interface ClosedNumbers {
  readonly nik: Buffer | null
  readonly card: Buffer | null
  readonly cardLast4: string | null
}

const none: ClosedNumbers = { nik: null, card: null, cardLast4: null }

/**
 * The closed numbers of persons and of the families they belong to now, by person. As in every list, what is not known of the one who stands for
 * others is taken from those merged into them, so that what is shown covered is also what opens.
 */
export async function listClosedNumbers(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, ClosedNumbers>> {
  const clusters = await listClusters(tx, personIds)
  const own = await readOwnNumbers(tx, [...new Set([...personIds, ...[...clusters.values()].flat()])])
  const everybody = (personId: string) => [personId, ...(clusters.get(personId) ?? [])]
  return new Map(personIds.map((personId) => [personId, everybody(personId).flatMap((member) => own.get(member) ?? []).reduce(fill, none)]))
}

function fill(known: ClosedNumbers, other: ClosedNumbers): ClosedNumbers {
  const { card, cardLast4 } = known.card === null ? other : known
  return { nik: known.nik ?? other.nik, card, cardLast4 }
}

/** The numbers of persons on their own rows; the card of the present family, or of a family that was merged with it. */
async function readOwnNumbers(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, ClosedNumbers>> {
  const { rows } = await sql<{ person_id: string; nik_sealed: Buffer | null; card_sealed: Buffer | null; card_last4: string | null }>`
    select p.person_id, i.nik_sealed, coalesce(c.card_sealed, d.card_sealed) as card_sealed, coalesce(c.card_last4, d.card_last4) as card_last4
    from unnest(${[...personIds]}::uuid[]) as p (person_id)
    left join registry.person_identity i on i.regency_id = ${tx.regencyId} and i.person_id = p.person_id
    left join lateral (
      select m.family_id from registry.family_member m
      where m.regency_id = ${tx.regencyId} and m.person_id = p.person_id and m.valid_to is null and m.annulled_at is null limit 1) m on true
    left join registry.family_identity c on c.regency_id = ${tx.regencyId} and c.family_id = m.family_id
    left join lateral (
      select o.card_sealed, o.card_last4 from registry.family_clusters(${tx.regencyId}, array[m.family_id]) k
        join registry.family_identity o on o.regency_id = ${tx.regencyId} and o.family_id = k.member_id
      where c.card_sealed is null order by k.member_id limit 1) d on true`.execute(tx.db)
  return new Map(rows.map((row) => [row.person_id, { nik: row.nik_sealed, card: row.card_sealed, cardLast4: row.card_last4 }]))
}
