import type { Cutoff } from '#modules/people/regency/regency.contract.ts'
import { addDays } from '#platform/day.ts'
import { isWorkingDay, type WorkingCalendar } from './working-day.rules.ts'

/** A month of the official register, as `YYYY-MM`. */
export type Month = string

/** The month that a day lies in. */
function monthOfDay(day: string): Month {
  return day.slice(0, 7)
}

/** The month after, or before when `by` is negative. */
export function addMonths(month: Month, by: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}

/** The day, or the working day before or after it when offices do not work on it. */
function moved(day: string, way: Cutoff['freeDays']['cutoff'], calendar: WorkingCalendar): string {
  if (way === 'stay' || calendar.workingDays.length === 0) return day
  let found = day
  while (!isWorkingDay(found, calendar)) found = addDays(found, way === 'before' ? -1 : 1)
  return found
}

/** The last day of a month's proposals. */
export function cutoffOn(month: Month, { day, freeDays }: Pick<Cutoff, 'day' | 'freeDays'>, calendar: WorkingCalendar): string {
  return moved(`${month}-${String(day).padStart(2, '0')}`, freeDays.cutoff, calendar)
}

/** The month to which something determined on a day belongs: the first one whose last day is not over. */
export function monthOfDetermination(day: string, cutoff: Pick<Cutoff, 'day' | 'freeDays'>, calendar: WorkingCalendar): Month {
  const month = monthOfDay(day)
  const isOver = (of: Month): boolean => day > cutoffOn(of, cutoff, calendar)
  return [addMonths(month, -1), month].find((of) => !isOver(of)) ?? addMonths(month, 1)
}

/** One date of the month's calendar. */
export interface MonthDate {
  readonly step: 'deliberated' | 'verified' | 'confirmed' | 'cutoff'
  readonly on: string
  readonly daysLeft: number
}

/** The dates of a month, in their order, seen from a day; a date that has passed has negative days left. */
export function calendarOf(
  month: Month, rule: { readonly cutoff: Pick<Cutoff, 'day' | 'steps' | 'freeDays'>; readonly calendar: WorkingCalendar }, today: string,
): readonly MonthDate[] {
  const { cutoff, calendar } = rule
  const on = (day: number): string => moved(`${month}-${String(day).padStart(2, '0')}`, cutoff.freeDays.steps, calendar)
  const dates = [
    { step: 'deliberated' as const, on: on(cutoff.steps.deliberated) }, { step: 'verified' as const, on: on(cutoff.steps.verified) },
    { step: 'confirmed' as const, on: on(cutoff.steps.confirmed) }, { step: 'cutoff' as const, on: cutoffOn(month, cutoff, calendar) },
  ]
  return dates.map((date) => ({ ...date, daysLeft: daysBetween(today, date.on) }))
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}
