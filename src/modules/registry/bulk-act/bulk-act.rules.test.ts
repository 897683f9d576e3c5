import { expect, test } from 'vitest'
import { checkDecision } from './bulk-act.rules.ts'

const proposer = 'a'
test.each([
  ['proposed', 'b', { ok: true }], ['proposed', 'a', { ok: false, error: { kind: 'bulk_act_is_own' } }],
  ['approved', 'b', { ok: false, error: { kind: 'bulk_act_decided', state: 'approved', by: 'Wiwin' } }],
  ['refused', 'b', { ok: false, error: { kind: 'bulk_act_decided', state: 'refused' } }],
  ['withdrawn', 'b', { ok: false, error: { kind: 'bulk_act_decided', state: 'withdrawn' } }],
  ['approved', 'a', { ok: false, error: { kind: 'bulk_act_decided' } }],
] as const)('what is %s, looked at by %s', (state, accountId, outcome) => {
  expect(checkDecision({ state, proposedBy: proposer, decidedByName: 'Wiwin' }, accountId)).toMatchObject(outcome)
})
