import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Calendar, ClockFacts } from './clock.contract.ts'
import { calendarOf, dueAt, endPause, momentAfter, pauseClock, resumeClock, stateOf, stopClock, usedShare, warningMoments } from './clock.rules.ts'

function eachDay(spans: string[]): Record<'mon' | 'tue' | 'wed' | 'thu', string[]> {
  return { mon: spans, tue: spans, wed: spans, thu: spans }
}

const calendar: Calendar = calendarOf({
  timeZone: 'Asia/Jakarta',
  calendar: {
    workingDays: ['mon', 'tue', 'wed', 'thu', 'fri'],
    hours: [
      { from: '2016-01-01', to: null, days: { ...eachDay(['07:30-12:00', '13:00-16:00']), fri: ['07:30-11:30', '13:00-16:30'] } },
      { from: '2026-02-19', to: '2026-03-20', days: { ...eachDay(['08:00-12:00', '12:30-15:00']), fri: ['08:00-11:30', '12:30-15:30'] } },
    ],
    holidays: [{ on: '2026-12-25' }],
  },
})
const hour = 3_600_000

function at(text: string): Date {
  return new Date(text)
}

function clock(change: Partial<ClockFacts> = {}): ClockFacts {
  return { startedAt: at('2026-11-25T02:00:00Z'), stoppedAt: null, within: { hours: 4 }, pauses: [], ...change }
}

function later(moment: Date, hours: number): Date {
  return new Date(moment.getTime() + hours * hour)
}

describe('the calendar of a regency', () => {
  test('knows its offset, working days and holidays', () => {
    expect(calendar.offsetMinutes).toBe(420)
    expect([...calendar.workingWeekdays]).toEqual([1, 2, 3, 4, 5])
    expect(calendar.holidays.has('2026-12-25')).toBe(true)
  })
})

describe('when a promise is due', () => {
  test.each([
    { name: 'four hours, day and night', within: { hours: 4 }, startedAt: '2026-11-25T15:30:00Z', due: '2026-11-25T19:30:00Z' },
    { name: 'three calendar days over a weekend', within: { days: 3 }, startedAt: '2026-11-27T03:00:00Z', due: '2026-11-30T03:00:00Z' },
    { name: 'one working day from Friday afternoon', within: { workingDays: 1 }, startedAt: '2026-11-27T08:00:00Z', due: '2026-11-30T08:00:00Z' },
    { name: 'three working days from a Saturday', within: { workingDays: 3 }, startedAt: '2026-11-28T05:00:00Z', due: '2026-12-02T17:00:00Z' },
    { name: 'two office hours before the rest', within: { workingHours: 2 }, startedAt: '2026-11-25T01:00:00Z', due: '2026-11-25T03:00:00Z' },
    { name: 'two office hours over the rest', within: { workingHours: 2 }, startedAt: '2026-11-25T04:00:00Z', due: '2026-11-25T07:00:00Z' },
    { name: 'office hours from Friday evening', within: { workingHours: 1 }, startedAt: '2026-11-27T12:00:00Z', due: '2026-11-30T01:30:00Z' },
    { name: 'a whole week of office hours', within: { workingHours: 37.5 }, startedAt: '2026-11-23T00:00:00Z', due: '2026-11-27T09:30:00Z' },
    { name: 'a whole week in Ramadan', within: { workingHours: 32.5 }, startedAt: '2026-02-23T00:00:00Z', due: '2026-02-27T08:30:00Z' },
    { name: 'office hours over the end of Ramadan', within: { workingHours: 5 }, startedAt: '2026-03-20T07:30:00Z', due: '2026-03-23T04:30:00Z' },
    { name: 'a holiday does not count', within: { workingDays: 1 }, startedAt: '2026-12-24T04:00:00Z', due: '2026-12-28T04:00:00Z' },
  ])('$name', ({ within, startedAt, due }) => {
    expect(dueAt(clock({ within, startedAt: at(startedAt) }), calendar)).toEqual(at(due))
  })

  test('moves by the time that the clock stood still', () => {
    const paused = pauseClock(clock(), { now: at('2026-11-25T03:00:00Z'), atMost: { hours: 10 }, calendar })
    expect(dueAt(paused, calendar)).toEqual(at('2026-11-25T16:00:00Z'))
    expect(dueAt(endPause(paused, at('2026-11-25T05:00:00Z')), calendar)).toEqual(at('2026-11-25T08:00:00Z'))
  })

  test('does not move for a pause that begins when it has passed', () => {
    const late = pauseClock(clock(), { now: at('2026-11-25T07:00:00Z'), atMost: { hours: 10 }, calendar })
    expect(dueAt(late, calendar)).toEqual(at('2026-11-25T06:00:00Z'))
    expect(stateOf(late, calendar, at('2026-11-25T08:00:00Z'))).toBe('late')
  })

  test('a pause that begins at the very moment of being due takes nothing back', () => {
    const monday = clock({ within: { workingDays: 1 }, startedAt: at('2026-11-01T17:01:00Z') })
    const paused = pauseClock(monday, { now: at('2026-11-02T17:01:00Z'), atMost: { days: 1 }, calendar })
    expect(dueAt(paused, calendar)).toEqual(at('2026-11-02T17:01:00Z'))
    expect(usedShare(endPause(paused, at('2026-11-02T17:02:00Z')), calendar, at('2026-11-02T17:01:00Z'))).toBe(1)
  })

  test('is the same whatever moment it is asked at, and after any stop and resumption', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 }), (stop, again) => {
      const first = stopClock(clock(), later(clock().startedAt, stop))
      const second = stopClock(resumeClock(first), later(clock().startedAt, stop + again))
      expect(dueAt(second, calendar)).toEqual(dueAt(clock(), calendar))
    }))
  })
})

