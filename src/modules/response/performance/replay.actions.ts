import type { Deps } from '#deps.ts'
import { calendarOf } from '#modules/response/clock/clock.rules.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import { ok, type Result } from '#platform/result.ts'
import { officeName } from './performance.actions.ts'
import type { ReplayRow } from './performance.contract.ts'
import { pastMonth } from './performance.rules.ts'
import { listArrivals, listStaffing, type ArrivalRow, type StaffingRow } from './performance.store.ts'
import { loaded, replayFigures, replayOffice, type Arrival, type Desk } from './replay.rules.ts'

/** What is supposed instead of what was. */
export interface Supposed {
  readonly month: string
  readonly changes: readonly { readonly officeId: number; readonly officers: number }[]
  readonly promiseHours: number | null
  readonly loadPercent: number
}

/** Replays a past month as it was and as it might have been. Beside both stands what really happened, so that everybody sees how well the replay fits. */
export async function replayMonth(
  deps: Pick<Deps, 'db' | 'regency' | 'clock'>, actor: Actor, asked: Supposed,
): Promise<Result<{ month: string; rows: ReplayRow[] }, { readonly kind: 'month_not_over' }>> {
  const { timeZone } = deps.regency
  const period = pastMonth(asked.month, { today: dayOf(deps.clock.now(), timeZone), timeZone })
  if (!period.ok) return period
  const { arrivals, staffing } = await deps.db.asActor(actor, async (tx) => ({
    arrivals: await listArrivals(tx, period.value), staffing: await listStaffing(tx, period.value, timeZone),
  }))
  const hoursOfAll = new Set(staffing.flatMap(({ hours }) => hours))
  const byOffice = new Map(staffing.map((row) => [row.officeId, row]))
  const rows = [...Map.groupBy(arrivals, (arrival) => arrival.officeId)]
    .map(([officeId, own]) => rowOf(deps, asked, { officeId, own: own.map(arrivalOf), staffing: byOffice.get(officeId), hoursOfAll }))
  return ok({ month: asked.month, rows: rows.toSorted((left, right) => right.actual.answers + right.actual.unanswered - left.actual.answers - left.actual.unanswered || left.officeId - right.officeId) })
}

function arrivalOf(row: ArrivalRow): Arrival {
  return {
    atMs: row.openedAt.getTime(), dueMs: row.dueAt.getTime(), answeredMs: row.answeredAt?.getTime() ?? null,
    handlingMs: row.handlingSeconds === null ? null : row.handlingSeconds * 1_000,
  }
}

interface Office {
  readonly officeId: number
  readonly own: readonly Arrival[]
  readonly staffing: StaffingRow | undefined
  readonly hoursOfAll: ReadonlySet<number>
}

/** An office that acted in too few hours to tell its own week takes the whole regency's. */
const hoursThatTell = 20

function rowOf({ regency }: Pick<Deps, 'regency'>, asked: Supposed, { officeId, own, staffing, hoursOfAll }: Office): ReplayRow {
  const hours = (staffing?.hours.length ?? 0) >= hoursThatTell ? new Set(staffing?.hours) : hoursOfAll
  const officers = Math.max(1, Math.round(staffing?.officers ?? 1))
  const supposedOfficers = Math.max(0, officers + (asked.changes.find((change) => change.officeId === officeId)?.officers ?? 0))
  const desk = (count: number): Desk => ({ officers: count, hoursOfWeek: hours, offsetMinutes: calendarOf(regency).offsetMinutes })
  const promiseMs = asked.promiseHours === null ? null : asked.promiseHours * 3_600_000
  const supposed = promised(loaded(own, asked.loadPercent), promiseMs)
  return {
    officeId, name: officeName(regency, officeId), officers, supposedOfficers,
    actual: replayFigures(own, own.map((arrival) => arrival.answeredMs)),
    model: replayFigures(own, replayOffice(own, desk(officers))),
    supposed: replayFigures(supposed, replayOffice(supposed, desk(supposedOfficers))),
  }
}

function promised(arrivals: readonly Arrival[], promiseMs: number | null): readonly Arrival[] {
  return promiseMs === null ? arrivals : arrivals.map((arrival) => ({ ...arrival, dueMs: arrival.atMs + promiseMs }))
}
