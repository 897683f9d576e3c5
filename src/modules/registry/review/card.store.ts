import { sql } from 'kysely'
import { listClusters } from '#modules/registry/merge/cluster.store.ts'
import type { Tx } from '#platform/db/db.ts'

export interface PairNumbers {
  readonly sameNik: boolean
  readonly sameCard: boolean
  /** Last four digits of the present family's card, by person. */
  readonly cardEnds: ReadonlyMap<string, string>
}

/** Whether two persons, each with all who were merged into them, share a NIK or a family card. */
export async function findPairNumbers(tx: Tx, pair: { leftId: string; rightId: string }): Promise<PairNumbers> {
  const clusters = await listClusters(tx, [pair.leftId, pair.rightId])
  // By the few ids themselves: joined with the function that finds them, whole tables would be read.
  const { rows } = await sql<{ member_id: string; nik: string | null; card: string | null; card_last4: string | null }>`
    select c.member_id, encode(i.nik_mac, 'hex') as nik, encode(k.card_mac, 'hex') as card, k.card_last4
    from unnest(${[...clusters.values()].flat()}::uuid[]) as c (member_id)
    left join registry.person_identity i on i.regency_id = ${tx.regencyId} and i.person_id = c.member_id
    left join registry.family_member m on m.regency_id = ${tx.regencyId} and m.person_id = c.member_id and m.valid_to is null
    left join registry.family_identity k on k.regency_id = ${tx.regencyId} and k.family_id = m.family_id`.execute(tx.db)
  const of = (personId: string) => rows.filter((row) => clusters.get(personId)?.includes(row.member_id) === true)
  const share = (key: 'nik' | 'card') => of(pair.leftId).some((left) => left[key] !== null && of(pair.rightId).some((right) => right[key] === left[key]))
  const endOf = (personId: string): [string, string][] => of(personId).flatMap((row) => (row.card_last4 === null ? [] : [[personId, row.card_last4]]))
  return { sameNik: share('nik'), sameCard: share('card'), cardEnds: new Map([pair.leftId, pair.rightId].flatMap(endOf)) }
}
