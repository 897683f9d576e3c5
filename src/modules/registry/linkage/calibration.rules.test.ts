import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decisionsToCalibrate, isEnough, recalibrate, type Judged } from './calibration.rules.ts'
import { probabilityOf } from './score.rules.ts'

const old = [[-6, 0.01], [0, 0.4], [4, 0.9], [8, 0.99], [14, 0.9999]] as const
/** So many decisions about pairs of a weight, of which a share was found to be one. */
const decided = (weight: number, count: number, share: number): Judged[] => (
  Array.from({ length: count }, (_, at) => ({ weight: weight + (at % 7) / 100, isSame: at < count * share })))

test.each([
  ['nothing decided', [], false],
  ['many, but all of one kind', decided(4, 900, 1), false],
  ['a few of both', decided(4, 60, 0.5), false],
  ['enough of both', decided(4, 400, 0.7), true],
] as const)('whether there is enough to calibrate by: %s', (_fact, judged, enough) => {
  expect(isEnough(judged)).toBe(enough)
})

test('where people found fewer pairs to be one than was shown, less is shown, there and not elsewhere', () => {
  const found = recalibrate(old, [...decided(4, 400, 0.6), ...decided(0, 200, 0.4)])
  expect(probabilityOf(found, 4)).toBeCloseTo(0.6, 1)
  expect(probabilityOf(found, 0)).toBeCloseTo(0.4, 1)
  expect(probabilityOf(found, 14)).toBeCloseTo(probabilityOf(old, 14), 6)
  expect(probabilityOf(found, -6)).toBeCloseTo(probabilityOf(old, -6), 6)
})

test('a handful of decisions changes little', () => {
  expect(probabilityOf(recalibrate(old, decided(4, 2, 0)), 4)).toBeGreaterThan(0.7)
})

test('whatever was decided, more weight never means less, and nothing is certain', () => {
  const pair = fc.record({ weight: fc.double({ min: -10, max: 18, noNaN: true }), isSame: fc.boolean() })
  fc.assert(fc.property(fc.array(pair, { minLength: 1, maxLength: 400 }), (judged) => {
    const points = recalibrate(old, judged)
    points.forEach(([weight, share], at) => {
      expect(share).toBeGreaterThan(0)
      expect(share).toBeLessThan(1)
      if (at > 0) expect([weight > points[at - 1]![0], share >= points[at - 1]![1]]).toEqual([true, true])
    })
  }))
})

test('enough means what the report says', () => {
  const { pairs, ofEach } = decisionsToCalibrate
  expect(isEnough(decided(1, pairs, ofEach / pairs))).toBe(true)
  expect(isEnough(decided(1, pairs - 1, 0.5))).toBe(false)
})
