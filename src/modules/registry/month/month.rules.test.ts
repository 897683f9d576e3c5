import fc from 'fast-check'
import { expect, test } from 'vitest'
import { proposalStates } from '#modules/registry/proposal/state.rules.ts'
import { countsByVillage, countsOf, openWork } from './month.rules.ts'

test('what waits is counted for whoever must act, and what ended before a decree nowhere', () => {
  const counts = [
    { areaId: 1, state: 'submitted', proposals: 2 }, { areaId: 1, state: 'returned', proposals: 1 }, { areaId: 1, state: 'declined', proposals: 9 },
    { areaId: 2, state: 'agreed', proposals: 4 }, { areaId: 2, state: 'accepted', proposals: 5 },
  ] as const
  expect(countsOf(counts)).toMatchObject({ toCheck: 3, toVerify: 4, accepted: 5, toConfirm: 0 })
  expect(countsByVillage(counts).map(({ areaId }) => areaId)).toEqual([2, 1])
})

test('the villages together are the whole', () => {
  const count = fc.record({ areaId: fc.integer({ min: 1, max: 5 }), state: fc.constantFrom(...proposalStates), proposals: fc.nat(50) })
  fc.assert(fc.property(fc.array(count, { maxLength: 40 }), (counts) => {
    const villages = countsByVillage(counts)
    expect(villages.reduce((sum, each) => sum + openWork(each), 0)).toBe(openWork(countsOf(counts)))
    expect(villages.map(openWork)).toEqual(villages.map(openWork).toSorted((one, other) => other - one))
  }))
})
