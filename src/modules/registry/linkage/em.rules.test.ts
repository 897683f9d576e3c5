import { expect, test } from 'vitest'
import { createRandom } from '#modules/registry/twin/random.rules.ts'
import { learn } from './em.rules.ts'
import { birthLevel, cardLevel, groupSteps, joinBirthNik, joinHousehold, joinName, motherLevel, nameLevel, nikLevel, patternCount, placeLevel, sexLevel } from './pattern.rules.ts'
import { sparse } from './scan.rules.ts'

type Choice = readonly (readonly [number, number])[]

// Shares that are known, to be found again.
const truth: Record<'same' | 'other', readonly [Choice, Choice, Choice, Choice]> = {
  same: [
    [[joinName(nameLevel.same, 4), 0.7], [joinName(nameLevel.similar, 3), 0.2], [joinName(nameLevel.differs, 0), 0.1]],
    [[joinBirthNik(birthLevel.same, nikLevel.same), 0.6], [joinBirthNik(birthLevel.same, nikLevel.unknown), 0.3], [joinBirthNik(birthLevel.yearDefault, nikLevel.unknown), 0.1]],
    [[sexLevel.same, 0.99], [sexLevel.differs, 0.01]],
    [[joinHousehold(cardLevel.same, motherLevel.same, placeLevel.neighbourhood), 0.8], [joinHousehold(cardLevel.differs, motherLevel.unknown, placeLevel.district), 0.2]],
  ],
  other: [
    [[joinName(nameLevel.same, 4), 0.02], [joinName(nameLevel.similar, 3), 0.08], [joinName(nameLevel.differs, 0), 0.9]],
    [[joinBirthNik(birthLevel.same, nikLevel.same), 0.001], [joinBirthNik(birthLevel.same, nikLevel.unknown), 0.2], [joinBirthNik(birthLevel.yearDefault, nikLevel.unknown), 0.799]],
    [[sexLevel.same, 0.5], [sexLevel.differs, 0.5]],
    [[joinHousehold(cardLevel.same, motherLevel.same, placeLevel.neighbourhood), 0.1], [joinHousehold(cardLevel.differs, motherLevel.unknown, placeLevel.district), 0.9]],
  ],
}
const prior = 0.2

function drawPatterns(pairs: number, seed: number): Float64Array {
  const random = createRandom(seed, 1)
  const draw = (choice: Choice): number => {
    let left = random.next()
    return (choice.find(([, share]) => (left -= share) < 0) ?? choice.at(-1)!)[0]
  }
  const counts = new Float64Array(patternCount)
  for (let pair = 0; pair < pairs; pair += 1) {
    const of = random.chance(prior) ? truth.same : truth.other
    counts[of.reduce((pattern, choice, group) => pattern + draw(choice) * groupSteps[group]!, 0)]! += 1
  }
  return counts
}

test('shares that pairs were drawn with are found again, without being told which pair is whose', () => {
  const learned = learn(sparse(drawPatterns(200_000, 5)), { mostRounds: 200 })
  expect(learned.prior).toBeCloseTo(prior, 1)
  const keys = ['name', 'birthNik', 'sex', 'household'] as const
  keys.forEach((key, group) => {
    for (const [level, share] of truth.same[group]!) expect(learned.shares[key].same[level], `${key} ${level} same`).toBeCloseTo(share, 1)
    for (const [level, share] of truth.other[group]!) expect(learned.shares[key].other[level], `${key} ${level} other`).toBeCloseTo(share, 1)
  })
})

test('what the shares of each side add up to is one', () => {
  const { shares } = learn(sparse(drawPatterns(2_000, 6)), { mostRounds: 20 })
  for (const { same, other } of Object.values(shares)) {
    for (const side of [same, other]) expect(side.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6)
  }
})

test('a level that was never met is neither impossible nor a proof', () => {
  const { shares } = learn(sparse(drawPatterns(2_000, 6)), { mostRounds: 20 })
  const never = joinName(nameLevel.runTogether, 0)
  const bits = Math.log2(shares.name.same[never]! / shares.name.other[never]!)
  expect(Math.abs(bits)).toBeLessThan(6)
})

test('few pairs change little of what was known before', () => {
  const before = { ...learn(sparse(drawPatterns(50_000, 7)), { mostRounds: 100 }), pairs: 1_000 }
  const same = (learned: ReturnType<typeof learn>) => learned.shares.sex.same[sexLevel.same]!
  const after = learn(sparse(drawPatterns(20, 8)), { mostRounds: 50, before })
  expect(same(after)).toBeCloseTo(same(before), 1)
  expect(after.prior).toBeCloseTo(before.prior, 1)
})
