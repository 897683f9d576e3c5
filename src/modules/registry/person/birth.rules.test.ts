import { expect, test } from 'vitest'
import { ageInYears, birthCertainty } from './birth.rules.ts'

test.each([
  ['1965-12-31', 'year_only'], ['1965-07-01', 'year_only'], ['1965-01-01', 'year_only'], ['1965-03-15', 'month_only'], ['1965-03-14', 'exact'],
])('%s is known as %s', (birthOn, certainty) => {
  expect(birthCertainty(birthOn)).toBe(certainty)
})

test.each([
  ['1965-03-14', '2026-03-13', 60], ['1965-03-14', '2026-03-14', 61], ['2026-11-25', '2026-11-25', 0], ['2000-02-29', '2025-02-28', 24],
])('born on %s, on %s one is %i', (birthOn, on, age) => {
  expect(ageInYears(birthOn, on)).toBe(age)
})
