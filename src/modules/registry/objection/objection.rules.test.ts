import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerBlockedBy, clockOf, dueOn } from './objection.rules.ts'

const calendar = { workingDays: ['mon', 'tue', 'wed', 'thu', 'fri'], holidays: [{ on: '2026-12-24' }, { on: '2026-12-25' }] }

describe('the day on which an answer is due', () => {
  test.each([
    ['2026-11-25', { days: 30 }, '2026-12-25'], ['2026-12-31', { days: 1 }, '2027-01-01'], ['2026-11-27', { workingDays: 1 }, '2026-11-30'],
    ['2026-12-23', { workingDays: 1 }, '2026-12-28'], ['2026-11-28', { workingDays: 5 }, '2026-12-04'],
  ])('after %s within %o is %s', (received, within, due) => {
    expect(dueOn(received, within, calendar)).toBe(due)
  })

  test('of working days is never earlier than of as many days', () => {
    const days = fc.integer({ min: 0, max: 700 }).map((at) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10))
    fc.assert(fc.property(days, fc.integer({ min: 1, max: 60 }), (day, count) => {
      expect(dueOn(day, { workingDays: count }, calendar) >= dueOn(day, { days: count }, calendar)).toBe(true)
    }))
  })
})

test.each([
  ['with days left', '2026-12-01', null, { daysLeft: 3, isLate: false }], ['on its last day', '2026-12-04', null, { daysLeft: 0, isLate: false }],
  ['late', '2026-12-05', null, { daysLeft: -1, isLate: true }], ['answered in time', '2026-12-30', '2026-12-04', { daysLeft: null, isLate: false }],
  ['answered late', '2026-12-30', '2026-12-05', { daysLeft: null, isLate: true }],
])('a clock is shown %s', (_name, today, answeredOn, shown) => {
  expect(clockOf({ dueOn: '2026-12-04', answeredOn }, today)).toEqual(shown)
})

const facts = { state: 'open', familyId: 'family', submittedBy: 'operator', answeredBy: null } as const

test.each([
  ['by an uninvolved officer', {}, {}, null], ['not by who wrote it down', {}, { accountId: 'operator' }, 'own_step'],
  ['not by the family itself', {}, { ownFamilyIds: new Set(['family']) }, 'own_household'],
  ['not a second time by the same hand', { state: 'appealed', answeredBy: 'head' }, { accountId: 'head' }, 'first_answer'],
  ['a second time by another hand', { state: 'appealed', answeredBy: 'head' }, {}, null],
] as const)('an objection is answered %s', (_name, change, doer, blocked) => {
  expect(answerBlockedBy({ ...facts, ...change }, { accountId: 'officer', ownFamilyIds: new Set<string>(), ...doer })).toBe(blocked)
})
