import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rounded, shownOf } from './suppression.rules.ts'

describe('what of a table is shown', () => {
  it.each([
    ['small numbers are hidden', [[23, 8, 7, 1]], [2]],
    ['a small number is not hidden alone', [[40, 12, 3]], [1]],
    ['without small numbers all is shown', [[40, 12, 8]], [3]],
    ['nothing is nothing', [[]], [0]],
    ['four sevens and a whole of 28 would be told: the table is left out', [[7, 7, 7, 7]], [null]],
    ['twelve ones and a whole of 12 too', [[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]], [null]],
    ['the other table is looked at too', [[7, 7, 7, 7], [28]], [null, 1]],
  ] as const)('%s', (_name, tables, shown) => {
    expect(shownOf(tables[0].reduce((sum, count) => sum + count, 0), tables)).toEqual(shown)
  })

  it('leaves three values at least for each small number, whatever a reader adds and subtracts', () => {
    fc.assert(fc.property(splits(), ([left, right]) => {
      const whole = left.reduce((sum, count) => sum + count, 0)
      const shown = shownOf(whole, [left, right])
      const totals = both(valuesOf(whole), both(sumsOf(left, shown[0]!), sumsOf(right, shown[1]!)))
      for (const [counts, seen] of [[left, shown[0]!], [right, shown[1]!]] as const) {
        if (seen === null) continue
        expect(counts.slice(0, seen).every((count) => count >= 8)).toBe(true)
        for (const place of counts.keys()) if (place >= seen && counts[place]! < 8) expect(possible(counts, { seen, place, totals })).toBeGreaterThanOrEqual(3)
      }
    }), { numRuns: 300 })
  })
})

/** Two splits of one whole, largest first. */
function splits(): fc.Arbitrary<readonly [readonly number[], readonly number[]]> {
  const count = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 7 }) }, fc.integer({ min: 8, max: 30 }))
  return fc.tuple(fc.array(count, { minLength: 1, maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 5 })).map(([left, cuts]) => {
    const whole = left.reduce((sum, each) => sum + each, 0)
    const places = [...new Set(cuts.filter((cut) => cut < whole)), whole].toSorted((a, b) => a - b)
    return [left, places.map((place, at) => place - (places[at - 1] ?? 0))].map((each) => each.toSorted((a, b) => b - a)) as [number[], number[]]
  })
}

const far = 250

/** All that a shown number can stand for; of one that is too small to be shown, all that is too small. */
function valuesOf(count: number, isShown = true): ReadonlySet<number> {
  const fits = (value: number): boolean => (isShown && count >= 8 ? value >= 8 && rounded(value) === rounded(count) : (value < 8) === (count < 8))
  return new Set(Array.from({ length: far }, (_, value) => value + 1).filter(fits))
}

/** All sums that the numbers of a table can have, to whoever sees the first of them only; of a table that is left out, any. */
function sumsOf(counts: readonly number[], seen: number | null): ReadonlySet<number> {
  if (seen === null) return new Set(Array.from({ length: far }, (_, value) => value))
  return counts.reduce<ReadonlySet<number>>((sums, count, place) => {
    const next = new Set<number>()
    const values = valuesOf(count, place < seen)
    for (const sum of sums) for (const value of values) if (sum + value <= far) next.add(sum + value)
    return next
  }, new Set([0]))
}

function both(left: ReadonlySet<number>, right: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([...left].filter((value) => right.has(value)))
}

/** How many values a hidden small number can have. */
function possible(counts: readonly number[], at: { seen: number; place: number; totals: ReadonlySet<number> }): number {
  const others = [...sumsOf(counts.toSpliced(at.place, 1), at.seen)]
  return [1, 2, 3, 4, 5, 6, 7].filter((value) => others.some((sum) => at.totals.has(sum + value))).length
}
