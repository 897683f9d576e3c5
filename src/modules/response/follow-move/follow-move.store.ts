import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'

/** Locks the unfinished cases of a family, and of whoever lives where it lives now, that still lie in the village from which it came. */
export async function lockCasesOfFamily(tx: Tx, of: { familyId: string; from: number; to: number }): Promise<readonly string[]> {
  const { rows } = await sql<{ case_id: string }>`
    with families as (select registry.family_cluster(${tx.regencyId}, ${of.familyId}) as family_id)
    select c.case_id from response.case_file c
    where c.regency_id = ${tx.regencyId} and c.area_id = ${of.from} and c.status <> 'closed'
      and (c.family_id in (select family_id from families) or c.person_id in (
        select k.member_id from registry.family_member m
        cross join lateral registry.person_clusters(m.regency_id, array[m.person_id]) k
        join registry.person p on p.regency_id = m.regency_id and p.person_id = k.member_id and p.area_id = ${of.to}
        where m.regency_id = ${tx.regencyId} and m.family_id in (select family_id from families) and m.annulled_at is null))
    order by c.case_id for update of c`.execute(tx.db)
  return rows.map((row) => row.case_id)
}
