import type { ReferralSettings } from '#modules/people/regency/referral.contract.ts'
import { addDays } from '#platform/day.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { ReferralAct, ReferralAnswer, ReferralState } from './referral.contract.ts'

/** What the rules ask about a referral. */
export interface ReferralFacts {
  readonly state: ReferralState
  readonly fromOfficeId: number
  readonly toOfficeId: number | null
  readonly proposedBy: string
}

/** Who wants to do something with it. */
export interface Doer {
  readonly accountId: string | null
  readonly officeId: number | null
  /** The office speaks for the whole case: it may write for a body outside, which has no account here. */
  readonly speaksForCase: boolean
  readonly grants: ReadonlySet<string>
}

export type StepRefused = { readonly kind: 'referral_changed' } | { readonly kind: 'referral_by_oneself' } | { readonly kind: 'office_not_on_case' }

const awaited: ReadonlySet<ReferralState> = new Set(['issued', 'accepted'])

/** Whether an addressee can still answer, or a letter be taken back. */
export function isAwaited(state: ReferralState): boolean {
  return awaited.has(state)
}

/** A referral is signed by somebody other than who proposed it. */
export function issue(referral: ReferralFacts, doer: Doer): Result<'issued', StepRefused> {
  if (referral.state !== 'proposed') return err({ kind: 'referral_changed' })
  return referral.proposedBy === doer.accountId ? err({ kind: 'referral_by_oneself' }) : ok('issued')
}

/** A proposed one is returned, an issued one revoked; what was accepted or answered stands. */
export function end(referral: ReferralFacts): Result<'returned' | 'revoked', StepRefused> {
  if (referral.state === 'proposed') return ok('returned')
  return referral.state === 'issued' ? ok('revoked') : err({ kind: 'referral_changed' })
}

/** The addressee answers; a body outside through the office that referred, or the one that speaks for the case. Nothing is accepted twice. */
export function answer(referral: ReferralFacts, given: ReferralAnswer, doer: Doer): Result<ReferralAnswer, StepRefused> {
  if (!isAwaited(referral.state) || given === referral.state) return err({ kind: 'referral_changed' })
  return mayAnswer(referral, doer) ? ok(given) : err({ kind: 'office_not_on_case' })
}

function mayAnswer({ toOfficeId, fromOfficeId }: ReferralFacts, { officeId, speaksForCase }: Doer): boolean {
  if (toOfficeId !== null) return officeId === toOfficeId
  return officeId === fromOfficeId || speaksForCase
}

/** What somebody can do with a referral, so that a screen offers nothing that would be refused. */
export function actsFor(referral: ReferralFacts, doer: Doer): ReferralAct[] {
  const acts: ReferralAct[] = []
  if (doer.grants.has('response.referral.issue')) {
    if (issue(referral, doer).ok) acts.push('issue')
    if (referral.state === 'proposed') acts.push('return')
    if (referral.state === 'issued') acts.push('revoke')
  }
  if (doer.grants.has('response.case.work') && isAwaited(referral.state) && mayAnswer(referral, doer)) acts.push('answer')
  return acts
}

/** Whether an addressee is of the safety valve: asked last, when no public programme can help. */
export function isOfValve({ valve }: ReferralSettings, to: { readonly officeKey: string | undefined; readonly body: string | null }): boolean {
  return (to.officeKey !== undefined && valve.offices.includes(to.officeKey)) || (to.body !== null && valve.bodies.includes(to.body))
}

/** How letters are numbered and signed on a day. Throws when the regency has no rule for it. */
export function letterRuleOn(settings: ReferralSettings, day: string): ReferralSettings['letters'][number] {
  const rule = settings.letters.find(({ from, to }) => from <= day && (to === null || day <= to))
  if (rule === undefined) throw new Error(`referrals.yaml has no rule for letters on ${day}`)
  return rule
}

const roman = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'] as const

/** The number of a letter: the running one of its year, in the regency's wording. */
export function letterNumber(pattern: string, no: number, day: string): string {
  const month = roman[Number(day.slice(5, 7)) - 1] ?? ''
  return pattern.replace('{no}', String(no).padStart(3, '0')).replace('{month}', month).replace('{year}', day.slice(0, 4))
}

/** Until when an addressee is asked to answer a letter of a day. */
export function answerDueOn(settings: ReferralSettings, day: string): string {
  return addDays(day, letterRuleOn(settings, day).answerWithinDays)
}
