import { expect, test } from 'vitest'
import { areFew, leastLearnedFrom } from './everybody.rules.ts'

test.each([
  [1, true, 1],
  [2_000, true, 1_000],
  [6_325, true, 3_163],
  [6_326, false, undefined],
  [1_700_000, false, undefined],
] as const)('of %d rows everybody is compared: %s; a model of everybody serves them if it was learned from %s rows', (rows, few, least) => {
  expect(areFew(rows)).toBe(few)
  expect(leastLearnedFrom(rows)).toBe(least)
})
