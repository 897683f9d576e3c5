import type { Regency } from '#modules/people/regency/regency.contract.ts'
import { addDays, endOfDay, type Day } from '#platform/day.ts'

type Clock = Regency['followUps'][number]

/** The last day on which what an event asked on a day is still in time. Throws where the regency has no clock for the day. */
export function dueOn(clocks: readonly Clock[], raisedOn: Day): Day {
  const clock = clocks.find(({ from, to }) => from <= raisedOn && (to === null || raisedOn <= to))
  if (clock === undefined) throw new Error(`quality.yaml has no followUps for ${raisedOn}`)
  return addDays(raisedOn, clock.days)
}

/** When a task was raised that is late by now: after the first moment, until the second. */
export interface LateSpan {
  readonly after: Date
  readonly until: Date
}

/** The spans in which a task was raised that is late today: one for each clock, since an old task keeps the clock of its day. */
export function lateSpans(clocks: readonly Clock[], today: Day, timeZone: string): readonly LateSpan[] {
  return clocks.map(({ from, to, days }) => {
    const last = addDays(today, -days - 1)
    return { after: endOfDay(addDays(from, -1), timeZone), until: endOfDay(to !== null && to < last ? to : last, timeZone) }
  })
}
