import type { Cutoff } from '#modules/people/regency/regency.contract.ts'

/** A month of the official register, as `YYYY-MM`. */
export type Month = string

/** The month that a day lies in. */
export function monthOfDay(day: string): Month {
  return day.slice(0, 7)
}

/** The month after, or before when `by` is negative. */
export function addMonths(month: Month, by: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}

/** The month to which something determined on a day belongs: that month up to and including its cut-off day, then the next. */
export function monthOfDetermination(day: string, cutoff: Pick<Cutoff, 'day'>): Month {
  return Number(day.slice(8, 10)) <= cutoff.day ? monthOfDay(day) : addMonths(monthOfDay(day), 1)
}

/** One date of the month's calendar. */
export interface MonthDate {
  readonly step: 'deliberated' | 'verified' | 'confirmed' | 'cutoff'
  readonly on: string
  readonly daysLeft: number
}

/** The dates of a month, in their order, seen from a day; a date that has passed has negative days left. */
export function calendarOf(month: Month, cutoff: Pick<Cutoff, 'day' | 'steps'>, today: string): readonly MonthDate[] {
  const on = (day: number): string => `${month}-${String(day).padStart(2, '0')}`
  const dates = [
    { step: 'deliberated' as const, on: on(cutoff.steps.deliberated) }, { step: 'verified' as const, on: on(cutoff.steps.verified) },
    { step: 'confirmed' as const, on: on(cutoff.steps.confirmed) }, { step: 'cutoff' as const, on: on(cutoff.day) },
  ]
  return dates.map((date) => ({ ...date, daysLeft: daysBetween(today, date.on) }))
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}
