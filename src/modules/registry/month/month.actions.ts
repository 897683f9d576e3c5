import type { Deps } from '#deps.ts'
import { citationOf, findCutoff, findDistrictOf, getArea, type Cutoff } from '#modules/people/index.ts'
import { calendarOf, monthOfDetermination } from '#modules/registry/proposal/cutoff.rules.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { MonthCalendar } from './month.contract.ts'
import { countsByVillage, countsOf } from './month.rules.ts'
import { countMonth } from './month.store.ts'

type MonthDeps = Pick<Deps, 'db' | 'regency' | 'clock'>

/** The month that something determined on a day belongs to. */
export function monthToDetermine({ regency }: Pick<Deps, 'regency'>, today: string): string {
  return monthOfDetermination(today, cutoffOf(regency, today), regency.calendar)
}

/** The rule that holds on a day; before the first one, the first. */
function cutoffOf(regency: Deps['regency'], day: string): Cutoff {
  return findCutoff(regency, day) ?? regency.proposals.cutoffs[0]!
}

/** A month with its days and how many proposals wait for whom; the present one unless another is asked for. */
export async function getMonth(deps: MonthDeps, actor: Actor, asked: string | undefined): Promise<MonthCalendar> {
  const { regency } = deps
  const today = dayOf(deps.clock.now(), regency.timeZone)
  const currentMonth = monthToDetermine(deps, today)
  const month = asked ?? currentMonth
  const cutoff = cutoffOf(regency, `${month}-01`)
  const counts = await deps.db.asActor(actor, (tx) => countMonth(tx, month))
  return {
    month, today, currentMonth, dates: calendarOf(month, { cutoff, calendar: regency.calendar }, today).map((date) => ({ ...date })),
    source: { cites: citationOf(cutoff.source), tag: cutoff.source.tag }, total: countsOf(counts),
    villages: countsByVillage(counts).map((village) => ({
      ...village, villageName: getArea(regency.areas, village.areaId).name, districtName: findDistrictOf(regency.areas, village.areaId)?.name ?? null,
    })),
  }
}
