import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calibrate } from './calibration.rules.ts'
import { LinkExplanation } from './linkage.contract.ts'
import { patternCount } from './pattern.rules.ts'
import { bandOf, createExplainer, probabilityOf, weightAt, weighPattern, weightTables } from './score.rules.ts'
import { shippedModel } from './shipped-model.rules.ts'

const pattern = fc.nat(patternCount - 1)

test('the parts of an explanation, added to its prior, are its total, which is the weight', () => {
  const [tables, explain] = [weightTables(shippedModel), createExplainer(shippedModel)]
  fc.assert(fc.property(pattern, (each) => {
    const explained = LinkExplanation.parse(explain(each, []))
    expect(explained.parts).toHaveLength(8)
    expect(explained.parts.reduce((sum, part) => sum + part.weight, explained.prior)).toBeCloseTo(explained.total, 6)
    expect(explained.total).toBeCloseTo(weighPattern(tables, each), 6)
  }), { numRuns: 60 })
})

test('a greater weight never means a smaller probability', () => {
  fc.assert(fc.property(fc.float({ min: -40, max: 40, noNaN: true }), fc.float({ min: 0, max: 10, noNaN: true }), (weight, more) => {
    expect(probabilityOf(shippedModel.calibration, weight + more)).toBeGreaterThanOrEqual(probabilityOf(shippedModel.calibration, weight))
  }))
})

test('the weight at a threshold has the probability of the threshold', () => {
  for (const probability of [0.1, 0.3, 0.5, 0.9, 0.99]) {
    expect(probabilityOf(shippedModel.calibration, weightAt(shippedModel.calibration, probability))).toBeCloseTo(probability, 6)
  }
})

test.each([
  [0.95, [], 'link'], [0.95, ['two_niks'], 'review'], [0.5, [], 'review'], [0.1, [], 'none'], [0.1, ['two_niks'], 'none'],
] as const)('a probability of %d with guards %j: %s', (probability, guards, band) => {
  expect(bandOf(probability, { link: 0.9, review: 0.3 }, guards)).toBe(band)
})

test('calibration gives back the share of true pairs at each weight', () => {
  const pairs = Array.from({ length: 20_000 }, (_, at) => {
    const weight = (at % 200) / 10 - 10
    return { weight, isSame: (Math.imul(at, 2_654_435_761) >>> 0) / 2 ** 32 < 1 / (1 + 2 ** -weight) }
  })
  const calibration = calibrate(pairs)
  for (const weight of [-4, -2, 0, 2, 4]) expect(Math.abs(probabilityOf(calibration, weight) - 1 / (1 + 2 ** -weight))).toBeLessThan(0.06)
})

test('calibration of pairs that are all true does not call anything certain', () => {
  const calibration = calibrate(Array.from({ length: 500 }, (_, at) => ({ weight: at / 10, isSame: true })))
  expect(probabilityOf(calibration, 1_000)).toBeLessThan(1)
})