describe('when an office is reminded', () => {
  test('at half and at three quarters of the counted time, the pauses left out', () => {
    const sharesOf = (facts: ClockFacts): Record<number, Date> => {
      return Object.fromEntries(warningMoments({ ...facts, warned: 0 }, calendar).map(({ share, at: moment }) => [share, moment]))
    }
    expect(sharesOf(clock())).toEqual({ 50: at('2026-11-25T04:00:00Z'), 75: at('2026-11-25T05:00:00Z') })
    const paused = endPause(pauseClock(clock(), { now: at('2026-11-25T03:00:00Z'), atMost: { hours: 10 }, calendar }), at('2026-11-25T05:00:00Z'))
    expect(sharesOf(paused)).toEqual({ 50: at('2026-11-25T06:00:00Z'), 75: at('2026-11-25T07:00:00Z') })
    expect(sharesOf(clock({ within: { workingHours: 4 } }))).toEqual({ 50: at('2026-11-25T04:00:00Z'), 75: at('2026-11-25T05:00:00Z') })
  })

  test('once for each share, and never when the work is done', () => {
    expect(warningMoments({ ...clock(), warned: 50 }, calendar).map(({ share }) => share)).toEqual([75])
    expect(warningMoments({ ...clock(), warned: 75 }, calendar)).toEqual([])
    expect(warningMoments({ ...stopClock(clock(), clock().startedAt), warned: 0 }, calendar)).toEqual([])
  })
})

