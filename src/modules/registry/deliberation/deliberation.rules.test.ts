import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countQuorum, minutesNumber, missingForClosing, takeDeliberationStep, type DeliberationAct, type DeliberationFacts } from './deliberation.rules.ts'

const twoThirds = { ofInvited: { numerator: 2, denominator: 3 }, minimumPresent: 5 }
const people = (present: number, absent: number) => [...Array<boolean>(present).fill(true), ...Array<boolean>(absent).fill(false)].map((each) => ({ present: each }))

describe('the quorum', () => {
  test.each([
    { present: 5, absent: 2, needed: 5, isReached: true }, { present: 4, absent: 2, needed: 5, isReached: false },
    { present: 6, absent: 4, needed: 7, isReached: false }, { present: 7, absent: 3, needed: 7, isReached: true }, { present: 0, absent: 0, needed: 5, isReached: false },
  ])('with $present there and $absent away needs $needed', ({ present, absent, needed, isReached }) => {
    expect(countQuorum(people(present, absent), twoThirds)).toEqual({ needed, present, invited: present + absent, isReached })
  })

  test('is never lost when somebody more comes who was invited', () => {
    fc.assert(fc.property(fc.nat(100), fc.integer({ min: 1, max: 100 }), (present, absent) => {
      if (!countQuorum(people(present, absent), twoThirds).isReached) return
      expect(countQuorum(people(present + 1, absent - 1), twoThirds).isReached).toBe(true)
    }))
  })
})

const decided = { decision: { decision: 'agreed' as const } }
const base: DeliberationFacts = { state: 'open', version: 3, items: [decided], quorum: countQuorum(people(6, 0), twoThirds) }

describe('a meeting', () => {
  test.each<[string, { facts?: Partial<DeliberationFacts>; act: DeliberationAct; seen?: number | null; outcome: string }]>([
    ['opens when planned', { facts: { state: 'planned' }, act: 'open', outcome: 'open' }],
    ['closes with its quorum and every decision', { act: 'close', outcome: 'closed' }],
    ['does not close without its quorum', { facts: { quorum: countQuorum(people(4, 0), twoThirds) }, act: 'close', outcome: 'quorum_missing' }],
    ['does not close with an item left', { facts: { items: [decided, { decision: null }] }, act: 'close', outcome: 'decisions_missing' }],
    ['does not close without any item', { facts: { items: [] }, act: 'close', outcome: 'decisions_missing' }],
    ['is not changed once closed', { facts: { state: 'closed' }, act: 'change', outcome: 'deliberation_step_out_of_order' }],
    ['is not decided before it opens', { facts: { state: 'planned' }, act: 'decide', outcome: 'deliberation_step_out_of_order' }],
    ['is not closed on what has changed', { act: 'close', seen: 2, outcome: 'deliberation_changed' }],
    ['has its minutes withdrawn once closed', { facts: { state: 'closed' }, act: 'withdraw', outcome: 'withdrawn' }],
    ['takes a signed copy once closed', { facts: { state: 'closed' }, act: 'scan', seen: null, outcome: 'closed' }],
  ])('%s', (_name, { facts = {}, act, seen = 3, outcome }) => {
    const taken = takeDeliberationStep({ ...base, ...facts }, act, seen)
    expect(taken.ok ? taken.value : taken.error.kind).toBe(outcome)
  })

  test('says what is missing', () => {
    expect(missingForClosing(base)).toEqual([])
    expect(missingForClosing({ ...base, state: 'planned', items: [], quorum: countQuorum([], twoThirds) })).toEqual(['not_open', 'quorum', 'items'])
  })

  test('numbers its minutes by village and year', () => {
    expect(minutesNumber({ no: 3, year: 2026 }, { code: '99.01.01.2004', isUrban: false })).toBe('003/BA-MUSDES/99.01.01.2004/2026')
    expect(minutesNumber({ no: 1_203, year: 2026 }, { code: '99.01.01.1004', isUrban: true })).toBe('1203/BA-MUSKEL/99.01.01.1004/2026')
  })
})
