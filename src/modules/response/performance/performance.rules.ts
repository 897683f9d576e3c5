import type { SatisfactionSurvey } from '#modules/people/regency/stewardship.contract.ts'
import { addDays, endOfDay } from '#platform/day.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { Figures, SatisfactionFigures } from './performance.contract.ts'
import { smallest } from './suppression.rules.ts'

/** From when (inclusive) to when (exclusive). */
export interface Period {
  readonly from: Date
  readonly to: Date
}

export type SpanRefused = { readonly kind: 'span_backwards' } | { readonly kind: 'span_too_long'; readonly days: number }

/** The moments between which days lie, both days included, in the regency's zone. */
export function periodOf(days: { from: string; to: string }, most: { days: number; timeZone: string }): Result<Period, SpanRefused> {
  if (days.to < days.from) return err({ kind: 'span_backwards' })
  if (days.to > addDays(days.from, most.days - 1)) return err({ kind: 'span_too_long', days: most.days })
  return ok(periodBetween(days, most.timeZone))
}

function periodBetween(days: { from: string; to: string }, timeZone: string): Period {
  const after = (day: string): Date => new Date(endOfDay(day, timeZone).getTime() + 1)
  return { from: after(addDays(days.from, -1)), to: after(days.to) }
}

/** A month (YYYY-MM) that is over; what is not finished cannot be replayed nor published. */
export function pastMonth(month: string, at: { today: string; timeZone: string }): Result<Period, { readonly kind: 'month_not_over' }> {
  if (month >= at.today.slice(0, 7)) return err({ kind: 'month_not_over' })
  return ok(periodBetween({ from: `${month}-01`, to: lastDayOf(month) }, at.timeZone))
}

function lastDayOf(month: string): string {
  const [year, number] = month.split('-').map(Number)
  return new Date(Date.UTC(year ?? 0, number ?? 1, 0)).toISOString().slice(0, 10)
}

/** The months before today, newest first. */
export function monthsBefore(today: string, count: number): readonly string[] {
  const [year = 0, month = 1] = today.split('-').map(Number)
  return Array.from({ length: count }, (_, back) => new Date(Date.UTC(year, month - 2 - back, 1)).toISOString().slice(0, 7))
}

/**
 * The marks of a survey, each element summed over those who answered, as mean marks, an index of 25–100 and its grade. Marks of a few are told to
 * nobody: who handled their reports would know whose they are.
 */
export function satisfactionOf(counted: { count: number; sums: readonly number[] } | undefined, survey: SatisfactionSurvey | undefined): SatisfactionFigures {
  if (counted === undefined || counted.count < smallest) return { count: counted?.count ?? 0, index: null, grade: null, elements: null }
  const elements = counted.sums.map((sum) => sum / counted.count)
  const index = (elements.reduce((sum, mean) => sum + mean, 0) / elements.length) * 25
  // The law's grades begin at hundredths: an index between two of them belongs to the lower.
  const inHundredths = Math.round(index * 100) / 100
  return { count: counted.count, index: inHundredths, grade: survey?.grades.find((grade) => inHundredths >= grade.from)?.grade ?? null, elements }
}

/** No case at all. */
export const noFigures: Figures = {
  cases: 0, due: 0, kept: 0, answer: { median: null, p90: null, p99: null }, finished: 0, finish: { median: null, p90: null, p99: null },
  judged: 0, reopened: 0, satisfaction: { count: 0, index: null, grade: null, elements: null },
}
