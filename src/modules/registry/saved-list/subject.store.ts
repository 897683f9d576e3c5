import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { FamilyCriteria, SubjectMark } from './subject.rules.ts'
import type { SubjectKind } from './saved-list.contract.ts'

/** The families that criteria take, or those that were chosen. Either way only what the actor's scope reaches. */
export type Source =
  | { readonly subject: 'family'; readonly criteria: FamilyCriteria }
  | { readonly subject: SubjectKind; readonly ids: readonly string[] }

/** A family or person, where it stands in the order. */
export interface Subject extends SubjectMark {
  readonly areaId: number
}

export interface SubjectPage {
  readonly after?: SubjectMark | undefined
  readonly limit: number
}

/** The families or persons of a source, in the order in which one walks: village, hamlet, RW, RT. */
export async function listSubjects(tx: Tx, source: Source, page: SubjectPage): Promise<readonly Subject[]> {
  return source.subject === 'family' ? listFamilies(tx, source, page) : listPersons(tx, source.ids, page)
}

async function listFamilies(tx: Tx, source: Source, { after, limit }: SubjectPage): Promise<readonly Subject[]> {
  const order = sql`f.area_id, coalesce(f.hamlet_key, ''), coalesce(f.rw, 0), coalesce(f.rt, 0), f.family_id`
  const from = after === undefined ? sql`true` : sql`(${order}) > (${after.areaId}, ${after.hamletKey}, ${after.rw}, ${after.rt}, ${after.subjectId}::uuid)`
  const { rows } = await sql<{ family_id: string; area_id: number; hamlet_key: string; rw: number; rt: number }>`
    select f.family_id, f.area_id, coalesce(f.hamlet_key, '') as hamlet_key, coalesce(f.rw, 0) as rw, coalesce(f.rt, 0) as rt
    from registry.family f where ${matches(tx, source)} and ${from} order by ${order} limit ${limit}`.execute(tx.db)
  return rows.map((row) => ({ subjectId: row.family_id, areaId: row.area_id, hamletKey: row.hamlet_key, rw: row.rw, rt: row.rt }))
}

/** How many families of a source there are. */
export async function countFamilies(tx: Tx, source: Source): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from registry.family f where ${matches(tx, source)}`.execute(tx.db)
  return Number(rows[0]!.count)
}

function matches(tx: Tx, source: Source) {
  const here = sql`f.regency_id = ${tx.regencyId} and f.ended_on is null and f.merged_into is null and exists (
    select from registry.family_member m where m.regency_id = f.regency_id and m.family_id = f.family_id and m.valid_to is null)`
  if ('ids' in source) return sql`${here} and f.family_id in (select r.root_id from registry.family_roots(${tx.regencyId}, ${[...source.ids]}::uuid[]) r)`
  const { areaIds, hamletKey, rw, rt, decile, without } = source.criteria
  const conditions = [
    sql`f.area_id = any(${[...areaIds]}::int[])`,
    hamletKey !== null && sql`f.hamlet_key >= ${hamletKey} and f.hamlet_key < ${`${hamletKey}~`}`,
    rw !== null && sql`f.rw = ${rw}`, rt !== null && sql`f.rt = ${rt}`,
    decile !== null && sql`f.decile between ${decile.from} and ${decile.to}`,
    without === 'decile' && sql`f.decile is null`, ...memberConditions(source.criteria),
  ].filter((condition) => condition !== false)
  return sql`${here} and ${sql.join(conditions, sql` and `)}`
}

function memberConditions({ born, without }: FamilyCriteria) {
  const somebody = (which: ReturnType<typeof sql>) => sql`exists (
    select from registry.family_member m join registry.person p on p.regency_id = m.regency_id and p.person_id = m.person_id
    where m.regency_id = f.regency_id and m.family_id = f.family_id and m.valid_to is null and ${which})`
  return [
    born !== null && somebody(sql`p.birth_on between ${born.from}::date and ${born.to}::date`),
    without === 'nik' && somebody(sql`not exists (
      select from registry.person_identity i where i.regency_id = p.regency_id and i.person_id = p.person_id)`),
  ]
}

async function listPersons(tx: Tx, ids: readonly string[], { after, limit }: SubjectPage): Promise<readonly Subject[]> {
  const from = after === undefined ? sql`true` : sql`(p.area_id, p.person_id) > (${after.areaId}, ${after.subjectId}::uuid)`
  const { rows } = await sql<{ person_id: string; area_id: number }>`
    select p.person_id, p.area_id from registry.person p
    where p.regency_id = ${tx.regencyId} and ${from}
      and p.person_id in (select r.root_id from registry.person_roots(${tx.regencyId}, ${[...ids]}::uuid[]) r) order by p.area_id, p.person_id limit ${limit}`.execute(tx.db)
  return rows.map((row) => ({ subjectId: row.person_id, areaId: row.area_id, hamletKey: '', rw: 0, rt: 0 }))
}

/** By whom a family is shown. */
export interface Face {
  readonly personId: string
  readonly memberCount: number
}

/** The head of each family (the eldest where there is none) and how many live there. */
export async function listFaces(tx: Tx, familyIds: readonly string[]): Promise<ReadonlyMap<string, Face>> {
  if (familyIds.length === 0) return new Map()
  const { rows } = await sql<{ family_id: string; person_id: string; member_count: number }>`
    select distinct on (m.family_id) m.family_id, m.person_id, count(*) over (partition by m.family_id)::int as member_count
    from registry.family_member m join registry.person p on p.regency_id = m.regency_id and p.person_id = m.person_id
    where m.regency_id = ${tx.regencyId} and m.family_id = any(${[...familyIds]}::uuid[]) and m.valid_to is null
    order by m.family_id, m.relation = 'head' desc, p.birth_on nulls last, m.person_id`.execute(tx.db)
  return new Map(rows.map((row) => [row.family_id, { personId: row.person_id, memberCount: row.member_count }]))
}
