import { describe, expect, test } from 'vitest'
import { comparePair, decide, findPairs, readMark, writeMark, type Comparable, type Standing } from './review.rules.ts'

function person(traits: Partial<Comparable> & { personId: string }): Comparable {
  return {
    rootId: traits.personId, areaId: 152_004, name: 'SITI AMINAH', nameKey: 'AMINA SITI', sex: 'female', birthOn: '1964-03-12', birthOnIsDefault: false,
    nikMac: null, cardMac: null, ...traits,
  }
}
const isAlike = (one: Comparable, other: Comparable): boolean => one.name === other.name

describe('two persons', () => {
  const one = person({ personId: 'a', nikMac: 'n1', cardMac: 'c1' })
  test.each([
    ['with one NIK may be one', person({ personId: 'b', nikMac: 'n1', nameKey: 'X', birthOn: null }), ['same_nik'], false],
    ['with one NIK and unlike names contradict', person({ personId: 'b', nikMac: 'n1', name: 'HARTONO', nameKey: 'X', birthOn: null }), ['same_nik'], true],
    ['with one NIK and two birth dates contradict', person({ personId: 'b', nikMac: 'n1', nameKey: 'X', birthOn: '1970-03-12' }), ['same_nik'], true],
    ['with one card and name may be one', person({ personId: 'b', cardMac: 'c1', birthOn: null }), ['card_and_name'], false],
    ['with one name and birth date in one village may be one', person({ personId: 'b' }), ['name_and_birth'], false],
    ['with one name and birth date but two NIK contradict', person({ personId: 'b', nikMac: 'n2' }), ['name_and_birth'], true],
  ])('%s', (_fact, other, rules, needsTwo) => {
    expect(comparePair(one, other, isAlike)).toMatchObject({ leftId: 'a', rightId: 'b', rules, needsTwo })
    expect(comparePair(other, one, isAlike)).toEqual(comparePair(one, other, isAlike))
  })

  test.each([
    ['of another village', person({ personId: 'b', areaId: 152_005 })], ['of another sex', person({ personId: 'b', sex: 'male' })],
    ['born on another day', person({ personId: 'b', birthOn: '1964-03-13' })], ['who are one already', person({ personId: 'b', rootId: 'a' })],
    ['of one card with two birth dates', person({ personId: 'b', cardMac: 'c1', birthOn: '1990-01-02' })],
  ])('%s are no question', (_fact, other) => {
    expect(comparePair(one, other, isAlike)).toBeUndefined()
  })

  test('who share a date that stands for "unknown" and have two NIK are no question', () => {
    const unknown = { birthOn: '1964-07-01', birthOnIsDefault: true } as const
    expect(comparePair(person({ personId: 'a', nikMac: 'n1', ...unknown }), person({ personId: 'b', nikMac: 'n2', ...unknown }), isAlike)).toBeUndefined()
    expect(comparePair(person({ personId: 'a', ...unknown }), person({ personId: 'b', ...unknown }), isAlike)).toMatchObject({ score: 0.6 })
  })

  test('are asked about once, the most telling pair first', () => {
    const all = [person({ personId: 'a', nikMac: 'n1' }), person({ personId: 'b', nikMac: 'n1' }), person({ personId: 'c' })]
    expect(findPairs(all, all, isAlike).map(({ leftId, rightId }) => leftId + rightId)).toEqual(['ab', 'bc', 'ac'].toSorted())
  })
})

describe('a decision', () => {
  const open: Standing = { state: 'open', verdict: null, needsTwo: false, proposedBy: null }
  const proposed: Standing = { state: 'proposed', verdict: 'same', needsTwo: true, proposedBy: 'a' }
  test.each([
    ['settles a plain pair', open, { verdict: 'same', by: 'a' }, { to: 'decided', step: 'decided' }],
    ['settles a pair that a village was asked about', { ...open, state: 'asked_village' }, { verdict: 'different', by: 'a' }, { to: 'decided', step: 'decided' }],
    ['proposes where numbers contradict', { ...open, needsTwo: true }, { verdict: 'same', by: 'a' }, { to: 'proposed', step: 'proposed' }],
    ['confirms what another proposed', proposed, { verdict: 'same', by: 'b' }, { to: 'decided', step: 'confirmed' }],
    ['refuses what another proposed', proposed, { verdict: 'different', by: 'b' }, { to: 'open', step: 'refused' }],
  ] as const)('%s', (...[, review, said, move]) => {
    expect(decide(review, said)).toMatchObject({ ok: true, value: move })
  })

  test.each([
    ['about what one proposed oneself', proposed, 'second_person_needed'],
    ['about what is decided', { ...open, state: 'decided', verdict: 'same' }, 'review_decided'],
  ] as const)('%s is refused', (_fact, review, kind) => {
    expect(decide(review, { verdict: 'same', by: 'a' })).toEqual({ ok: false, error: { kind } })
  })
})

test('a page mark comes back as it was written, and nothing else does', () => {
  const mark = { score: 0.54, reviewId: '01a213dc-4dee-7cec-ba94-53bad9394645' }
  expect(readMark(writeMark(mark))).toEqual(mark)
  for (const text of ['', 'x', '0.5', '0.5~x', `9e9~${mark.reviewId}`, `-1~${mark.reviewId}`]) expect(readMark(text)).toBeUndefined()
})
