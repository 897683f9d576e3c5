import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMonths, calendarOf, cutoffOn, daysBetween, monthOfDetermination } from './cutoff.rules.ts'
import { isWorkingDay } from './working-day.rules.ts'

const calendar = { workingDays: ['mon', 'tue', 'wed', 'thu', 'fri'], holidays: [{ on: '2026-12-16' }] }
const stays = { cutoff: 'stay', steps: 'stay' } as const

const ways = ['stay', 'before', 'after'] as const

describe('the last day of a month', () => {
  test.each([
    ['2026-11', 'stay', '2026-11-17'], ['2027-01', 'stay', '2027-01-17'], ['2027-01', 'before', '2027-01-15'], ['2027-01', 'after', '2027-01-18'],
  ] as const)('of %s (%s) is %s', (month, way, on) => {
    expect(cutoffOn(month, { day: 17, freeDays: { cutoff: way, steps: way } }, calendar)).toBe(on)
  })

  test('that moves is a working day, and the nearest one that way', () => {
    const months = fc.integer({ min: 0, max: 60 }).map((by) => addMonths('2025-01', by))
    fc.assert(fc.property(months, fc.integer({ min: 1, max: 28 }), fc.constantFrom('before', 'after'), (month, day, way) => {
      const on = cutoffOn(month, { day, freeDays: { cutoff: way, steps: way } }, calendar)
      const away = daysBetween(`${month}-${String(day).padStart(2, '0')}`, on)
      expect(isWorkingDay(on, calendar)).toBe(true)
      expect(way === 'before' ? away <= 0 && away > -5 : away >= 0 && away < 5).toBe(true)
    }))
  })
})

describe('the month of a determination', () => {
  test.each([
    ['2026-11-01', '2026-11'], ['2026-11-17', '2026-11'], ['2026-11-18', '2026-12'], ['2026-12-18', '2027-01'], ['2027-01-17', '2027-01'], ['2028-02-29', '2028-03'],
  ])('of %s is %s', (day, month) => {
    expect(monthOfDetermination(day, { day: 17, freeDays: stays }, calendar)).toBe(month)
  })

  test('never goes back as days go on, and is never further than a month away', () => {
    const days = fc.integer({ min: 0, max: 3_000 }).map((at) => new Date(Date.UTC(2024, 0, 1 + at)).toISOString().slice(0, 10))
    fc.assert(fc.property(days, fc.integer({ min: 1, max: 28 }), fc.constantFrom(...ways), (day, cutoff, way) => {
      const freeDays = { cutoff: way, steps: way }
      const month = monthOfDetermination(day, { day: cutoff, freeDays }, calendar)
      expect([-1, 0, 1].map((by) => addMonths(day.slice(0, 7), by))).toContain(month)
      const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
      expect(monthOfDetermination(next, { day: cutoff, freeDays }, calendar) >= month).toBe(true)
    }))
  })
})

test('the calendar of a month counts the days that are left, by working days where the rule moves them', () => {
  const steps = { deliberated: 8, verified: 12, confirmed: 16 }
  const datesBy = (way: 'stay' | 'before') => calendarOf('2026-12', { cutoff: { day: 17, steps, freeDays: { cutoff: 'stay', steps: way } }, calendar }, '2026-12-10')
    .map(({ step, on, daysLeft }) => [step, on, daysLeft])
  expect(datesBy('stay')).toEqual([
    ['deliberated', '2026-12-08', -2], ['verified', '2026-12-12', 2], ['confirmed', '2026-12-16', 6], ['cutoff', '2026-12-17', 7],
  ])
  expect(datesBy('before').map(([, on]) => on)).toEqual(['2026-12-08', '2026-12-11', '2026-12-15', '2026-12-17'])
  expect(daysBetween('2026-12-31', '2027-01-01')).toBe(1)
})
