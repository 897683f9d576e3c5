import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { QualityCounts } from './quality.contract.ts'
import { monthBefore, monthOf, monthsBefore, partsOf, scoreOf, sumOf } from './quality.rules.ts'

const weights = { completeness: 30, identity: 20, freshness: 30, plausibility: 15, duplicates: 5 }
const whole: QualityCounts = {
  persons: 100, withBirth: 100, withExactBirth: 100, withSex: 100, withNik: 100, families: 30, withPlace: 30, withHead: 30, freshFamilies: 30,
  impossible: 0, unverified: 0, duplicates: 0, matchedNik: 60, neverSeen: 5,
}

describe('the score of a village', () => {
  test('is a hundred only when nothing is missing', () => {
    expect(scoreOf(partsOf(whole)!, weights)).toBe(100)
    expect(partsOf({ ...whole, withSex: 99 })!.completeness).toBe(99)
  })

  test.each<[string, Partial<QualityCounts>, number]>([
    ['half without a NIK', { withNik: 50 }, 90],
    ['no family seen this year', { freshFamilies: 0 }, 70],
    ['every birth a default one', { withExactBirth: 0 }, 92],
    ['ten pairs to look at', { duplicates: 10 }, 99],
    ['more pairs than persons', { duplicates: 400 }, 95],
  ])('with %s is so much less', (_what, change, score) => {
    expect(scoreOf(partsOf({ ...whole, ...change })!, weights)).toBe(score)
  })

  test('of a village with nobody in it is none', () => {
    expect(partsOf({ ...whole, persons: 0 })).toBeNull()
  })

  test('stays between nothing and a hundred, and never falls because something was put right', () => {
    const count = fc.integer({ min: 0, max: 1_000 })
    fc.assert(fc.property(count, count, count, (nik, fresh, impossible) => {
      const counts = { ...whole, persons: 1_000, families: 1_000, withNik: nik, freshFamilies: fresh, impossible }
      const score = scoreOf(partsOf(counts)!, weights)
      const better = scoreOf(partsOf({ ...counts, withNik: Math.min(1_000, nik + 1), freshFamilies: Math.min(1_000, fresh + 1), impossible: Math.max(0, impossible - 1) })!, weights)
      return score >= 0 && score <= 100 && better >= score
    }), { seed: 20_261_125 })
  })
})

test('villages count together; what one of them did not count yet is not known of all, and of none there is nothing', () => {
  expect(sumOf([whole, { ...whole, matchedNik: 10 }])).toMatchObject({ persons: 200, families: 60, matchedNik: 70, neverSeen: 10 })
  expect(sumOf([whole, { ...whole, neverSeen: null }])).toMatchObject({ persons: 200, neverSeen: null })
  expect(partsOf(sumOf([]))).toBeNull()
})

test.each([['2026-11-25', '2026-11-01', '2026-10-01'], ['2026-01-31', '2026-01-01', '2025-12-01']])('the month of %s', (day, month, before) => {
  expect([monthOf(day), monthBefore(monthOf(day))]).toEqual([month, before])
})

test.each([['2026-11-25', 12, '2025-11-25'], ['2026-03-31', 1, '2026-02-28'], ['2024-03-31', 1, '2024-02-29'], ['2026-01-15', 2, '2025-11-15']])(
  '%s less %i months is %s', (day, months, expected) => {
    expect(monthsBefore(day, months)).toBe(expected)
  })
