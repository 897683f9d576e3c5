import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'

export type SubjectKind = 'person' | 'family'

/** For each person the one who stands for them, as far as the actor's areas go; those out of reach are left out. */
export async function findPersonRoots(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (personIds.length === 0) return new Map()
  const { rows } = await sql<{ person_id: string; root_id: string }>`
    select person_id, root_id from registry.person_roots(${tx.regencyId}, ${personIds}::uuid[])`.execute(tx.db)
  return new Map(rows.map((row) => [row.person_id, row.root_id]))
}

/** The same for families. */
export async function findFamilyRoots(tx: Tx, familyIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (familyIds.length === 0) return new Map()
  const { rows } = await sql<{ family_id: string; root_id: string }>`
    select family_id, root_id from registry.family_roots(${tx.regencyId}, ${familyIds}::uuid[])`.execute(tx.db)
  return new Map(rows.map((row) => [row.family_id, row.root_id]))
}

/** For each person or family everybody who stands under the same root, that one first. Whoever is out of reach is left out. */
export async function listClusters(tx: Tx, subjectIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (subjectIds.length === 0) return new Map()
  const { rows } = await sql<{ subject_id: string; member_id: string }>`
    select person_id as subject_id, member_id from registry.person_clusters(${tx.regencyId}, ${subjectIds}::uuid[])
    union all
    select family_id, member_id from registry.family_clusters(${tx.regencyId}, ${subjectIds}::uuid[])`.execute(tx.db)
  const clusters = new Map<string, string[]>()
  for (const row of rows) {
    const members = clusters.get(row.subject_id)
    if (members === undefined) clusters.set(row.subject_id, [row.member_id])
    else members.push(row.member_id)
  }
  return clusters
}
