import { sql } from 'kysely'
import { findOwnPersonId } from '#modules/people/index.ts'
import type { Tx } from '#platform/db/db.ts'

/** Whether one of these persons or families is the account's own, or of their household: about those nobody decides. */
export async function isOwnHousehold(tx: Tx, subjectIds: readonly string[]): Promise<boolean> {
  const me = await findOwnPersonId(tx)
  if (me === null) return false
  const { rows } = await sql<{ is_own: boolean }>`
    with mine as (
      select c.member_id as person_id from registry.person_clusters(${tx.regencyId}, array[${me}::uuid]) c
      union select ${me}::uuid
    ), homes as (
      select m.family_id from registry.family_member m join mine on mine.person_id = m.person_id where m.regency_id = ${tx.regencyId} and m.valid_to is null
    ), asked as (
      select c.member_id as subject_id from registry.person_clusters(${tx.regencyId}, ${subjectIds}::uuid[]) c
      union select c.member_id from registry.family_clusters(${tx.regencyId}, ${subjectIds}::uuid[]) c
    )
    select exists (
      select from asked where subject_id in (select person_id from mine) or subject_id in (select family_id from homes)
        or exists (select from registry.family_member m where m.regency_id = ${tx.regencyId} and m.person_id = asked.subject_id and m.valid_to is null
          and m.family_id in (select family_id from homes))
    ) as is_own`.execute(tx.db)
  return rows[0]?.is_own ?? false
}
