import { describe, expect, it } from 'vitest'
import { monthsBefore, pastMonth, periodOf, satisfactionOf } from './performance.rules.ts'

const timeZone = 'Asia/Jakarta'
const survey = {
  from: '2017-05-15', to: null, source: { cites: 'PermenPANRB 14/2017', tag: 'unverified' as const },
  grades: [{ grade: 'A', from: 88.31 }, { grade: 'B', from: 76.61 }, { grade: 'C', from: 65 }, { grade: 'D', from: 25 }],
}

describe('a span', () => {
  it('begins and ends with the regency’s days', () => {
    expect(periodOf({ from: '2026-10-01', to: '2026-10-31' }, { days: 366, timeZone })).toEqual({
      ok: true, value: { from: new Date('2026-09-30T17:00:00Z'), to: new Date('2026-10-31T17:00:00Z') },
    })
  })

  it.each([
    ['runs backwards', { from: '2026-10-02', to: '2026-10-01' }, { kind: 'span_backwards' }],
    ['is a day too long', { from: '2026-01-01', to: '2026-04-03' }, { kind: 'span_too_long', days: 92 }],
  ])('that %s is refused', (_name, days, error) => {
    expect(periodOf(days, { days: 92, timeZone })).toEqual({ ok: false, error })
  })

  it('of 92 days is not too long', () => {
    expect(periodOf({ from: '2026-01-01', to: '2026-04-02' }, { days: 92, timeZone }).ok).toBe(true)
  })
})

describe('a month', () => {
  it('that is not over cannot be replayed nor published', () => {
    expect(pastMonth('2026-11', { today: '2026-11-30', timeZone })).toEqual({ ok: false, error: { kind: 'month_not_over' } })
    expect(pastMonth('2024-02', { today: '2026-11-30', timeZone })).toEqual({
      ok: true, value: { from: new Date('2024-01-31T17:00:00Z'), to: new Date('2024-02-29T17:00:00Z') },
    })
  })

  it('comes before the present one, newest first', () => {
    expect(monthsBefore('2026-02-17', 3)).toEqual(['2026-01', '2025-12', '2025-11'])
  })
})

describe('satisfaction', () => {
  it.each([
    [[36, 36, 36, 36, 36, 36, 36, 36, 36], 9, 100, 'A'],
    [[27, 27, 27, 27, 27, 27, 27, 27, 27], 9, 75, 'C'],
    [[28, 28, 28, 28, 28, 28, 28, 28, 27], 9, 77.47, 'B'],
    [[8, 8, 8, 8, 8, 8, 8, 8, 8], 8, 25, 'D'],
  ])('of the sums %j of %d answers is %d, grade %s', (sums, count, index, grade) => {
    expect(satisfactionOf({ count, sums }, survey)).toMatchObject({ count, index, grade })
  })

  it('of seven says how many they are and nothing of their marks', () => {
    expect(satisfactionOf({ count: 7, sums: Array.from({ length: 9 }, () => 21) }, survey)).toEqual({ count: 7, index: null, grade: null, elements: null })
  })

  it('of nobody is nothing', () => {
    expect(satisfactionOf(undefined, survey)).toEqual({ count: 0, index: null, grade: null, elements: null })
  })
})
