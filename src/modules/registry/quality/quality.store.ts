import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { QualityCounts, QualityTask, QualityTodo } from './quality.contract.ts'

/** Counts a month anew for every village. Gives how many. */
export async function measureQuality(tx: Tx, of: { month: string; freshFrom: string; today: string }): Promise<number> {
  const { rows } = await sql<{ villages: number }>`
    select registry.measure_quality(${tx.regencyId}, ${of.month}::date, ${of.freshFrom}::date, ${of.today}::date, ${tx.now}) as villages`.execute(tx.db)
  return rows[0]?.villages ?? 0
}

export interface MonthOfVillage {
  readonly areaId: number
  readonly month: string
  readonly measuredAt: Date
  readonly counts: QualityCounts
}

/** What was counted in some months; of the given villages, or of all (null). */
export async function listQualityMonths(tx: Tx, of: { months: readonly string[]; areaIds: readonly number[] | null }): Promise<readonly MonthOfVillage[]> {
  const rows = await tx.db.selectFrom('registry.quality_month').selectAll().where('regency_id', '=', tx.regencyId).where('month', 'in', [...of.months])
    .$if(of.areaIds !== null, (query) => query.where(sql<boolean>`area_id = any(${of.areaIds}::int[])`)).execute()
  return rows.map((row) => ({
    areaId: row.area_id, month: row.month, measuredAt: row.measured_at,
    counts: {
      persons: row.person_count, withBirth: row.with_birth, withExactBirth: row.with_exact_birth, withSex: row.with_sex, withNik: row.with_nik,
      families: row.family_count, withPlace: row.with_place, withHead: row.with_head, freshFamilies: row.fresh_families,
      impossible: row.impossible_count, unverified: row.unverified_count, duplicates: row.duplicate_count,
    },
  }))
}

/** The months that were counted, newest first; the last three years. */
export async function listMeasuredMonths(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.db.selectFrom('registry.quality_month').select('month').distinct().where('regency_id', '=', tx.regencyId)
    .orderBy('month', 'desc').limit(36).execute()
  return rows.map((row) => row.month)
}

export interface TodoScope {
  readonly areaIds: readonly number[]
  readonly today: string
  readonly freshFrom: string
}

/** Families and persons that a task is about: rows of (subject_kind, subject_id, area_id), in the given areas. */
function subjectsOf(tx: Tx, task: QualityTask, { areaIds, today, freshFrom }: TodoScope) {
  const person = (condition: ReturnType<typeof sql>) => sql`select 'person' as subject_kind, p.person_id as subject_id, p.area_id from registry.person p
    where p.regency_id = ${tx.regencyId} and p.area_id = any(${areaIds}::int[]) and p.ended_on is null and p.merged_into is null
      and p.status = 'registered' and ${condition}`
  const family = (condition: ReturnType<typeof sql>) => sql`select 'family' as subject_kind, f.family_id as subject_id, f.area_id from registry.family f
    where f.regency_id = ${tx.regencyId} and f.area_id = any(${areaIds}::int[]) and f.ended_on is null and f.merged_into is null and ${condition}`
  const heads = sql`(select count(*) from registry.family_member m where m.regency_id = f.regency_id and m.family_id = f.family_id
    and m.valid_to is null and m.relation = 'head')`
  switch (task) {
    case 'impossible_birth': return person(sql`(p.birth_on > ${today}::date or p.birth_on < ${today}::date - interval '120 years')`)
    case 'no_birth': return person(sql`p.birth_on is null`)
    case 'default_birth': return person(sql`p.birth_on_is_default`)
    case 'no_sex': return person(sql`p.sex is null`)
    case 'no_nik': return person(sql`not exists (select from registry.person_identity i where i.regency_id = p.regency_id and i.person_id = p.person_id)`)
    case 'no_place': return family(sql`(f.rt is null or f.rw is null)`)
    case 'no_head': return family(sql`${heads} = 0`)
    case 'several_heads': return family(sql`${heads} > 1`)
    case 'not_fresh': return family(sql`coalesce((select max(s.valid_from) from registry.attribute_set s
      where s.regency_id = f.regency_id and s.subject_id = f.family_id), f.decile_on, '-infinity'::date) < ${freshFrom}::date`)
  }
}

const mostCounted = 1_000

/** How many a task is about, up to a thousand. */
export async function countSubjects(tx: Tx, task: QualityTask, scope: TodoScope): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select 1 from (${subjectsOf(tx, task, scope)}) t limit ${mostCounted}) c`.execute(tx.db)
  return rows[0]?.count ?? 0
}

/** One page of those whom a task is about; a family goes by the name of its head. */
export async function listSubjects(
  tx: Tx, task: QualityTask, page: TodoScope & { after: string | null; limit: number },
): Promise<readonly (Omit<QualityTodo, 'areaName'> & { readonly areaId: number })[]> {
  const { rows } = await sql<{ subject_kind: 'family' | 'person'; subject_id: string; area_id: number; name: string | null }>`
    select t.subject_kind, t.subject_id, t.area_id, coalesce(p.name, (
      select h.name from registry.family_member m join registry.person h on h.regency_id = m.regency_id and h.person_id = m.person_id
      where m.regency_id = ${tx.regencyId} and m.family_id = t.subject_id and m.valid_to is null order by (m.relation = 'head') desc, m.person_id limit 1)) as name
    from (${subjectsOf(tx, task, page)}) t
    left join registry.person p on p.regency_id = ${tx.regencyId} and t.subject_kind = 'person' and p.person_id = t.subject_id
    where ${page.after}::uuid is null or t.subject_id > ${page.after}::uuid
    order by t.subject_id limit ${page.limit}`.execute(tx.db)
  return rows.map((row) => ({ subjectKind: row.subject_kind, subjectId: row.subject_id, name: row.name ?? '–', areaId: row.area_id }))
}

/** What else waits in the actor's areas: persons to verify, rechecks, pairs. Up to a thousand each; what the actor may not see counts nothing. */
export async function countWaiting(tx: Tx): Promise<{ verifications: number; rechecks: number; reviews: number }> {
  const { rows } = await sql<{ verifications: number; rechecks: number; reviews: number }>`select
    (select count(*)::int from (select 1 from registry.verification where regency_id = ${tx.regencyId} and outcome is null limit ${mostCounted}) v) as verifications,
    (select count(*)::int from (select 1 from registry.recheck where regency_id = ${tx.regencyId} and outcome is null limit ${mostCounted}) k) as rechecks,
    (select count(*)::int from (select 1 from registry.review where regency_id = ${tx.regencyId} and state <> 'decided' limit ${mostCounted}) r) as reviews`.execute(tx.db)
  return rows[0]!
}
