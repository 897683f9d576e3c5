import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMonths, calendarOf, daysBetween, monthOfDetermination } from './cutoff.rules.ts'

describe('the month of a determination', () => {
  test.each([
    ['2026-11-01', '2026-11'], ['2026-11-17', '2026-11'], ['2026-11-18', '2026-12'], ['2026-12-18', '2027-01'], ['2027-01-17', '2027-01'], ['2028-02-29', '2028-03'],
  ])('of %s is %s', (day, month) => {
    expect(monthOfDetermination(day, { day: 17 })).toBe(month)
  })

  test('never goes back as days go on, and is never further than a month away', () => {
    const days = fc.integer({ min: 0, max: 3_000 }).map((at) => new Date(Date.UTC(2024, 0, 1 + at)).toISOString().slice(0, 10))
    fc.assert(fc.property(days, fc.integer({ min: 1, max: 28 }), (day, cutoff) => {
      const month = monthOfDetermination(day, { day: cutoff })
      expect([day.slice(0, 7), addMonths(day.slice(0, 7), 1)]).toContain(month)
      const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
      expect(monthOfDetermination(next, { day: cutoff }) >= month).toBe(true)
    }))
  })
})

test('the calendar of a month counts the days that are left', () => {
  const steps = { deliberated: 8, verified: 12, confirmed: 15 }
  expect(calendarOf('2026-12', { day: 17, steps }, '2026-12-10').map(({ step, on, daysLeft }) => [step, on, daysLeft])).toEqual([
    ['deliberated', '2026-12-08', -2], ['verified', '2026-12-12', 2], ['confirmed', '2026-12-15', 5], ['cutoff', '2026-12-17', 7],
  ])
  expect(daysBetween('2026-12-31', '2027-01-01')).toBe(1)
})
