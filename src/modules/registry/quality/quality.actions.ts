import type { z } from 'zod'
import type { Deps } from '#deps.ts'
import { listVillages } from '#modules/people/index.ts'
import { districtIdOf } from '#modules/registry/search/index-person.rules.ts'
import { auditRead } from '#platform/audit/read.ts'
import { dayOf } from '#platform/day.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { QualityTask, type DistrictQuality, type qualityOperations, type VillageQuality } from './quality.contract.ts'
import { monthBefore, monthOf, monthsBefore, partsOf, scoreOf, sumOf } from './quality.rules.ts'
import {
  countSubjects, countWaiting, listMeasuredMonths, listQualityMonths, listSubjects, measureQuality, type MonthOfVillage, type TodoScope,
} from './quality.store.ts'

export type QualityDeps = Pick<Deps, 'db' | 'regency' | 'clock'>

/** Counts the present month anew. Doing it again the same day changes nothing but the moment. Gives how many villages were counted. */
export async function measureThisMonth(deps: QualityDeps): Promise<number> {
  const today = dayOf(deps.clock.now(), deps.regency.timeZone)
  const actor = systemActor(deps.regency.regencyId, { areaIds: [], officeIds: [], grants: ['registry.quality.measure'] })
  return deps.db.asActor(actor, (tx) => measureQuality(tx, { month: monthOf(today), freshFrom: freshFrom(deps, today), today }))
}

function ruleOn(deps: Pick<QualityDeps, 'regency'>, day: string): QualityDeps['regency']['quality'][number] {
  const rule = deps.regency.quality.find(({ from, to }) => from <= day && (to === null || day <= to))
  if (rule === undefined) throw new Error(`quality.yaml has no rule for ${day}`)
  return rule
}

function freshFrom(deps: Pick<QualityDeps, 'regency'>, today: string): string {
  return monthsBefore(today, ruleOn(deps, today).freshMonths)
}

type QualityList = z.output<typeof qualityOperations.listVillageQuality.ok>

/**
 * The score of each village and district in the actor's reach in a month beside another (without one: the month before), the lowest first. Whoever
 * reaches no area (planners, the regent) sees all: they are counts.
 */
export async function listVillageQuality(
  deps: QualityDeps, actor: Actor, asked: { month?: string | undefined; against?: string | undefined },
): Promise<QualityList> {
  return deps.db.asActor(actor, async (tx) => {
    const months = await listMeasuredMonths(tx)
    const month = asked.month ?? months[0]
    if (month === undefined) return { items: [], districts: [], months: [], month: null, against: null }
    const against = asked.against ?? monthBefore(month)
    const found = await listQualityMonths(tx, { months: [month, against], areaIds: reachOf(actor) })
    const now = found.filter((each) => each.month === month)
    const before = found.filter((each) => each.month === against)
    const items = now.map((each) => viewOf(deps, each, before.find((one) => one.areaId === each.areaId)))
    const districts = districtsOf(deps, now, before)
    return { items: lowestFirst(items), districts: lowestFirst(districts), months: [...months], month, against: before.length === 0 ? null : against }
  })
}

/** The areas whose counts the actor may read; all of them (null) for whoever reaches none. */
function reachOf(actor: Actor): readonly number[] | null {
  return actor.areaIds.length === 0 ? null : actor.areaIds
}

function lowestFirst<T extends { readonly score: number | null; readonly areaId: number }>(all: readonly T[]): T[] {
  return all.toSorted((left, right) => (left.score ?? 101) - (right.score ?? 101) || left.areaId - right.areaId)
}

/** Score, parts and counts of one or several villages in a month, and the change since another. */
function measuredOf(deps: QualityDeps, now: readonly MonthOfVillage[], before: readonly MonthOfVillage[]): Pick<VillageQuality, 'score' | 'parts' | 'counts' | 'change'> {
  const counts = sumOf(now.map((each) => each.counts))
  const [score, earlier] = [scoreIn(deps, now), scoreIn(deps, before)]
  return { counts, parts: partsOf(counts), score, change: score === null || earlier === null ? null : score - earlier }
}

function scoreIn(deps: QualityDeps, months: readonly MonthOfVillage[]): number | null {
  const parts = partsOf(sumOf(months.map((each) => each.counts)))
  return parts === null ? null : scoreOf(parts, ruleOn(deps, months[0]!.month).weights)
}

function viewOf(deps: QualityDeps, measured: MonthOfVillage, before: MonthOfVillage | undefined): VillageQuality {
  const { areaId, month, measuredAt, seenMonths } = measured
  const names = deps.regency.areas.byId
  const districtId = districtIdOf(areaId)
  return {
    areaId, month, measuredAt: measuredAt.toISOString(), seenMonths, ...measuredOf(deps, [measured], before === undefined ? [] : [before]),
    villageName: names.get(areaId)?.name ?? '', districtId, districtName: names.get(districtId)?.name ?? '',
  }
}

