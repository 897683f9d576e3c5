import { expect, test } from 'vitest'
import { checkDecree } from './determination.rules.ts'

const draft = { state: 'draft', version: 1, preparedBy: 'dinsos' } as const
const asked = { seenVersion: 1, accountId: 'kesra', decreeOn: '2026-12-15', today: '2026-12-15' }

test.each([
  ['is entered by another hand on its day', {}, {}, 'ok'],
  ['is not entered by who prepared the list', {}, { accountId: 'dinsos' }, 'determination_is_own'],
  ['is not entered where nobody by name prepared it', { preparedBy: null }, {}, 'determination_is_own'],
  ['is not entered before its day', {}, { decreeOn: '2026-12-16' }, 'decree_day_in_future'],
  ['is not entered on a list that changed', { version: 2 }, {}, 'determination_changed'],
  ['is not entered twice', { state: 'determined' }, {}, 'determination_settled'],
  ['is not entered on a draft that was given up', { state: 'discarded' }, {}, 'determination_settled'],
] as const)('a decree %s', (_name, facts, change, outcome) => {
  const checked = checkDecree({ ...draft, ...facts }, { ...asked, ...change })
  expect(checked.ok ? 'ok' : checked.error.kind).toBe(outcome)
})
