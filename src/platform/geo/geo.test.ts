import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { centroidOf, containsPoint, metersBetween, metersToBorder, roundShape, type Position, type Ring, type Shape } from './shape.ts'
import { simplifyTogether } from './simplify.ts'

/** A square of one hundredth of a degree (about 1.1 km) whose south-west corner is given in hundredths. */
function square(x: number, y: number, size = 1): Ring {
  const at = (dx: number, dy: number): Position => [(x + dx) / 100, (y + dy) / 100]
  return [at(0, 0), at(size, 0), at(size, size), at(0, size), at(0, 0)]
}

const withHole: Shape = [[square(0, 0, 3), square(1, 1)], [square(10, 0)]]

describe('a shape', () => {
  test.each([
    [[0.005, 0.005], true],
    [[0.015, 0.015], false],
    [[0.105, 0.005], true],
    [[0.06, 0.005], false],
    [[-0.001, 0.005], false],
  ] as const)('holds %j: %s', (point, expected) => {
    expect(containsPoint(withHole, point)).toBe(expected)
  })

  test('is measured in metres to its border, from outside and inside', () => {
    expect(metersToBorder([[square(0, 0)]], [0.02, 0.005])).toBeCloseTo(1113.2, 0)
    expect(metersToBorder([[square(0, 0)]], [0.005, 0.009])).toBeCloseTo(111.3, 0)
    expect(metersBetween([0, 0], [0, 0.01])).toBeCloseTo(1113.2, 0)
  })

  test('has its middle by area, whichever way it is drawn', () => {
    const far: Position = [112.3, -7.4]
    const moved = square(0, 0, 2).map(([lng, lat]): Position => [lng + far[0], lat + far[1]])
    for (const ring of [moved, moved.toReversed()]) {
      const [lng, lat] = centroidOf([[ring]])
      expect(lng).toBeCloseTo(112.31, 8)
      expect(lat).toBeCloseTo(-7.39, 8)
    }
    expect(centroidOf([[[[1, 1], [3, 1], [1, 1], [3, 1]]]])).toEqual([2, 1])
  })

  test('loses decimals', () => {
    expect(roundShape([[[[1.23456, -7.65432]]]], 2)).toEqual([[[[1.23, -7.65]]]])
  })
})

describe('simplifying together', () => {
  /** Two squares side by side whose shared border is a line of many small steps. */
  function neighbours(steps: readonly number[]): [Shape, Shape] {
    const border = steps.map((step, at): Position => [0.01 + step, ((at + 1) * 0.01) / (steps.length + 1)])
    const left: Ring = [[0, 0], [0.01, 0], ...border, [0.01, 0.01], [0, 0.01], [0, 0]]
    const right: Ring = [[0.02, 0], [0.02, 0.01], [0.01, 0.01], ...border.toReversed(), [0.01, 0], [0.02, 0]]
    return [[[left]], [[right]]]
  }

  test('takes a border of small steps away, alike on both sides', () => {
    const [left, right] = simplifyTogether(neighbours([0.0001, -0.0001, 0.0001]), 50)
    expect(left).toEqual([[[[0.01, 0], [0.01, 0.01], [0, 0.01], [0, 0], [0.01, 0]]]])
    expect(right?.[0]?.[0]).toHaveLength(5)
  })

  test('neighbours share every position of their border before and after, and no position is farther away than the tolerance', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: -0.004, max: 0.004, noNaN: true }), { minLength: 1, maxLength: 40 }), (steps) => {
      const before = neighbours(steps)
      const after = simplifyTogether(before, 60)
      const inner = (shape: Shape | undefined): string[] => (shape ?? []).flat(2).filter(([lng]) => lng > 0.005 && lng < 0.015).map(String)
      expect(new Set(inner(after[0]))).toEqual(new Set(inner(after[1])))
      for (const [at, shape] of before.entries()) {
        for (const position of shape.flat(2)) expect(metersToBorder(after[at]!, position)).toBeLessThanOrEqual(60.001)
      }
    }), { seed: 20261125 })
  })

  test('an enclave and the hole around it stay alike', () => {
    const round: Ring = Array.from({ length: 60 }, (_, at): Position => [0.05 + 0.01 * Math.cos((at * Math.PI) / 30), 0.05 + 0.01 * Math.sin((at * Math.PI) / 30)])
    const closed = [...round, round[0]!]
    const turned = [...round.slice(20), ...round.slice(0, 21)].toReversed()
    const [enclave, around] = simplifyTogether([[[closed]], [[square(0, 0, 10), turned]]], 80)
    const sorted = (ring: Ring | undefined): string[] => (ring ?? []).slice(1).map(String).toSorted()
    expect(sorted(enclave?.[0]?.[0])).toEqual(sorted(around?.[0]?.[1]))
    expect(enclave?.[0]?.[0]?.length).toBeLessThan(30)
  })

  test('an islet goes, the last land stays', () => {
    const islet = square(50, 50, 0.01)
    expect(simplifyTogether([[[square(0, 0)], [islet]]], 80)[0]).toHaveLength(1)
    expect(simplifyTogether([[[islet]]], 80)[0]).toEqual([[islet]])
  })

  test('a line made to take for ever is kept as it is', () => {
    const comb: Ring = Array.from({ length: 6_000 }, (_, at): Position => [at / 1_000, at % 2 === 0 ? 0 : 1 + at / 10_000])
    const started = simplifyTogether([[[[...comb, comb[0]!]]]], 1)
    expect(started[0]?.[0]?.[0]?.length).toBeGreaterThan(5_000)
  })
})
