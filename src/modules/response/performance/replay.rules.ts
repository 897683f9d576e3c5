import type { ReplayFigures } from './performance.contract.ts'

/** A case as it came to an office: when, until when a first answer was promised, when it was given, how long that took the officer. */
export interface Arrival {
  readonly atMs: number
  readonly dueMs: number
  readonly answeredMs: number | null
  /** Null where nobody answered, or the history does not tell. */
  readonly handlingMs: number | null
}

/** An office in a replay: so many officers, at work in these hours of the week (0 is Monday, midnight to one). */
export interface Desk {
  readonly officers: number
  readonly hoursOfWeek: ReadonlySet<number>
  /** Of the regency's wall clock against UTC. */
  readonly offsetMinutes: number
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const weekHours = 168
/** An officer's act takes no less and no more than this: the history knows when it ended, not when it began. */
const shortestMs = 2 * minuteMs
const longestMs = hourMs

/** How long each case keeps an officer: what the history tells, within bounds; the middle of them where it tells nothing. */
export function handlingTimes(arrivals: readonly Arrival[]): readonly number[] {
  const known = arrivals.flatMap(({ handlingMs }) => (handlingMs === null ? [] : [bounded(handlingMs)])).toSorted((left, right) => left - right)
  const middle = known[Math.floor(known.length / 2)] ?? 15 * minuteMs
  return arrivals.map(({ handlingMs }) => (handlingMs === null ? middle : bounded(handlingMs)))
}

function bounded(ms: number): number {
  return Math.min(longestMs, Math.max(shortestMs, ms))
}

/**
 * When each case would have been answered: whoever is free takes what is due first, works through it, and stops for the night in the hours in which
 * the office does not work. Null for those that nobody would reach (no officers, or no hours). Gives one moment for each arrival, in their order.
 */
export function replayOffice(arrivals: readonly Arrival[], desk: Desk): readonly (number | null)[] {
  const answered: (number | null)[] = arrivals.map(() => null)
  if (desk.officers < 1 || desk.hoursOfWeek.size === 0) return answered
  const handling = handlingTimes(arrivals)
  const coming = arrivals.map((arrival, index) => ({ index, ...arrival })).toSorted((left, right) => left.atMs - right.atMs || left.index - right.index)
  const free = Array.from({ length: desk.officers }, () => Number.NEGATIVE_INFINITY)
  const waiting: typeof coming = []
  let next = 0
  while (next < coming.length || waiting.length > 0) {
    const officer = free.indexOf(Math.min(...free))
    const now = openAt(Math.max(free[officer]!, waiting.length > 0 ? waiting[0]!.atMs : coming[next]!.atMs), desk)
    while (next < coming.length && coming[next]!.atMs <= now) waiting.push(coming[next++]!)
    const taken = takeMostUrgent(waiting)
    const end = workedUntil(now, handling[taken.index]!, desk)
    answered[taken.index] = end
    free[officer] = end
  }
  return answered
}

function takeMostUrgent<T extends { readonly dueMs: number; readonly atMs: number }>(waiting: T[]): T {
  let best = 0
  for (let index = 1; index < waiting.length; index += 1) {
    if (waiting[index]!.dueMs < waiting[best]!.dueMs) best = index
  }
  return waiting.splice(best, 1)[0]!
}

/** The first moment from now on at which the office works. */
function openAt(now: number, desk: Desk): number {
  let at = now
  for (let tries = 0; tries <= weekHours; tries += 1) {
    if (desk.hoursOfWeek.has(hourOfWeek(at, desk))) return at
    at = endOfHour(at, desk)
  }
  return at
}

/** When so much work is done that begins now and rests while the office is closed. */
function workedUntil(start: number, workMs: number, desk: Desk): number {
  let at = openAt(start, desk)
  let left = workMs
  for (;;) {
    const room = endOfHour(at, desk) - at
    if (left <= room) return at + left
    left -= room
    at = openAt(at + room, desk)
  }
}

function localMs(at: number, desk: Desk): number {
  return at + desk.offsetMinutes * minuteMs
}

/** The first of January 1970 was a Thursday. */
function hourOfWeek(at: number, desk: Desk): number {
  return (((Math.floor(localMs(at, desk) / hourMs) + 3 * 24) % weekHours) + weekHours) % weekHours
}

function endOfHour(at: number, desk: Desk): number {
  return (Math.floor(localMs(at, desk) / hourMs) + 1) * hourMs - desk.offsetMinutes * minuteMs
}

/** How a month went: answers given, promises kept, the middle and the tail of the waiting in minutes. */
export function replayFigures(arrivals: readonly Arrival[], answered: readonly (number | null)[]): ReplayFigures {
  const given = arrivals.flatMap((arrival, index) => {
    const at = answered[index] ?? null
    return at === null ? [] : [{ waitMinutes: (at - arrival.atMs) / minuteMs, isKept: at <= arrival.dueMs }]
  })
  const sorted = given.map(({ waitMinutes }) => waitMinutes).toSorted((left, right) => left - right)
  return {
    answers: given.length, kept: given.filter(({ isKept }) => isKept).length, median: quantile(sorted, 0.5), p90: quantile(sorted, 0.9),
    unanswered: arrivals.length - given.length,
  }
}

/** The value below which a share of sorted values lies, between neighbours in proportion; null of none. */
export function quantile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null
  const place = (sorted.length - 1) * share
  const low = Math.floor(place)
  const [left, right] = [sorted[low]!, sorted[Math.min(low + 1, sorted.length - 1)]!]
  return left + (right - left) * (place - low)
}

/** More or fewer cases, evenly over the month: every case as often as the share says, the remainder spread without chance. */
export function loaded(arrivals: readonly Arrival[], loadPercent: number): readonly Arrival[] {
  const shown: Arrival[] = []
  let owed = 0
  for (const arrival of arrivals) {
    owed += loadPercent
    for (; owed >= 100; owed -= 100) shown.push(arrival)
  }
  return shown
}
