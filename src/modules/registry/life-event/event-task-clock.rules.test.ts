import { describe, expect, test } from 'vitest'
import { dayOf } from '#platform/day.ts'
import { dueOn, lateSpans } from './event-task-clock.rules.ts'

const source = { cites: 'a test', tag: 'design' } as const
const clocks = [{ from: '2026-01-01', to: '2026-10-31', days: 30, source }, { from: '2026-11-01', to: null, days: 14, source }]
const wib = 'Asia/Jakarta'

describe('how long what an event asks may wait', () => {
  test.each([
    ['2026-11-20', '2026-12-04'], ['2026-11-01', '2026-11-15'], ['2026-10-31', '2026-11-30'],
  ])('asked on %s, it is in time until %s', (raisedOn, due) => {
    expect(dueOn(clocks, raisedOn)).toBe(due)
  })

  test('a day without a clock is a fault of the regency’s data', () => {
    expect(() => dueOn(clocks, '2025-12-31')).toThrow('followUps')
  })

  test.each([
    ['2026-10-10T05:00:00Z', '2026-11-09', false],
    ['2026-10-10T05:00:00Z', '2026-11-10', true],
    ['2026-10-31T16:59:00Z', '2026-12-01', true],
    ['2026-10-31T17:00:00Z', '2026-11-15', false],
    ['2026-10-31T17:00:00Z', '2026-11-16', true],
  ])('what was asked at %s is late on %s: %s', (raised, today, isLate) => {
    const at = new Date(raised)
    expect(lateSpans(clocks, today, wib).some(({ after, until }) => after < at && at <= until)).toBe(isLate)
    expect(today > dueOn(clocks, dayOf(at, wib))).toBe(isLate)
  })
})
