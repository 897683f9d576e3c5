import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { costsIn, exponentOf } from '../bench/growth.ts'

const at = (...costs: readonly (readonly [size: number, value: number])[]) => costs.map(([size, value]) => ({ size, value }))

describe('how cost grows as the work grows', () => {
  test.each([
    ['as the work', at([0.1, 2], [0.3, 6], [1, 20]), 1],
    ['not at all', at([0.1, 5], [0.3, 5], [1, 5]), 0],
    ['as its square', at([0.1, 1], [1, 100]), 2],
    ['as its root', at([0.01, 1], [1, 10]), 0.5],
    ['less than the work, all three sizes weighed', at([0.1, 10], [0.3, 10], [1, 40]), 0.61],
  ])('%s', (_, costs, exponent) => {
    expect(exponentOf(costs)).toBeCloseTo(exponent, 2)
  })

  test.each([['one size', at([1, 5])], ['one size twice', at([1, 5], [1, 6])], ['nothing to measure', at([0.1, 0], [1, 3])]])('%s tells nothing', (_, costs) => {
    expect(exponentOf(costs)).toBeUndefined()
  })

  test('whatever the cost of a piece of work is, and in whatever order the sizes ran', () => {
    fc.assert(fc.property(fc.double({ min: 0.001, max: 1_000, noNaN: true }), fc.double({ min: -1, max: 3, noNaN: true }), fc.shuffledSubarray([0.1, 0.3, 1], { minLength: 2 }), (unit, exponent, sizes) => {
      expect(exponentOf(sizes.map((size) => ({ size, value: unit * size ** exponent })))).toBeCloseTo(exponent, 6)
    }))
  })
})

test('costs are times, memory and the time of one among so many a second; not accuracy, and one of a unit and size', () => {
  const figures = [0.1, 1].flatMap((size) => [
    { size, unit: 's for all lists', value: 2 * size }, { size, unit: 'CPU-s for all lists', value: 3 * size }, { size, unit: 'MB', value: 100 * size },
    { size, unit: 'ms p95 within a village', value: 4 }, { size, unit: 'reads/s', value: 500 }, { size, unit: 'reads/s', value: 500 }, { size, unit: 'F1 of persons', value: 0.9 },
  ])
  expect(costsIn(figures)).toEqual([
    { unit: 's for all lists', costs: at([0.1, 0.2], [1, 2]) }, { unit: 'CPU-s for all lists', costs: [{ size: 0.1, value: expect.closeTo(0.3) }, { size: 1, value: 3 }] },
    { unit: 'MB', costs: at([0.1, 10], [1, 100]) }, { unit: 'ms p95 within a village', costs: at([0.1, 4], [1, 4]) },
    { unit: 's for one of the reads/s', costs: at([0.1, 0.002], [1, 0.002]) },
  ])
})