function districtsOf(deps: QualityDeps, now: readonly MonthOfVillage[], before: readonly MonthOfVillage[]): DistrictQuality[] {
  const names = deps.regency.areas.byId
  const earlier = Map.groupBy(before, (each) => districtIdOf(each.areaId))
  return [...Map.groupBy(now, (each) => districtIdOf(each.areaId))].map(([areaId, villages]) => ({
    areaId, districtName: names.get(areaId)?.name ?? '', villages: villages.length, ...measuredOf(deps, villages, earlier.get(areaId) ?? []),
  }))
}

type QualityMonths = z.output<typeof qualityOperations.listQualityMonths.ok>

/** How the score of an area went, month by month, the latest first, each beside the one before it in the list; nothing of an area beyond reach. */
export async function listAreaMonths(deps: QualityDeps, actor: Actor, asked: { area?: number | undefined }): Promise<QualityMonths> {
  return deps.db.asActor(actor, async (tx) => {
    const villages = villagesIn(deps, asked.area)
    const reach = new Set(reachOf(actor) ?? villages)
    const found = await listQualityMonths(tx, { months: await listMeasuredMonths(tx), areaIds: villages.filter((areaId) => reach.has(areaId)) })
    const byMonth = [...Map.groupBy(found, (each) => each.month)].toSorted(([left], [right]) => (left < right ? 1 : -1))
    const months = byMonth.map(([month, all], at) => ({
      month, seenMonths: all.length === 1 ? all[0]!.seenMonths : null, ...measuredOf(deps, all, byMonth[at + 1]?.[1] ?? []),
    }))
    const area = months.length === 0 ? undefined : deps.regency.areas.byId.get(asked.area ?? 0)
    const district = area?.kind === 'village' ? deps.regency.areas.byId.get(districtIdOf(area.areaId)) : undefined
    return { areaName: area?.name ?? null, districtName: district?.name ?? null, months }
  })
}

function villagesIn(deps: QualityDeps, areaId: number | undefined): readonly number[] {
  const villages = listVillages(deps.regency.areas).map((area) => area.areaId)
  if (areaId === undefined || areaId === 0) return villages
  return villages.filter((each) => each === areaId || districtIdOf(each) === areaId)
}

type TodoCounts = z.output<typeof qualityOperations.countQualityTodos.ok>

/** More villages than any district has: over a whole regency the tasks take half a minute to count, and nobody works them off there. */
const mostCountedVillages = 60

/** How much there is to put right in the actor's villages, by task; null over so many that a district must be chosen first. */
export async function countQualityTodos(deps: QualityDeps, actor: Actor, asked: { area?: number | undefined }): Promise<TodoCounts> {
  return deps.db.asActor(actor, async (tx) => {
    const scope = scopeOf(deps, actor, { now: tx.now, area: asked.area })
    const tasks = scope.areaIds.length > mostCountedVillages ? null : await countTasks(tx, scope)
    return { tasks, waiting: [...await countWaiting(tx, waitingAreas(deps, actor, asked.area))] }
  })
}

async function countTasks(tx: Tx, scope: TodoScope): Promise<NonNullable<TodoCounts['tasks']>> {
  const tasks: NonNullable<TodoCounts['tasks']> = []
  for (const task of QualityTask.options) tasks.push({ task, count: await countSubjects(tx, task, scope) })
  return tasks
}

function scopeOf(deps: QualityDeps, actor: Actor, { now, area }: { now: Date; area: number | undefined }): TodoScope {
  const today = dayOf(now, deps.regency.timeZone)
  const reach = new Set(actor.areaIds)
  return { areaIds: villagesIn(deps, area).filter((areaId) => reach.has(areaId)), today, freshFrom: freshFrom(deps, today) }
}

/** Work also waits for whole districts and for the regency itself. */
function waitingAreas(deps: QualityDeps, actor: Actor, area: number | undefined): readonly number[] {
  if (area === undefined || area === 0) return actor.areaIds
  const within = new Set([area, ...villagesIn(deps, area)])
  return actor.areaIds.filter((areaId) => within.has(areaId))
}

type TodoPage = z.output<typeof qualityOperations.listQualityTodos.ok>

/** One page of those whom a task is about; the reading of names is noted. */
export async function listQualityTodos(
  deps: QualityDeps, actor: Actor, asked: { task: QualityTask; area?: number | undefined; after?: string | undefined; limit: number },
): Promise<TodoPage> {
  return deps.db.asActor(actor, async (tx) => {
    const found = await listSubjects(tx, asked.task, { ...scopeOf(deps, actor, { now: tx.now, area: asked.area }), after: asked.after ?? null, limit: asked.limit + 1 })
    const page = found.slice(0, asked.limit)
    const area = actor.homeAreaId ?? 0
    if (page.length > 0) {
      await auditRead(tx, { action: 'listQualityTodos', subjectKind: 'area', subjectId: String(area), areaId: area, purpose: 'data_quality', fields: ['name'], listed: page.map((todo) => todo.subjectId) })
    }
    const names = deps.regency.areas.byId
    return {
      items: page.map(({ areaId, ...todo }) => ({ ...todo, areaName: names.get(areaId)?.name ?? '' })),
      next: found.length > asked.limit ? (page.at(-1)?.subjectId ?? null) : null,
    }
  })
}
