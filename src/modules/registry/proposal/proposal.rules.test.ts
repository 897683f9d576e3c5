import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ProposalAct, ProposalState } from './proposal.contract.ts'
import { endStates, noFamily, offeredActs, takeStep, transitions, type LaterAct, type ProposalFacts } from './proposal.rules.ts'

const proposer = 'proposer'
const base: ProposalFacts = { state: 'submitted', version: 1, familyId: 'family', steps: [{ act: 'submit', accountId: proposer }] }
const other = { accountId: 'other', ownFamilyIds: noFamily }

describe('a step', () => {
  test.each<[string, { facts?: Partial<ProposalFacts>; act: LaterAct; doer?: object; outcome: string }]>([
    ['is checked by somebody else', { act: 'check', outcome: 'checked' }],
    ['is not checked by who proposed', { act: 'check', doer: { accountId: proposer, ownFamilyIds: noFamily }, outcome: 'own_step' }],
    ['is not taken by the household itself', { act: 'check', doer: { accountId: 'other', ownFamilyIds: new Set(['family']) }, outcome: 'own_household' }],
    ['is sent also where the sender lives in the family, because others decided', { facts: { state: 'determined' }, act: 'export', doer: { accountId: 'other', ownFamilyIds: new Set(['family']) }, outcome: 'exported' }],
    ['is not verified before the meeting', { facts: { state: 'checked' }, act: 'verify', outcome: 'step_out_of_order' }],
    ['is verified after the meeting', { facts: { state: 'agreed' }, act: 'verify', outcome: 'verified' }],
    ['is not verified by who checked', { facts: { state: 'agreed', steps: [...base.steps, { act: 'check', accountId: 'other' }] }, act: 'verify', outcome: 'own_step' }],
    ['is not confirmed by who verified', { facts: { state: 'verified', steps: [...base.steps, { act: 'verify', accountId: 'other' }] }, act: 'confirm', outcome: 'own_step' }],
    ['goes back from the district', { facts: { state: 'agreed' }, act: 'return', outcome: 'returned' }],
    ['is checked again after it came back, also by the same person', {
      facts: { state: 'returned', steps: [...base.steps, { act: 'check', accountId: 'other' }] }, act: 'check', outcome: 'checked',
    }],
    ['is taken back out of a decree', { facts: { state: 'determined' }, act: 'revoke', outcome: 'returned' }],
    ['is not taken out of a decree once it was sent', { facts: { state: 'exported' }, act: 'revoke', outcome: 'step_out_of_order' }],
    ['is not withdrawn after the meeting', { facts: { state: 'agreed' }, act: 'withdraw', outcome: 'step_out_of_order' }],
    ['is not taken on what has changed', { facts: { version: 4 }, act: 'check', doer: { ...other, seenVersion: 3 }, outcome: 'proposal_changed' }],
    ['of nobody by name is not held against others', { facts: { steps: [{ act: 'submit', accountId: null }] }, act: 'check', outcome: 'checked' }],
  ])('%s', (_name, { facts = {}, act, doer = other, outcome }) => {
    const taken = takeStep({ ...base, ...facts }, act, doer as typeof other)
    expect(taken.ok ? taken.value : taken.error.kind).toBe(outcome)
  })

  test('is offered to whoever may take it, with why not where it is only them', () => {
    const grants = new Set(['registry.proposal.check', 'registry.proposal.make'])
    expect(offeredActs(base, { ...other, grants })).toEqual([{ act: 'check', blockedBy: null }, { act: 'withdraw', blockedBy: null }])
    expect(offeredActs(base, { accountId: proposer, ownFamilyIds: noFamily, grants })[0]).toEqual({ act: 'check', blockedBy: 'own_step' })
    expect(offeredActs({ ...base, state: 'agreed' }, { ...other, grants: new Set(['registry.proposal.verify']) }).map(({ act }) => act)).toEqual(['verify', 'return'])
    expect(offeredActs({ ...base, state: 'accepted' }, { ...other, grants: new Set(['registry.proposal.verify', 'registry.proposal.make']) })).toEqual([])
  })
})

const acts = Object.keys(transitions) as LaterAct[]
const accounts = ['a', 'b', 'c', 'd', 'e', 'f']

/** The rules told once more, by another hand: what must have come before an act since the last time it was sent back. */
const mustHaveHappened: Readonly<Partial<Record<LaterAct, readonly ProposalAct[]>>> = {
  agree: ['check'], verify: ['check', 'agree'], confirm: ['check', 'agree', 'verify'], determine: ['check', 'agree', 'verify', 'confirm'],
  export: ['check', 'agree', 'verify', 'confirm', 'determine'],
}

test('whatever is tried in whatever order, nothing is determined without every hand before it, each another one', () => {
  const tries = fc.array(fc.record({ act: fc.constantFrom(...acts), accountId: fc.constantFrom(...accounts) }), { maxLength: 60 })
  let determined = 0
  fc.assert(fc.property(tries, (asked) => {
    let facts: ProposalFacts = { ...base, familyId: null, steps: [{ act: 'submit', accountId: 'a' }] }
    for (const { act, accountId } of asked) {
      const before: ProposalState = facts.state
      const taken = takeStep(facts, act, { accountId, ownFamilyIds: noFamily })
      if (!taken.ok) continue
      expect(endStates.has(before) && act !== 'reopen').toBe(false)
      const sinceReturn = facts.steps.slice(facts.steps.findLastIndex((step) => ['return', 'reopen', 'revoke'].includes(step.act)) + 1)
      for (const earlier of mustHaveHappened[act] ?? []) expect(sinceReturn.map((step) => step.act)).toContain(earlier)
      facts = { ...facts, state: taken.value, version: facts.version + 1, steps: [...facts.steps, { act, accountId }] }
      if (act !== 'determine') continue
      determined += 1
      const judges = sinceReturn.filter((step) => ['check', 'verify', 'confirm'].includes(step.act)).map((step) => step.accountId)
      expect(new Set([...judges, accountId, 'a']).size).toBe(5)
    }
    expect(facts.version).toBe(facts.steps.length)
  }), { seed: Number(process.env['SEED'] ?? 20_261_125), numRuns: 3_000 })
  // Random tries seldom walk the whole way; one that does is laid down below.
  expect(determined).toBeGreaterThanOrEqual(0)
})

test('the straight way leads from the proposal to the ministry\'s answer', () => {
  const way: readonly [LaterAct, string, ProposalState][] = [
    ['check', 'b', 'checked'], ['agree', 'c', 'agreed'], ['verify', 'd', 'verified'], ['confirm', 'e', 'confirmed'], ['determine', 'f', 'determined'],
    ['export', 'e', 'exported'], ['accept', 'e', 'accepted'],
  ]
  let facts: ProposalFacts = { ...base, familyId: null, steps: [{ act: 'submit', accountId: 'a' }] }
  for (const [act, accountId, state] of way) {
    const taken = takeStep(facts, act, { accountId, ownFamilyIds: noFamily })
    expect(taken).toEqual({ ok: true, value: state })
    facts = { ...facts, state, version: facts.version + 1, steps: [...facts.steps, { act, accountId }] }
  }
  expect(acts.filter((act) => takeStep(facts, act, { accountId: 'z', ownFamilyIds: noFamily }).ok)).toEqual([])
})
