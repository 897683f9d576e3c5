import type { z } from 'zod'
import type { Deps } from '#deps.ts'
import { listVillages } from '#modules/people/index.ts'
import { districtIdOf } from '#modules/registry/search/index-person.rules.ts'
import { auditRead } from '#platform/audit/read.ts'
import { dayOf } from '#platform/day.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import { QualityTask, type qualityOperations, type VillageQuality } from './quality.contract.ts'
import { monthBefore, monthOf, monthsBefore, partsOf, scoreOf } from './quality.rules.ts'
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

/** The score of each village in the actor's reach in a month, the lowest first. Whoever reaches no area (planners, the regent) sees all: they are counts. */
export async function listVillageQuality(deps: QualityDeps, actor: Actor, asked: { month?: string | undefined }): Promise<QualityList> {
  return deps.db.asActor(actor, async (tx) => {
    const months = await listMeasuredMonths(tx)
    const month = asked.month ?? months[0]
    if (month === undefined) return { items: [], months: [] }
    const areaIds = actor.areaIds.length === 0 ? null : actor.areaIds
    const found = await listQualityMonths(tx, { months: [month, monthBefore(month)], areaIds })
    const before = new Map(found.filter((each) => each.month !== month).map((each) => [each.areaId, scoreIn(deps, each)]))
    const items = found.filter((each) => each.month === month).map((each) => viewOf(deps, each, before.get(each.areaId) ?? null))
    return { items: items.toSorted((left, right) => (left.score ?? 101) - (right.score ?? 101) || left.areaId - right.areaId), months: [...months] }
  })
}

function scoreIn(deps: QualityDeps, { counts, month }: MonthOfVillage): number | null {
  const parts = partsOf(counts)
  return parts === null ? null : scoreOf(parts, ruleOn(deps, month).weights)
}

function viewOf(deps: QualityDeps, measured: MonthOfVillage, before: number | null): VillageQuality {
  const { areaId, month, measuredAt, counts } = measured
  const names = deps.regency.areas.byId
  const score = scoreIn(deps, measured)
  return {
    areaId, month, measuredAt: measuredAt.toISOString(), counts, score, parts: partsOf(counts),
    villageName: names.get(areaId)?.name ?? '', districtName: names.get(districtIdOf(areaId))?.name ?? '',
    change: score === null || before === null ? null : score - before,
  }
}

type TodoCounts = z.output<typeof qualityOperations.countQualityTodos.ok>

/** How much there is to put right in the actor's villages, by task. */
export async function countQualityTodos(deps: QualityDeps, actor: Actor): Promise<TodoCounts> {
  return deps.db.asActor(actor, async (tx) => {
    const scope = scopeOf(deps, actor, tx.now)
    const tasks: TodoCounts['tasks'] = []
    for (const task of QualityTask.options) tasks.push({ task, count: await countSubjects(tx, task, scope) })
    return { tasks, waiting: await countWaiting(tx) }
  })
}

function scopeOf(deps: QualityDeps, actor: Actor, now: Date): TodoScope {
  const today = dayOf(now, deps.regency.timeZone)
  const reach = new Set(actor.areaIds)
  return { areaIds: listVillages(deps.regency.areas).map((area) => area.areaId).filter((areaId) => reach.has(areaId)), today, freshFrom: freshFrom(deps, today) }
}

type TodoPage = z.output<typeof qualityOperations.listQualityTodos.ok>

/** One page of those whom a task is about; the reading of names is noted. */
export async function listQualityTodos(
  deps: QualityDeps, actor: Actor, asked: { task: QualityTask; after?: string | undefined; limit: number },
): Promise<TodoPage> {
  return deps.db.asActor(actor, async (tx) => {
    const found = await listSubjects(tx, asked.task, { ...scopeOf(deps, actor, tx.now), after: asked.after ?? null, limit: asked.limit + 1 })
    const page = found.slice(0, asked.limit)
    const area = actor.homeAreaId ?? 0
    if (page.length > 0) {
      await auditRead(tx, { action: 'listQualityTodos', subjectKind: 'area', subjectId: String(area), areaId: area, purpose: 'data_quality', fields: ['name'] })
    }
    const names = deps.regency.areas.byId
    return {
      items: page.map(({ areaId, ...todo }) => ({ ...todo, areaName: names.get(areaId)?.name ?? '' })),
      next: found.length > asked.limit ? (page.at(-1)?.subjectId ?? null) : null,
    }
  })
}
