import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import { impossibleTasks, QualityQueue, type QualityCounts, type QualityTask, type QualityTodo } from './quality.contract.ts'
import { adultFromYears, mostMembers } from './quality.rules.ts'

/** Counts a month anew for every village. Gives how many. */
export async function measureQuality(tx: Tx, of: { month: string; freshFrom: string; today: string }): Promise<number> {
  const { rows } = await sql<{ villages: number }>`
    select registry.measure_quality(${tx.regencyId}, ${of.month}::date, ${of.freshFrom}::date, ${of.today}::date, ${tx.now},
      ${adultFromYears}, ${mostMembers}) as villages`.execute(tx.db)
  return rows[0]?.villages ?? 0
}

export interface MonthOfVillage {
  readonly areaId: number
  readonly month: string
  readonly measuredAt: Date
  readonly seenMonths: number | null
  readonly counts: QualityCounts
}

/** What was counted in some months; of the given villages, or of all (null). */
export async function listQualityMonths(tx: Tx, of: { months: readonly string[]; areaIds: readonly number[] | null }): Promise<readonly MonthOfVillage[]> {
  if (of.months.length === 0) return []
  const rows = await tx.db.selectFrom('registry.quality_month').selectAll().where('regency_id', '=', tx.regencyId).where('month', 'in', [...of.months])
    .$if(of.areaIds !== null, (query) => query.where(sql<boolean>`area_id = any(${of.areaIds}::int[])`)).execute()
  return rows.map((row) => ({
    areaId: row.area_id, month: row.month, measuredAt: row.measured_at, seenMonths: row.seen_months,
    counts: {
      persons: row.person_count, withBirth: row.with_birth, withExactBirth: row.with_exact_birth, withSex: row.with_sex, withNik: row.with_nik,
      families: row.family_count, withPlace: row.with_place, withHead: row.with_head, freshFamilies: row.fresh_families,
      impossible: row.impossible_count, unverified: row.unverified_count, duplicates: row.duplicate_count,
      matchedNik: row.matched_nik, neverSeen: row.never_seen,
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
  const numbered = (condition: ReturnType<typeof sql>) => sql`select 'person' as subject_kind, n.person_id as subject_id, n.area_id
    from registry.persons_numbered(${tx.regencyId}) n where n.area_id = any(${areaIds}::int[]) and ${condition}`
  if (isImpossible(task)) {
    return sql`select distinct x.subject_kind, x.subject_id, x.area_id
      from registry.impossible_values(${tx.regencyId}, ${today}::date, ${adultFromYears}, ${mostMembers}) x
      where x.task = ${task} and x.area_id = any(${areaIds}::int[])`
  }
  switch (task) {
    case 'no_birth': return person(sql`p.birth_on is null`)
    case 'default_birth': return person(sql`p.birth_on_is_default`)
    case 'no_sex': return person(sql`p.sex is null`)
    case 'no_nik': return numbered(sql`not n.has_nik`)
    case 'unmatched_nik': return numbered(sql`n.has_nik and not n.is_matched`)
    case 'no_place': return family(sql`(f.rt is null or f.rw is null)`)
    case 'no_head': return family(sql`not exists (select from registry.family_member m where m.regency_id = f.regency_id and m.family_id = f.family_id
      and m.valid_to is null and m.relation = 'head')`)
    case 'never_seen': return sql`select 'family' as subject_kind, s.family_id as subject_id, s.area_id from registry.families_seen(${tx.regencyId}) s
      where s.area_id = any(${areaIds}::int[]) and s.seen_at is null`
    case 'not_fresh': return sql`select 'family' as subject_kind, s.family_id as subject_id, s.area_id from registry.families_stated(${tx.regencyId}) s
      where s.area_id = any(${areaIds}::int[]) and coalesce(s.stated_on, '-infinity'::date) < ${freshFrom}::date`
  }
}

type ImpossibleTask = (typeof impossibleTasks)[number]

function isImpossible(task: QualityTask): task is ImpossibleTask {
  return (impossibleTasks as readonly QualityTask[]).includes(task)
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

/**
 * What else waits in the given areas, each as its own queue lists it, up to a thousand; what the actor may not see counts nothing. A pair waits
 * where one of the two is, and in the village that is asked about it.
 */
export async function countWaiting(tx: Tx, areaIds: readonly number[]): Promise<readonly { queue: QualityQueue; count: number }[]> {
  const here = sql`regency_id = ${tx.regencyId} and area_id = any(${areaIds}::int[])`
  const { rows } = await sql<{ queue: QualityQueue; count: number }>`
    select 'verifications' as queue, count(*)::int from (select 1 from registry.verification where ${here} and outcome is null limit ${mostCounted}) v
    union all
    select 'rechecks', count(*)::int from (select 1 from registry.recheck where ${here} and outcome is null limit ${mostCounted}) k
    union all
    select 'conflicts', count(*)::int from (select 1 from registry.answer_conflict where ${here} and settled_at is null limit ${mostCounted}) c
    union all
    select 'arriving', count(*)::int from (select 1 from registry.relocation
      where regency_id = ${tx.regencyId} and to_area_id = any(${areaIds}::int[]) and outcome is null limit ${mostCounted}) m
    union all
    select 'asked', count(*)::int from (select 1 from registry.relocation_claim where ${here} and outcome is null limit ${mostCounted}) q
    union all
    select 'tasks', count(*)::int from (select 1 from registry.event_task where ${here} and done_at is null and withdrawn_at is null limit ${mostCounted}) e
    union all
    select subject_kind || '_' || state, least(count(*), ${mostCounted})::int from registry.review
    where regency_id = ${tx.regencyId} and (area_id = any(${areaIds}::int[]) or asked_area_id = any(${areaIds}::int[])) and state <> 'decided'
    group by subject_kind, state`.execute(tx.db)
  return QualityQueue.options.flatMap((queue) => {
    const count = rows.find((row) => row.queue === queue)?.count ?? 0
    return count === 0 ? [] : [{ queue, count }]
  })
}
