import type { z } from 'zod'
import type { Deps } from '#deps.ts'
import type { Bilingual } from '#modules/people/regency/regency-fact.contract.ts'
import { act, type ActDeps, type Command } from '#platform/act.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { Figures, FigureRow, performanceOperations, Publication, PublicMonth, SplitBy } from './performance.contract.ts'
import { monthsBefore, noFigures, pastMonth, periodOf, satisfactionOf, type Period, type SpanRefused } from './performance.rules.ts'
import { insertPublication, listFigures, listHistories, listMarks, listPublications as listPublicationRows, type FigureKey } from './performance.store.ts'
import { publicMonth } from './publication.rules.ts'
import { attributeWaiting, sumWaiting } from './waiting.rules.ts'

export type PerformanceDeps = Pick<Deps, 'db' | 'regency' | 'clock'>
type Answer<K extends keyof typeof performanceOperations> = z.output<(typeof performanceOperations)[K]['ok']>

const longestDays = 366
const longestWaitingDays = 92
const minuteMs = 60_000
const monthsToPublish = 12

/** How the cases of a span went, as a whole and split. */
export async function getPerformance(
  deps: PerformanceDeps, actor: Actor, asked: { from: string; to: string; by: SplitBy },
): Promise<Result<Answer<'getPerformance'>, SpanRefused>> {
  const period = periodOf(asked, { days: longestDays, timeZone: deps.regency.timeZone })
  if (!period.ok) return period
  return deps.db.asActor(actor, async (tx) => {
    const whole = (await figuresOf(deps, tx, { period: period.value, by: 'whole' })).get('') ?? noFigures
    const rows = rowsOf(deps, await figuresOf(deps, tx, { period: period.value, by: asked.by }), asked.by)
    return ok({ whole, rows, at: tx.now.toISOString() })
  })
}

async function figuresOf(deps: PerformanceDeps, tx: Tx, of: { period: Period; by: FigureKey }): Promise<ReadonlyMap<string, Figures>> {
  const counted = await listFigures(tx, of.period, of.by)
  const marks = await listMarks(tx, of.period, of.by)
  const day = dayOf(new Date(of.period.to.getTime() - 1), deps.regency.timeZone)
  const survey = deps.regency.satisfaction.find(({ from, to }) => from <= day && (to === null || day <= to))
  return new Map([...counted].map(([key, figures]) => [key, { ...figures, satisfaction: satisfactionOf(marks.get(key), survey) }]))
}

/** Most cases first. */
function rowsOf(deps: PerformanceDeps, figures: ReadonlyMap<string, Figures>, by: SplitBy): FigureRow[] {
  return [...figures].map(([key, each]) => ({ key, name: nameOf(deps, by, key), figures: each }))
    .toSorted((left, right) => right.figures.cases - left.figures.cases || left.key.localeCompare(right.key))
}

function nameOf({ regency }: PerformanceDeps, by: SplitBy, key: string): Bilingual | null {
  if (by === 'office') return officeName(regency, Number(key))
  if (by === 'category') return regency.categories.find((category) => category.code === key)?.name ?? null
  const name = by === 'urgency' || key === '0' ? undefined : regency.areas.byId.get(Number(key))?.name
  return name === undefined ? null : { id: name, en: name }
}

/** An office by its id, as screens name it. */
export function officeName(regency: Deps['regency'], officeId: number): Bilingual {
  return regency.offices.find((office) => office.officeId === officeId)?.name ?? { id: String(officeId), en: String(officeId) }
}

/** On whom the cases of a span waited. */
export async function getWaiting(
  deps: PerformanceDeps, actor: Actor, asked: { from: string; to: string },
): Promise<Result<Answer<'getWaiting'>, SpanRefused>> {
  const period = periodOf(asked, { days: longestWaitingDays, timeZone: deps.regency.timeZone })
  if (!period.ok) return period
  return deps.db.asActor(actor, async (tx) => {
    const histories = await listHistories(tx, period.value)
    const parts = sumWaiting(histories.map((history) => attributeWaiting(history, tx.now)))
    const total = parts.reduce((sum, part) => sum + part.ms, 0)
    const shares = parts.map(({ kind, officeId, ms }) => ({
      kind, officeId, officeName: officeId === null ? null : officeName(deps.regency, officeId), minutes: ms / minuteMs, share: ms / total,
    }))
    return ok({ cases: histories.length, minutes: total / minuteMs, shares, at: tx.now.toISOString() })
  })
}

/** The months that are public, and the past ones that are not. */
export async function listPublications(deps: PerformanceDeps, actor: Actor): Promise<Answer<'listPublications'>> {
  return deps.db.asActor(actor, async (tx) => {
    const made = await listPublicationRows(tx)
    const months = new Set(made.map(({ month }) => month))
    const waiting = monthsBefore(dayOf(tx.now, deps.regency.timeZone), monthsToPublish).filter((month) => !months.has(month))
    return { items: made.map(({ month, publishedAt, publishedByName }) => ({ month, publishedAt: publishedAt.toISOString(), publishedByName })), waiting }
  })
}

type NotOver = { readonly kind: 'month_not_over' }

/** What will be public of a month. */
export async function previewPublication(deps: PerformanceDeps, actor: Actor, month: string): Promise<Result<PublicMonth, NotOver>> {
  return deps.db.asActor(actor, (tx) => countPublic(deps, tx, month))
}

async function countPublic(deps: PerformanceDeps, tx: Tx, month: string): Promise<Result<PublicMonth, NotOver>> {
  const { timeZone } = deps.regency
  const period = pastMonth(month, { today: dayOf(tx.now, timeZone), timeZone })
  if (!period.ok) return period
  const whole = (await figuresOf(deps, tx, { period: period.value, by: 'public' })).get('') ?? noFigures
  const districts = rowsOf(deps, await figuresOf(deps, tx, { period: period.value, by: 'district' }), 'district')
  const categories = rowsOf(deps, await figuresOf(deps, tx, { period: period.value, by: 'category' }), 'category')
  return ok(publicMonth(month, { whole, districts, categories }, { id: deps.regency.fullName, en: deps.regency.fullName }))
}

/** Makes a past month public as it stands now, once and for good. */
export async function publishMonth(
  deps: PerformanceDeps & ActDeps, call: { actor: Actor; command: Command }, month: string,
): Promise<Result<Publication, { readonly kind: string }>> {
  return act(deps, { ...call, action: 'publishMonth' }, async (tx) => {
    const figures = await countPublic(deps, tx, month)
    if (!figures.ok) return figures
    const { accountId, name } = call.actor
    if (accountId === null) throw new Error('nobody publishes')
    if (!(await insertPublication(tx, { month, accountId, name, figures: figures.value }))) return err({ kind: 'month_public_already' })
    tx.audit({ subjectKind: 'performance_month', subjectId: month })
    return ok({ month, publishedAt: tx.now.toISOString(), publishedByName: name })
  })
}
