import type { Grant } from '#modules/people/regency/regency.contract.ts'
import type { StepKind } from '#modules/people/regency/plan-template.contract.ts'
import type { CaseEventKind } from '#modules/response/case/case.contract.ts'
import type { CaseEvent } from '#modules/response/case/case.rules.ts'
import type { StepResult } from './plan.contract.ts'

/**
 * What a kind of step means. This is the one place where a further kind (a letter of the village, an enrolment in a programme) plugs in: how is told in
 * docs/howto/add-a-step-kind.md.
 */
export interface StepKindRule {
  /** Who may raise it, beside working for the step's office. */
  readonly grant: Grant
  /** The event that says it was raised, with `stepId` and `raisedId` in its detail; null where nothing is raised. */
  readonly raisedBy: CaseEventKind | null
  /** The event that says that what was raised counts no more; it can then be raised anew. */
  readonly voidedBy: CaseEventKind | null
  /** What an event about what was raised makes of the step; undefined when the step goes on. */
  readonly resultOf: (event: CaseEvent) => StepResult | undefined
}

const ofReferral: Readonly<Record<string, StepResult>> = {
  served: 'served', not_eligible: 'not_eligible', quota_full: 'quota_full', rejected: 'refused', passed_on: 'passed_on',
}

/** Every kind of step there is. */
export const stepKinds: Readonly<Record<StepKind, StepKindRule>> = {
  task: { grant: 'response.case.work', raisedBy: null, voidedBy: null, resultOf: () => undefined },
  referral: {
    grant: 'response.case.refer', raisedBy: 'referral_proposed', voidedBy: 'referral_ended',
    resultOf: (event) => (event.kind === 'referral_answered' ? ofReferral[event.detail.referralAnswer ?? ''] : undefined),
  },
  // A meeting of the village, the regency and the ministry decide over months; the case does not wait for them.
  proposal: {
    grant: 'registry.proposal.make', raisedBy: 'proposal_raised', voidedBy: null,
    resultOf: (event) => (event.kind === 'proposal_raised' ? 'passed_on' : undefined),
  },
}
