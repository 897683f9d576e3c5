import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { Relation } from './relation.rules.ts'

export interface DecileRow {
  readonly sourceName: string
  readonly isSynthetic: boolean
  readonly rowNumber: number
}

/** The list and row that brought the family's decile. */
export async function findDecileRow(tx: Tx, sourceRecordId: string): Promise<DecileRow | undefined> {
  const { rows } = await sql<{ name: string; is_synthetic: boolean; row_number: number }>`
    select o.name, o.is_synthetic, r.row_number
    from registry.source_record r
    join registry.snapshot n on n.regency_id = r.regency_id and n.snapshot_id = r.snapshot_id
    join registry.source o on o.regency_id = n.regency_id and o.source_id = n.source_id
    where r.regency_id = ${tx.regencyId} and r.source_record_id = ${sourceRecordId}`.execute(tx.db)
  return rows[0] && { sourceName: rows[0].name, isSynthetic: rows[0].is_synthetic, rowNumber: rows[0].row_number }
}

/** The last four digits of the family's card, or of a family's that was merged with it. */
export async function findCardEnd(tx: Tx, familyId: string): Promise<string | undefined> {
  const { rows } = await sql<{ card_last4: string }>`
    select c.card_last4 from registry.family_clusters(${tx.regencyId}, array[${familyId}::uuid]) k
      join registry.family_identity c on c.regency_id = ${tx.regencyId} and c.family_id = k.member_id
    order by k.member_id <> ${familyId}::uuid, k.member_id limit 1`.execute(tx.db)
  return rows[0]?.card_last4
}

export interface MemberRow {
  readonly personId: string
  readonly areaId: number
  readonly name: string
  readonly alias: string | null
  readonly sex: 'male' | 'female' | null
  readonly birthOn: string | null
  readonly birthOnIsDefault: boolean
  readonly status: 'registered' | 'provisional'
  readonly endedAs: 'died' | 'moved' | 'mistaken' | null
  readonly nik: { readonly prefix: string; readonly last4: string } | null
  readonly relation: Relation
  readonly memberFrom: string
  readonly memberTo: string | null
}

/** Everybody who is or was a member, the present ones first, each in the order of the card; at most 100. */
export async function listMembers(tx: Tx, familyId: string): Promise<readonly MemberRow[]> {
  const { rows } = await sql<{
    person_id: string; area_id: number; name: string; alias: string | null; sex: 'male' | 'female' | null; birth_on: string | null; birth_on_is_default: boolean
    status: 'registered' | 'provisional'; ended_as: 'died' | 'moved' | 'mistaken' | null; nik_prefix: string | null; nik_last4: string | null; relation: Relation
    valid_from: string; valid_to: string | null
  }>`
    with home as (
      select m.person_id, m.relation, m.valid_from, m.valid_to
      from registry.family_cluster(${tx.regencyId}, ${familyId}) as f (family_id)
      join registry.family_member m on m.regency_id = ${tx.regencyId} and m.family_id = f.family_id and m.annulled_at is null
    )
    select p.person_id, p.area_id, p.name, p.alias, p.sex, p.birth_on, p.birth_on_is_default, p.status, p.ended_as,
      coalesce(i.nik_prefix, o.nik_prefix) as nik_prefix, coalesce(i.nik_last4, o.nik_last4) as nik_last4, m.relation, m.valid_from, m.valid_to
    from home m
    join registry.person_roots(${tx.regencyId}, array(select person_id from home)) w on w.person_id = m.person_id
    join registry.person p on p.regency_id = ${tx.regencyId} and p.person_id = w.root_id
    left join registry.person_identity i on i.regency_id = ${tx.regencyId} and i.person_id = p.person_id
    left join registry.person_identity o on o.regency_id = ${tx.regencyId} and o.person_id = m.person_id
    order by m.valid_to desc nulls first,
      array_position(array['head', 'husband', 'wife', 'child', 'child_in_law', 'grandchild', 'parent', 'parent_in_law', 'other_relative'], m.relation),
      p.birth_on nulls last, p.person_id
    limit 100`.execute(tx.db)
  // The same person may be a member twice, once under each id that was merged: the present membership counts, then the first.
  const members = [...Map.groupBy(rows, (row) => row.person_id)].map(([, group]) => group[0]!)
  return members.map((row) => ({
    personId: row.person_id, areaId: row.area_id, name: row.name, alias: row.alias, sex: row.sex, birthOn: row.birth_on,
    birthOnIsDefault: row.birth_on_is_default, status: row.status, endedAs: row.ended_as,
    nik: row.nik_prefix === null || row.nik_last4 === null ? null : { prefix: row.nik_prefix, last4: row.nik_last4 },
    relation: row.relation, memberFrom: row.valid_from, memberTo: row.valid_to,
  }))
}
