import type { ProposalAct, ProposalState } from './proposal.contract.ts'
import { err, ok, type Result } from '#platform/result.ts'

/** What a proposal is and who did what with it, as far as the next step depends on it. */
export interface ProposalFacts {
  readonly state: ProposalState
  readonly version: number
  readonly familyId: string | null
  readonly steps: readonly { readonly act: ProposalAct; readonly accountId: string | null }[]
}

/** Who takes a step. `ownFamilyIds`: the family in which the person of the account lives, and every one that became one with it. */
export interface Doer {
  readonly accountId: string | null
  readonly ownFamilyIds: ReadonlySet<string>
}

/** Of whoever acts for nobody's household: the meeting as a whole, the ministry. */
export const noFamily: ReadonlySet<string> = new Set()

export type StepRefused = { readonly kind: 'step_out_of_order' | 'own_step' | 'own_household' | 'proposal_changed' }

interface Transition {
  readonly from: readonly ProposalState[]
  readonly to: ProposalState
}

/** The way of a proposal. What a meeting, a district, an office and the regent decided stands one behind the other; whoever decides next may send it back. */
export const transitions: Readonly<Record<Exclude<ProposalAct, 'submit'>, Transition>> = {
  check: { from: ['submitted', 'returned'], to: 'checked' },
  agree: { from: ['checked'], to: 'agreed' },
  decline: { from: ['checked'], to: 'declined' },
  verify: { from: ['agreed'], to: 'verified' },
  confirm: { from: ['verified'], to: 'confirmed' },
  determine: { from: ['confirmed'], to: 'determined' },
  export: { from: ['determined'], to: 'exported' },
  accept: { from: ['exported'], to: 'accepted' },
  reject: { from: ['exported'], to: 'rejected' },
  return: { from: ['agreed', 'verified', 'confirmed'], to: 'returned' },
  // The minutes in which a meeting decided were withdrawn: what they said counts no more.
  reopen: { from: ['agreed', 'declined'], to: 'returned' },
  // A correcting determination took the item back out of the decree.
  revoke: { from: ['determined'], to: 'returned' },
  withdraw: { from: ['submitted', 'returned', 'checked'], to: 'withdrawn' },
}

export type LaterAct = keyof typeof transitions

/** States from which nothing follows. */
export const endStates: ReadonlySet<ProposalState> = new Set(['accepted', 'rejected', 'declined', 'withdrawn'])

/** Refused by the meeting or by the ministry: it may be proposed anew. */
export const refusedStates: ReadonlySet<ProposalState> = new Set(['rejected', 'declined'])

/** What each approving step must not have been preceded by, from the same hand: who proposed or judged earlier does not judge again. */
const judging: ReadonlySet<ProposalAct> = new Set(['check', 'verify', 'confirm', 'determine'])
const needsOtherHand: ReadonlySet<ProposalAct> = new Set(['check', 'agree', 'decline', 'verify', 'confirm', 'determine'])

/** What only carries out what others decided: sending, and taking over what the ministry answered. */
const carriesOut: ReadonlySet<ProposalAct> = new Set(['export', 'accept', 'reject'])

/** The state after an act, or why it cannot be done: the order first, then who does it. */
export function takeStep(facts: ProposalFacts, act: LaterAct, doer: Doer & { readonly seenVersion?: number }): Result<ProposalState, StepRefused> {
  const { from, to } = transitions[act]
  if (doer.seenVersion !== undefined && doer.seenVersion !== facts.version) return err({ kind: 'proposal_changed' })
  if (!from.includes(facts.state)) return err({ kind: 'step_out_of_order' })
  const blocked = blockedBy(facts, act, doer)
  return blocked === null ? ok(to) : err({ kind: blocked })
}

/** Why this person, of all who may, must leave the step to another. */
export function blockedBy(facts: ProposalFacts, act: LaterAct, doer: Doer): 'own_step' | 'own_household' | null {
  if (facts.familyId !== null && doer.ownFamilyIds.has(facts.familyId) && !carriesOut.has(act)) return 'own_household'
  if (!needsOtherHand.has(act) || doer.accountId === null) return null
  return handsOf(facts, act).has(doer.accountId) ? 'own_step' : null
}

/** Whoever proposed, and for a judgement whoever judged before; a check that was sent back may be made again by the same person. */
function handsOf({ steps }: ProposalFacts, act: LaterAct): ReadonlySet<string | null> {
  const counted = steps.filter((step) => step.act === 'submit' || (act !== 'check' && act !== 'agree' && act !== 'decline' && judging.has(step.act) && step.act !== act))
  return new Set(counted.map((step) => step.accountId))
}

/** The right that each act asks for; acts that follow from a meeting or a file have none of their own. */
const grantsOfActs: Readonly<Partial<Record<LaterAct, string>>> = {
  check: 'registry.proposal.check', verify: 'registry.proposal.verify', confirm: 'registry.proposal.confirm', withdraw: 'registry.proposal.make',
}

/** Whoever decides the next step may send it back: the right that a return asks for in a state; undefined where nobody may. */
export function returnGrant(state: ProposalState): string | undefined {
  const grants: Readonly<Partial<Record<ProposalState, string>>> = {
    agreed: 'registry.proposal.verify', verified: 'registry.proposal.confirm', confirmed: 'registry.proposal.determine',
  }
  return grants[state]
}

/** The steps on the proposal's page that somebody may take now, with why not where it is only them. */
export function offeredActs(
  facts: ProposalFacts, doer: Doer & { readonly grants: ReadonlySet<string> },
): readonly { readonly act: LaterAct; readonly blockedBy: 'own_step' | 'own_household' | null }[] {
  const own = (Object.keys(grantsOfActs) as LaterAct[]).filter((act) => doer.grants.has(grantsOfActs[act]!))
  const back = returnGrant(facts.state)
  const acts: readonly LaterAct[] = back !== undefined && doer.grants.has(back) ? [...own, 'return'] : own
  return acts.filter((act) => transitions[act].from.includes(facts.state)).map((act) => ({ act, blockedBy: blockedBy(facts, act, doer) }))
}
