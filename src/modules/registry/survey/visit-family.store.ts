import { sql } from 'kysely'
import type { Pile } from '#modules/people/index.ts'
import type { Tx } from '#platform/db/db.ts'

export interface VisitFamilyRow {
  readonly familyId: string
  readonly headName: string
  readonly areaId: number
  readonly hamlet: string | null
  readonly rt: number | null
  readonly rw: number | null
  readonly addressText: string | null
  readonly members: number
  readonly decile: number | null
  readonly lastVisitedAt: Date | null
}

/** Where a page of families begins: after the family visited at that moment (null: never) with that id. */
export interface AfterFamily {
  readonly lastVisitedAt: string | null
  readonly familyId: string
}

/** Families of the reader's area, those never visited first, then by the last visit; at most fifty and one more. */
export async function listVisitFamilies(tx: Tx, asked: { readonly after: AfterFamily | null; readonly name: string }): Promise<readonly VisitFamilyRow[]> {
  const { after, name } = asked
  const pattern = name === '' ? null : `%${name.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const { rows } = await sql<{
    family_id: string; head_name: string | null; area_id: number; hamlet: string | null; rt: number | null; rw: number | null; address_text: string | null
    members: number; decile: number | null; last_visited_at: Date | null
  }>`
    select f.family_id, h.name as head_name, f.area_id, f.hamlet, f.rt, f.rw, f.address_text, f.decile, v.visited_at as last_visited_at,
      (select count(*)::int from registry.family_member m where m.regency_id = f.regency_id and m.family_id = f.family_id and m.valid_to is null) as members
    from registry.family f
    left join lateral (
      select p.name from registry.family_member m join registry.person p on p.regency_id = m.regency_id and p.person_id = m.person_id
      where m.regency_id = f.regency_id and m.family_id = f.family_id and m.valid_to is null order by (m.relation = 'head') desc, p.person_id limit 1
    ) h on true
    left join lateral (
      select s.visited_at from registry.survey s where s.regency_id = f.regency_id and s.family_id = f.family_id and s.kind = 'visit'
      order by s.visited_at desc limit 1
    ) v on true
    where f.regency_id = ${tx.regencyId} and f.ended_on is null and f.merged_into is null and (${pattern}::text is null or h.name ilike ${pattern}::text)
      and (${after?.familyId ?? null}::uuid is null
        or (coalesce(v.visited_at, '-infinity'), f.family_id) > (coalesce(${after?.lastVisitedAt ?? null}::timestamptz, '-infinity'), ${after?.familyId ?? null}::uuid))
    order by coalesce(v.visited_at, '-infinity'), f.family_id
    limit 51`.execute(tx.db)
  return rows.map((row) => ({
    familyId: row.family_id, headName: row.head_name ?? '', areaId: row.area_id, hamlet: row.hamlet, rt: row.rt, rw: row.rw, addressText: row.address_text,
    members: row.members, decile: row.decile, lastVisitedAt: row.last_visited_at,
  }))
}

export interface ConflictRow {
  readonly familyId: string
  readonly field: string
  readonly foundAt: Date
}

/** Fields in dispute in the reader's area, the oldest first; at most twenty and one more. */
export async function listOpenConflicts(tx: Tx, after: { readonly foundAt: string; readonly familyId: string; readonly field: string } | null): Promise<readonly ConflictRow[]> {
  const { rows } = await sql<{ family_id: string; field: string; found_at: Date }>`
    select family_id, field, found_at from registry.answer_conflict
    where regency_id = ${tx.regencyId} and settled_at is null
      and (${after?.foundAt ?? null}::timestamptz is null
        or (found_at, family_id, field) > (${after?.foundAt ?? null}::timestamptz, ${after?.familyId ?? null}::uuid, ${after?.field ?? null}::text))
    order by found_at, family_id, field limit 21`.execute(tx.db)
  return rows.map((row) => ({ familyId: row.family_id, field: row.field, foundAt: row.found_at }))
}

/** How many fields of a family, and of those it was merged with, are in dispute. */
export async function countOpenConflicts(tx: Tx, familyId: string): Promise<number> {
  const row = await tx.db.selectFrom('registry.answer_conflict').select(({ fn }) => fn.countAll<number>().as('count')).where('regency_id', '=', tx.regencyId)
    .where(sql<boolean>`family_id in (select registry.family_cluster(${tx.regencyId}, ${familyId}))`).where('settled_at', 'is', null).executeTakeFirstOrThrow()
  return Number(row.count)
}

/** The families that persons, or those whom they were merged with, are or were members of. */
export async function listFamiliesOfPersons(tx: Tx, personIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ family_id: string }>`
    select distinct m.family_id from registry.person_clusters(${tx.regencyId}, ${personIds}::uuid[]) c
    join registry.family_member m on m.regency_id = ${tx.regencyId} and m.person_id = c.member_id and m.annulled_at is null`.execute(tx.db)
  return rows.map((row) => row.family_id)
}

/** Answers of two visits that differ. */
export const conflictPile: Pile = {
  key: 'conflicts', grants: ['registry.profile.decide'],
  rows: (tx) => sql`select from registry.answer_conflict where regency_id = ${tx.regencyId} and area_id = any(${tx.actor.areaIds}::int[]) and settled_at is null`,
}
