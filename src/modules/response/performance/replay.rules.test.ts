import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { handlingTimes, loaded, quantile, replayFigures, replayOffice, type Arrival, type Desk } from './replay.rules.ts'

const minute = 60_000
/** Monday, 5 October 2026, eight in the morning in a zone seven hours ahead. */
const monday8 = Date.UTC(2026, 9, 5, 1)
const always: Desk['hoursOfWeek'] = new Set(Array.from({ length: 168 }, (_, each) => each))
const workdays: Desk['hoursOfWeek'] = new Set([0, 1, 2, 3, 4].flatMap((day) => [8, 9, 10, 11].map((each) => day * 24 + each)))

function arrival(atMinute: number, change: Partial<{ handling: number; due: number }> = {}): Arrival {
  const atMs = monday8 + atMinute * minute
  return { atMs, dueMs: atMs + (change.due ?? 240) * minute, answeredMs: null, handlingMs: (change.handling ?? 10) * minute }
}

function minutesOf(answered: readonly (number | null)[]): (number | null)[] {
  return answered.map((at) => (at === null ? null : (at - monday8) / minute))
}

const desk = (officers: number, hoursOfWeek = always): Desk => ({ officers, hoursOfWeek, offsetMinutes: 420 })

describe('a month replayed', () => {
  it('lets one officer take one case after the other, and two at once where there are two', () => {
    const cases = [arrival(0), arrival(0), arrival(0)]
    expect(minutesOf(replayOffice(cases, desk(1)))).toEqual([10, 20, 30])
    expect(minutesOf(replayOffice(cases, desk(2)))).toEqual([10, 10, 20])
  })

  it('takes what is due first, but nothing that has not come yet', () => {
    expect(minutesOf(replayOffice([arrival(0), arrival(1), arrival(2, { due: 30 })], desk(1)))).toEqual([10, 30, 20])
    expect(minutesOf(replayOffice([arrival(0), arrival(50, { due: 1 })], desk(1)))).toEqual([10, 60])
  })

  it('rests while the office is closed, and goes on where it stopped', () => {
    const late = arrival(3 * 60 + 55)
    expect(minutesOf(replayOffice([late], desk(1, workdays)))).toEqual([24 * 60 + 5])
    expect(minutesOf(replayOffice([arrival(5 * 60)], desk(1, workdays)))).toEqual([24 * 60 + 10])
  })

  it('reaches nobody without officers or without hours', () => {
    expect(replayOffice([arrival(0)], desk(0))).toEqual([null])
    expect(replayOffice([arrival(0)], desk(1, new Set()))).toEqual([null])
    expect(replayFigures([arrival(0)], [null])).toEqual({ answers: 0, kept: 0, median: null, p90: null, unanswered: 1 })
  })

  it('counts an act of unknown length as the middle one, and none as shorter than two minutes or longer than an hour', () => {
    const cases = [arrival(0, { handling: 0 }), arrival(0, { handling: 600 }), arrival(0, { handling: 30 }), { ...arrival(0), handlingMs: null }]
    expect(handlingTimes(cases).map((ms) => ms / minute)).toEqual([2, 60, 30, 30])
  })

  it('repeats and leaves out cases as the load says', () => {
    const cases = [arrival(0), arrival(1), arrival(2), arrival(3)]
    expect(loaded(cases, 100)).toEqual(cases)
    expect(loaded(cases, 50)).toEqual([cases[1], cases[3]])
    expect(loaded(cases, 150)).toHaveLength(6)
  })

  it('never answers before the case came nor outside the hours, and every officer does one thing at a time', () => {
    const coming = fc.array(fc.record({ at: fc.integer({ min: 0, max: 7 * 1440 }), handling: fc.integer({ min: 2, max: 60 }), due: fc.integer({ min: 1, max: 500 }) }), { maxLength: 40 })
    fc.assert(fc.property(coming, fc.integer({ min: 1, max: 4 }), (rows, officers) => {
      const cases = rows.map(({ at, ...change }) => arrival(at, change))
      const ends = replayOffice(cases, desk(officers)) as number[]
      for (const [index, end] of ends.entries()) expect(end - cases[index]!.atMs).toBeGreaterThanOrEqual(cases[index]!.handlingMs!)
      const spans = cases.map((each, index) => ({ from: ends[index]! - each.handlingMs!, to: ends[index]! }))
      for (const { from } of spans) expect(spans.filter((span) => span.from <= from && from < span.to).length).toBeLessThanOrEqual(officers)
    }))
  })

  it('keeps a promise that is met to the moment, and tells the middle and the tail between neighbours', () => {
    const cases = [arrival(0, { due: 10 }), arrival(0, { due: 19 })]
    expect(replayFigures(cases, replayOffice(cases, desk(1)))).toEqual({ answers: 2, kept: 1, median: 15, p90: 19, unanswered: 0 })
    expect(quantile([], 0.5)).toBeNull()
    expect(quantile([1, 3], 0.5)).toBe(2)
  })
})
