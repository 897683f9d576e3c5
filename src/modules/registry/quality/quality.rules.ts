import type { QualityCounts, QualityParts } from './quality.contract.ts'

/** How much each part weighs; any unit, they are added and divided. */
export type QualityWeights = Readonly<Record<keyof QualityParts, number>>

/**
 * The parts of a village's score, each 0–100. Completeness: of what should be known of everybody, how much is. Identity: who has a NIK, which
 * nobody is blamed for lacking. Freshness: families with a value of the last months. Plausibility: without what cannot be. Duplicates: without
 * pairs that wait to be looked at. Null where nobody is registered: nothing can be said.
 */
export function partsOf(counts: QualityCounts): QualityParts | null {
  const { persons, families } = counts
  if (persons === 0) return null
  const known = counts.withBirth + counts.withExactBirth + counts.withSex + counts.withPlace + counts.withHead
  return {
    completeness: share(known, 3 * persons + 2 * families),
    identity: share(counts.withNik, persons),
    freshness: share(counts.freshFamilies, families),
    plausibility: share(persons + families - counts.impossible, persons + families),
    duplicates: share(persons - Math.min(persons, 2 * counts.duplicates), persons),
  }
}

/** The score (0–100) of its parts. */
export function scoreOf(parts: QualityParts, weights: QualityWeights): number {
  const names = Object.keys(parts) as (keyof QualityParts)[]
  const all = names.reduce((sum, name) => sum + weights[name], 0)
  return Math.round(names.reduce((sum, name) => sum + parts[name] * weights[name], 0) / all)
}

/** In whole hundredths, rounded down: a hundred means that nothing is missing. */
function share(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.floor((100 * part) / whole)
}

/** Heads of families, husbands, wives and parents are older than this. */
export const adultFromYears = 10
/** A card with more people than this was put together wrongly. */
export const mostMembers = 20

/** What several villages count together; what one of them did not count is not known of all. */
export function sumOf(all: readonly QualityCounts[]): QualityCounts {
  const [first, ...others] = all
  if (first === undefined) return nothing
  return others.reduce((sum, each) => {
    const names = Object.keys(nothing) as (keyof QualityCounts)[]
    return Object.fromEntries(names.map((name) => [name, plus(sum[name], each[name])])) as QualityCounts
  }, first)
}

function plus(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other
}

const nothing: QualityCounts = {
  persons: 0, withBirth: 0, withExactBirth: 0, withSex: 0, withNik: 0, families: 0, withPlace: 0, withHead: 0, freshFamilies: 0,
  impossible: 0, unverified: 0, duplicates: 0, matchedNik: 0, neverSeen: 0,
}

/** The first day of the month of a day (both YYYY-MM-DD). */
export function monthOf(day: string): string {
  return `${day.slice(0, 7)}-01`
}

/** The first day of the month before. */
export function monthBefore(month: string): string {
  const date = new Date(`${month}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() - 1)
  return date.toISOString().slice(0, 10)
}

/** The day so many months before another; where the month is shorter, its last day. */
export function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, last))).toISOString().slice(0, 10)
}
