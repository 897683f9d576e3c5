import fc from 'fast-check'
import { expect, test } from 'vitest'
import { waterfallOf } from './waterfall.rules.ts'

test('each step begins where the one before ended, and the last is the sum', () => {
  expect(waterfallOf([-2, 6, 4, -3])).toEqual({
    zero: 20, steps: [{ from: 0, width: 20 }, { from: 0, width: 60 }, { from: 60, width: 40 }, { from: 70, width: 30 }, { from: 20, width: 50 }],
  })
})

test.each([
  ['nothing but against', [-1, -3], { zero: 100, steps: [{ from: 75, width: 25 }, { from: 0, width: 75 }, { from: 0, width: 100 }] }],
  ['nothing at all', [0, 0], { zero: 0, steps: [{ from: 0, width: 0 }, { from: 0, width: 0 }, { from: 0, width: 0 }] }],
])('%s', (_, weights, steps) => {
  expect(waterfallOf(weights)).toEqual(steps)
})

test('no step leaves the picture, and their widths are as the weights', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: -400, max: 400 }), { minLength: 1, maxLength: 9 }), (tenths) => {
    const weights = tenths.map((tenth) => tenth / 10)
    const { steps, zero } = waterfallOf(weights)
    for (const { from, width } of [...steps, { from: zero, width: 0 }]) {
      expect(from).toBeGreaterThan(-1e-6)
      expect(from + width).toBeLessThan(100 + 1e-6)
    }
    const widest = Math.max(...weights.map(Math.abs), 0.1)
    const scale = Math.max(...steps.slice(0, -1).map(({ width }) => width)) / widest
    weights.forEach((weight, at) => { expect(steps[at]!.width).toBeCloseTo(Math.abs(weight) * scale, 6) })
  }))
})
