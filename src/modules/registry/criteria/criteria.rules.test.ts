import { expect, test } from 'vitest'
import type { SourcedValue } from '#modules/registry/attribute/attribute.contract.ts'
import { heldOn, judge, type FamilyFacts, type Judgement } from './criteria.rules.ts'

function value(attribute: string, of: SourcedValue['value'], isCurrent = true): SourcedValue {
  return {
    attribute, value: of, sourceKey: 'visit', sourceName: 'Kunjungan', isSynthetic: false, rowNumber: 1, asOfOn: '2026-01-01', validFrom: '2026-01-01', isCurrent,
  } as SourcedValue
}

const facts: FamilyFacts = {
  family: [value('floor', 'earth'), value('floor', 'ceramic', false), value('light', 'metered'), value('powerVoltAmperes', 450), value('hasNoDwelling', false)],
  members: [
    { name: 'SUKARNO', isHead: true, ageInYears: 66, values: [value('worked', false)] },
    { name: 'TONI', isHead: false, ageInYears: 9, values: [value('schooling', 'left')] },
    { name: 'UMUR', isHead: false, ageInYears: null, values: [] },
  ],
}

test.each<[string, Parameters<typeof judge>[0], Judgement]>([
  ['the value that counts', [{ of: 'family', attribute: 'floor', is: ['earth'] }], 'met'],
  ['a value that stands beside', [{ of: 'family', attribute: 'floor', is: ['ceramic'] }], 'not_met'],
  ['a value that nobody said', [{ of: 'family', attribute: 'wall', is: ['bamboo'] }], 'unknown'],
  ['one of two tests', [{ of: 'family', attribute: 'light', is: ['no_electricity'] }, { of: 'family', attribute: 'powerVoltAmperes', atMost: 450 }], 'met'],
  ['one test not met and one unknown', [{ of: 'family', attribute: 'light', is: ['no_electricity'] }, { of: 'family', attribute: 'wall', is: ['bamboo'] }], 'unknown'],
  ['yes and no', [{ of: 'family', attribute: 'hasNoDwelling', is: [true] }], 'not_met'],
  ['the head', [{ of: 'head', attribute: 'worked', is: [false] }], 'met'],
  ['a member of some years', [{ of: 'member', attribute: 'schooling', is: ['left'], aged: { from: 7, to: 18 } }], 'met'],
  ['a member whose age nobody knows', [{ of: 'member', attribute: 'schooling', is: ['left'], aged: { from: 30, to: 50 } }], 'unknown'],
  ['an age', [{ of: 'member', attribute: 'age', atLeast: 60 }], 'met'],
])('%s decides', (_what, tests, state) => {
  expect(judge(tests, facts).state).toBe(state)
})

test('what is met or not comes with the value, its source and its day', () => {
  expect(judge([{ of: 'head', attribute: 'worked', is: [false] }], facts).evidence).toEqual([
    { personName: 'SUKARNO', attribute: 'worked', value: false, sourceName: 'Kunjungan', on: '2026-01-01' },
  ])
})

test('only what holds on the day is judged', () => {
  const rules = [{ key: 'old', from: '2013-01-01', to: '2022-12-30' }, { key: 'now', from: '2022-12-31', to: null }]
  expect([heldOn(rules, '2022-12-30'), heldOn(rules, '2022-12-31')].map((held) => held.map((rule) => rule.key))).toEqual([['old'], ['now']])
})