describe('how a clock stands', () => {
  test.each([
    ['running', '2026-11-25T03:59:00Z'],
    ['warned_50', '2026-11-25T04:00:00Z'],
    ['warned_75', '2026-11-25T05:00:00Z'],
    ['warned_75', '2026-11-25T06:00:00Z'],
    ['late', '2026-11-25T06:00:01Z'],
  ])('%s at %s', (state, now) => {
    expect(stateOf(clock(), calendar, at(now))).toBe(state)
  })

  test('a stop in time keeps the promise, a later one does not, and a second stop changes nothing', () => {
    const met = stopClock(clock(), at('2026-11-25T06:00:00Z'))
    expect(stateOf(met, calendar, at('2027-01-01T00:00:00Z'))).toBe('met')
    expect(stateOf(stopClock(clock(), at('2026-11-25T06:00:01Z')), calendar, at('2027-01-01T00:00:00Z'))).toBe('met_late')
    expect(stopClock(met, at('2026-11-26T00:00:00Z'))).toBe(met)
  })

  test('it stands still while the reporter is waited for, and goes on by itself at the bound', () => {
    const paused = pauseClock(clock(), { now: at('2026-11-25T03:00:00Z'), atMost: { hours: 2 }, calendar })
    expect(stateOf(paused, calendar, at('2026-11-25T04:59:59Z'))).toBe('paused')
    expect(stateOf(paused, calendar, at('2026-11-25T05:00:00Z'))).toBe('running')
    expect(stateOf(paused, calendar, at('2026-11-25T08:00:01Z'))).toBe('late')
  })
})

describe('waiting for the reporter', () => {
  test('all waits of a clock share one allowance', () => {
    const first = pauseClock(clock({ within: { days: 3 } }), { now: at('2026-11-25T03:00:00Z'), atMost: { hours: 5 }, calendar })
    const second = pauseClock(endPause(first, at('2026-11-25T06:00:00Z')), { now: at('2026-11-25T10:00:00Z'), atMost: { hours: 5 }, calendar })
    expect(second.pauses[1]?.until).toEqual(at('2026-11-25T12:00:00Z'))
    const third = pauseClock(endPause(second, at('2026-11-26T00:00:00Z')), { now: at('2026-11-26T00:00:00Z'), atMost: { hours: 5 }, calendar })
    expect(third.pauses).toHaveLength(2)
    expect(third.pauses[1]?.endedAt).toEqual(at('2026-11-25T12:00:00Z'))
  })

  test('however often an office asks, the due time moves by no more than the allowance', () => {
    const step = fc.record({ waits: fc.boolean(), minutes: fc.integer({ min: 1, max: 600 }) })
    fc.assert(fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let now = clock().startedAt
      let asked = clock({ within: { days: 2 } })
      for (const { waits, minutes } of steps) {
        now = new Date(now.getTime() + minutes * 60_000)
        asked = waits ? pauseClock(asked, { now, atMost: { hours: 72 }, calendar }) : endPause(asked, now)
      }
      const unpaused = dueAt({ ...asked, pauses: [] }, calendar).getTime()
      expect(dueAt(asked, calendar).getTime()).toBeGreaterThanOrEqual(unpaused)
      expect(dueAt(asked, calendar).getTime()).toBeLessThanOrEqual(unpaused + 72 * hour)
    }))
  })
})

test('the used share is one exactly when the promise is due, with any pauses and any counting', () => {
  const spans = fc.oneof(
    fc.record({ hours: fc.integer({ min: 1, max: 100 }) }), fc.record({ days: fc.integer({ min: 1, max: 20 }) }),
    fc.record({ workingDays: fc.integer({ min: 1, max: 20 }) }),
  )
  const waitsMinutes = fc.array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 6 })
  fc.assert(fc.property(spans, fc.integer({ min: 0, max: 20_000 }), waitsMinutes, (within, start, waits) => {
    const startedAt = new Date(Date.UTC(2026, 10, 1) + start * 60_000)
    let now = startedAt.getTime()
    let running = clock({ within, startedAt })
    for (const [index, minutes] of waits.entries()) {
      now += minutes * 60_000
      running = index % 2 === 0 ? pauseClock(running, { now: new Date(now), atMost: { days: 5 }, calendar }) : endPause(running, new Date(now))
    }
    const due = dueAt(running, calendar)
    expect(usedShare(running, calendar, due)).toBeCloseTo(1, 6)
  }))
})

test('a moment after a span of working days is one on which offices have worked that long', () => {
  expect(momentAfter(at('2026-12-18T02:00:00Z'), { workingDays: 10 }, calendar)).toEqual(at('2027-01-04T02:00:00Z'))
})
