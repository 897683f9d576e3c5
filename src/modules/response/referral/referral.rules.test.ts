import { describe, expect, it } from 'vitest'
import { actsFor, answer, answerDueOn, end, issue, letterNumber, letterRuleOn, type Doer, type ReferralFacts } from './referral.rules.ts'
import type { ReferralState } from './referral.contract.ts'

const [unit, agency] = [1015, 3]
const referral = (state: ReferralState, change: Partial<ReferralFacts> = {}): ReferralFacts => ({ state, fromOfficeId: unit, toOfficeId: agency, proposedBy: 'a', ...change })
const doer = (change: Partial<Doer> = {}): Doer => ({
  accountId: 'b', officeId: agency, speaksForCase: false, grants: new Set(['response.case.work', 'response.referral.issue']), ...change,
})

describe('a referral', () => {
  it('is signed once, by another than who proposed it', () => {
    expect(issue(referral('proposed'), doer())).toEqual({ ok: true, value: 'issued' })
    expect(issue(referral('proposed'), doer({ accountId: 'a' }))).toEqual({ ok: false, error: { kind: 'referral_by_oneself' } })
    expect(issue(referral('issued'), doer())).toEqual({ ok: false, error: { kind: 'referral_changed' } })
  })

  it.each([
    ['proposed', 'returned'], ['issued', 'revoked'],
  ] as const)('that is %s ends as %s', (state, ended) => {
    expect(end(referral(state))).toEqual({ ok: true, value: ended })
  })

  it.each(['accepted', 'served', 'rejected', 'returned', 'revoked', 'passed_on'] as const)('that is %s cannot be taken back', (state) => {
    expect(end(referral(state)).ok).toBe(false)
  })

  it('is answered by whom it was addressed to, and accepted before it is served', () => {
    expect(answer(referral('issued'), 'accepted', doer())).toEqual({ ok: true, value: 'accepted' })
    expect(answer(referral('accepted'), 'served', doer())).toEqual({ ok: true, value: 'served' })
    expect(answer(referral('accepted'), 'accepted', doer())).toMatchObject({ error: { kind: 'referral_changed' } })
    expect(answer(referral('served'), 'rejected', doer())).toMatchObject({ error: { kind: 'referral_changed' } })
    expect(answer(referral('issued'), 'served', doer({ officeId: unit }))).toMatchObject({ error: { kind: 'office_not_on_case' } })
  })

  it('to a body outside is answered by the office that referred, or the one that speaks for the case', () => {
    const outside = referral('issued', { toOfficeId: null })
    expect(answer(outside, 'quota_full', doer({ officeId: unit })).ok).toBe(true)
    expect(answer(outside, 'quota_full', doer({ officeId: 9, speaksForCase: true })).ok).toBe(true)
    expect(answer(outside, 'quota_full', doer({ officeId: agency })).ok).toBe(false)
  })

  it('offers what would not be refused', () => {
    expect(actsFor(referral('proposed'), doer())).toEqual(['issue', 'return'])
    expect(actsFor(referral('proposed'), doer({ accountId: 'a' }))).toEqual(['return'])
    expect(actsFor(referral('issued'), doer())).toEqual(['revoke', 'answer'])
    expect(actsFor(referral('issued'), doer({ grants: new Set() }))).toEqual([])
    expect(actsFor(referral('served'), doer())).toEqual([])
  })
})

describe('a letter', () => {
  const source = { cites: 'test', tag: 'design' as const }
  const settings = { sectors: [], sectorSource: source, bodies: [], valve: { offices: [], bodies: [], source: { cites: 'a case', tag: 'design' as const } }, letters: [{ from: '2026-01-01', to: null, number: '400.9/{no}/SLRT/{month}/{year}', signer: 'Manajer', answerWithinDays: 7, source }] }

  it('is numbered in its year, in the regency’s wording', () => {
    expect(letterNumber('400.9/{no}/SLRT/{month}/{year}', 7, '2026-11-25')).toBe('400.9/007/SLRT/XI/2026')
    expect(letterNumber('{no}/{year}', 1234, '2027-01-02')).toBe('1234/2027')
  })

  it('asks for an answer within the days of its rule', () => {
    expect(answerDueOn(settings, '2026-12-28')).toBe('2027-01-04')
    expect(() => letterRuleOn(settings, '2025-12-31')).toThrow('no rule for letters')
  })
})
