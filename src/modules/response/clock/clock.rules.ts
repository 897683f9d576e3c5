import type { Span } from '#modules/people/regency/regency.contract.ts'
import { countedTime, limitMs } from './calendar.rules.ts'
import { warnedShares, type Calendar, type ClockFacts, type ClockState, type Pause, type Warned } from './clock.contract.ts'

export { calendarOf, skippedBetween } from './calendar.rules.ts'

/**
 * When the promise is due: the first moment at which the counted time since the start, without the pauses, reaches the limit.
 * A pause that is still open counts up to its bound. Neither the present moment nor the holder plays a part.
 */
export function dueAt(clock: ClockFacts, calendar: Calendar): Date {
  const known = dues.get(clock)
  if (known?.calendar === calendar) return known.due
  const due = reckonDue(clock, calendar)
  dues.set(clock, { calendar, due })
  return due
}

// Counting working days takes time, and a clock never changes: a new state has new clocks.
const dues = new WeakMap<ClockFacts, { readonly calendar: Calendar; readonly due: Date }>()

function reckonDue(clock: ClockFacts, calendar: Calendar): Date {
  return momentOf(clock, calendar, 1)
}

/** The first moment at which a share of the promised time is used. */
export function momentOf(clock: ClockFacts, calendar: Calendar, share: number): Date {
  const time = countedTime(clock.within, calendar)
  let cursor = clock.startedAt.getTime()
  let left = limitMs(clock.within) * share
  for (const pause of inOrder(clock.pauses)) {
    const untilPause = time.between(cursor, pause.from)
    if (left <= untilPause) return new Date(time.after(cursor, left))
    left -= untilPause
    cursor = Math.max(cursor, pause.to)
  }
  return new Date(time.after(cursor, left))
}

/** How much of the promised time is used at a moment: 0 at the start, 1 when due, more when late. */
export function usedShare(clock: ClockFacts, calendar: Calendar, now: Date): number {
  const time = countedTime(clock.within, calendar)
  const end = now.getTime()
  let cursor = clock.startedAt.getTime()
  let used = 0
  for (const pause of inOrder(clock.pauses)) {
    used += time.between(cursor, Math.min(pause.from, end))
    cursor = Math.max(cursor, pause.to)
  }
  return (used + time.between(cursor, end)) / limitMs(clock.within)
}

/** The moments at which half and three quarters of the time of a running clock are used, without those already told. */
export function warningMoments(clock: ClockFacts & { readonly warned: Warned }, calendar: Calendar): readonly { readonly share: Warned; readonly at: Date }[] {
  if (clock.stoppedAt !== null) return []
  return warnedShares.filter((share) => share > clock.warned).map((share) => ({ share, at: momentOf(clock, calendar, share / 100) }))
}

/** How the clock stands at a moment. */
export function stateOf(clock: ClockFacts, calendar: Calendar, now: Date): ClockState {
  const due = dueAt(clock, calendar)
  if (clock.stoppedAt !== null) return clock.stoppedAt <= due ? 'met' : 'met_late'
  if (now > due) return 'late'
  if (pauseAt(clock, now) !== undefined) return 'paused'
  const used = usedShare(clock, calendar, now)
  if (used >= 0.75) return 'warned_75'
  if (used >= 0.5) return 'warned_50'
  return 'running'
}

/** The pause in which the clock stands at a moment, if it does. */
export function pauseAt(clock: ClockFacts, now: Date): Pause | undefined {
  return clock.pauses.find((pause) => pause.startedAt <= now && now.getTime() < endOf(pause))
}

/** The clock stopped: the promise was kept, or broken and then done. A clock that stands keeps its first stop. */
export function stopClock<C extends ClockFacts>(clock: C, now: Date): C {
  if (clock.stoppedAt !== null) return clock
  return { ...clock, pauses: endedPauses(clock.pauses, now), stoppedAt: now }
}

/** The clock goes on as if it had never stopped: neither its start nor its due time moves. */
export function resumeClock<C extends ClockFacts>(clock: C): C {
  if (clock.stoppedAt === null) return clock
  return { ...clock, stoppedAt: null }
}

/**
 * The clock stands still from now on, until the wait allowed for this clock is used up. All waits of one clock together share
 * that allowance, so that asking again and again cannot hold a promise off. A clock that has stopped, that is paused already,
 * or whose allowance is used up stays as it is.
 */
export function pauseClock<C extends ClockFacts>(clock: C, wait: { readonly now: Date; readonly atMost: Span; readonly calendar: Calendar }): C {
  if (clock.stoppedAt !== null || pauseAt(clock, wait.now) !== undefined) return clock
  const time = countedTime(wait.atMost, wait.calendar)
  const waited = inOrder(clock.pauses).reduce((sum, pause) => sum + time.between(pause.from, pause.to), 0)
  const left = limitMs(wait.atMost) - waited
  if (left <= 0) return clock
  const until = new Date(time.after(wait.now.getTime(), left))
  return { ...clock, pauses: [...clock.pauses, { startedAt: wait.now, until, endedAt: null, reason: 'waiting_for_reporter' }] }
}

/** The clock goes on from now; what stood still stays out of the count. */
export function endPause<C extends ClockFacts>(clock: C, now: Date): C {
  if (clock.pauses.every((pause) => pause.endedAt !== null)) return clock
  return { ...clock, pauses: endedPauses(clock.pauses, now) }
}

/** The moment that lies a span after another, in the counting of the span. */
export function momentAfter(from: Date, within: Span, calendar: Calendar): Date {
  return new Date(countedTime(within, calendar).after(from.getTime(), limitMs(within)))
}

function endedPauses(pauses: readonly Pause[], now: Date): readonly Pause[] {
  return pauses.map((pause) => {
    if (pause.endedAt !== null) return pause
    const end = Math.max(pause.startedAt.getTime(), Math.min(now.getTime(), pause.until.getTime()))
    return { ...pause, endedAt: new Date(end) }
  })
}

function endOf(pause: Pause): number {
  return Math.min(pause.until.getTime(), pause.endedAt?.getTime() ?? Number.POSITIVE_INFINITY)
}

function inOrder(pauses: readonly Pause[]): readonly { readonly from: number; readonly to: number }[] {
  return pauses
    .map((pause) => ({ from: pause.startedAt.getTime(), to: endOf(pause) }))
    .toSorted((left, right) => left.from - right.from)
}
