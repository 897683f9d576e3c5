import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'
import { ProposalKind } from '#modules/people/regency/regency.contract.ts'
import { ProposalState } from '#modules/registry/proposal/proposal.contract.ts'
import { StepKind } from '#modules/people/regency/plan-template.contract.ts'
import { Bilingual, CaseChanged, OfficeName, TaskResult, Verdict } from '#modules/response/case/case.contract.ts'

// What each kind means stands in `step-kind.rules.ts`.
export { StepKind } from '#modules/people/regency/plan-template.contract.ts'

/** `waiting` for other steps; `open`: the office is at work; `stopped`: its task was taken back, the lead gives it out anew; `dropped` by the lead, with a reason. */
export const StepState = z.enum(['waiting', 'open', 'stopped', 'done', 'dropped'])
export type StepState = z.infer<typeof StepState>

/** What came of a step. `passed_on`: somebody else decides from here on; `refused`: whoever was asked said no. */
export const StepResult = z.enum(['served', 'no_need', 'not_eligible', 'quota_full', 'passed_on', 'refused'])
export type StepResult = z.infer<typeof StepResult>

/** What can be done with a step by whoever looks. */
export const StepAct = z.enum(['finish', 'raise', 'change', 'drop'])
export type StepAct = z.infer<typeof StepAct>

export const planLimits = { steps: 40, titleLength: 160, needs: 20 } as const

const Title = z.string().trim().min(5).max(planLimits.titleLength)

/** A step as somebody plans it. Its id is made by whoever plans, so that steps sent together can wait for one another. */
export const DraftStep = z.strictObject({
  stepId: z.uuid(),
  kind: StepKind,
  /** What is to be done, in words that the reporter reads too. */
  title: Title,
  officeId: z.int(),
  /** By when, as the lead plans it; the promise of the office is its clock. */
  dueOn: z.iso.date().nullable(),
  needs: z.array(z.uuid()).max(planLimits.needs),
}).meta({ id: 'PlanDraftStep' })
export type DraftStep = Readonly<z.infer<typeof DraftStep>>

/** What took the task of a step back. */
export const StopCause = z.enum(['protected', 'accused_named', 'family_returned', 'other'])
export type StopCause = z.infer<typeof StopCause>

/** Something that happened to a step; each round of a step that was opened again has its own end. */
export const StepHappening = z.object({
  kind: z.enum(['opened', 'stopped', 'done', 'dropped', 'opened_again', 'raised']),
  at: z.iso.datetime(), byName: z.string(), words: z.string().nullable(), result: StepResult.nullable(),
})
export type StepHappening = Readonly<z.infer<typeof StepHappening>>

export const StepView = DraftStep.extend({
  no: z.int(),
  officeName: Bilingual,
  state: StepState,
  isOverdue: z.boolean(),
  taskId: z.uuid().nullable(),
  openedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  result: StepResult.nullable(),
  /** Why its task was taken back; null unless it stopped. */
  stopped: z.object({ cause: StopCause, at: z.iso.datetime(), words: z.string().nullable() }).nullable(),
  /** What was said at its end. */
  words: z.string().nullable(),
  /** The letter or proposal that was raised by it. */
  raisedId: z.uuid().nullable(),
  /** How far the proposal is; null for anything else, and for whoever may not read it. */
  raisedState: ProposalState.nullable(),
  history: z.array(StepHappening),
  may: z.array(StepAct),
}).meta({ id: 'PlanStep' })
export type StepView = Readonly<z.infer<typeof StepView>>

/** Steps that the regency suggests for a kind of trouble, made ready for one case. */
export const PlanTemplate = z.object({ key: z.string(), name: Bilingual, steps: z.array(DraftStep) }).meta({ id: 'PlanTemplate' })
export type PlanTemplate = Readonly<z.infer<typeof PlanTemplate>>

/** What the results of the steps add up to, for a person to put into words. */
export const JoinedVerdict = z.object({
  verdict: Verdict,
  lines: z.array(z.object({ title: z.string(), officeName: Bilingual, result: StepResult, words: z.string().nullable() })),
}).meta({ id: 'JoinedVerdict' })
export type JoinedVerdict = Readonly<z.infer<typeof JoinedVerdict>>

export const PlanView = z.object({
  steps: z.array(StepView),
  mayPlan: z.boolean(),
  template: PlanTemplate.nullable(),
  /** Offices that a step can be given to. */
  offices: z.array(OfficeName),
  /** Null while no step is done, or one is not finished. */
  joinedVerdict: JoinedVerdict.nullable(),
}).meta({ id: 'CasePlan' })
export type PlanView = Readonly<z.infer<typeof PlanView>>

const CaseParams = z.object({ caseId: z.uuid() })
const StepParams = z.object({ caseId: z.uuid(), stepId: z.uuid() })
const SeenVersion = z.int32().min(1)
const SeenPrivate = z.array(z.string().max(200)).max(100).optional()
const Words = z.string().trim().min(2).max(4000)
const Reason = z.string().trim().min(5).max(1000)

const caseRefusals = { case_changed_meanwhile: 409, case_closed: 409, case_resolved_already: 409, office_not_on_case: 403, conflict_of_interest: 403 } as const
const planRefusals = {
  ...caseRefusals, not_lead_office: 403, words_private: 422, step_waits_for_itself: 422, step_unknown: 422, office_unknown: 422, office_cannot_protect: 409, step_due_past: 422,
} as const
const stepRefusals = { ...caseRefusals, step_not_open: 409, step_of_other_office: 403 } as const

export const planOperations = {
  getPlan: {
    method: 'GET', path: '/api/response/cases/:caseId/plan', access: 'response.case.read', params: CaseParams, ok: PlanView,
    summary: 'The household plan of a case: its steps, what waits for what, what came of each, and what they add up to.',
  },
  planSteps: {
    method: 'POST', path: '/api/response/cases/:caseId/plan/steps', access: 'response.case.refer', params: CaseParams, status: 201,
    body: z.object({ seenVersion: SeenVersion, steps: z.array(DraftStep).min(1).max(planLimits.steps), seenPrivate: SeenPrivate }), ok: CaseChanged,
    refusals: { ...planRefusals, step_id_used: 409, plan_full: 409 },
    summary: 'The lead adds steps to the plan, all together or none. Those that wait for nothing open at once, and their offices have a task.',
  },
  changeStep: {
    method: 'PUT', path: '/api/response/cases/:caseId/plan/steps/:stepId', access: 'response.case.refer', params: StepParams,
    body: z.object({ seenVersion: SeenVersion, ...DraftStep.omit({ stepId: true, kind: true }).shape, seenPrivate: SeenPrivate }), ok: CaseChanged,
    refusals: { ...planRefusals, step_ended: 409, step_open_already: 409 },
    summary: 'The lead changes a step that has not ended. Once it is open, its office and what it waited for stay.',
  },
  finishStep: {
    method: 'POST', path: '/api/response/cases/:caseId/plan/steps/:stepId/result', access: 'response.case.work', params: StepParams, status: 201,
    body: z.object({ seenVersion: SeenVersion, result: TaskResult.exclude(['withdrawn']), words: Words, seenPrivate: SeenPrivate }), ok: CaseChanged,
    refusals: { ...stepRefusals, words_private: 422 },
    summary: 'The office of a step says what came of it. The words are for the reporter; what waited for it opens.',
  },
  dropStep: {
    method: 'POST', path: '/api/response/cases/:caseId/plan/steps/:stepId/drop', access: 'response.case.refer', params: StepParams, status: 201,
    body: z.object({ seenVersion: SeenVersion, reason: Reason }), ok: CaseChanged, refusals: { ...caseRefusals, not_lead_office: 403, step_ended: 409 },
    summary: 'The lead drops a step that is not needed, with a reason. What waited for it opens.',
  },
  raiseProposal: {
    method: 'POST', path: '/api/response/cases/:caseId/plan/steps/:stepId/proposal', access: 'registry.proposal.make', params: StepParams, status: 201,
    body: z.object({
      kind: ProposalKind, criteria: z.array(z.string().max(60)).max(20), reason: z.string().trim().min(5).max(2000),
      /** Where neither the case nor its reports say it. */
      subjectName: z.string().trim().max(120).optional(), subjectAddress: z.string().trim().max(300).optional(),
    }),
    ok: CaseChanged,
    refusals: {
      ...stepRefusals, step_raises_nothing: 409, raised_already: 409, proposal_invalid: 422, family_unknown: 422, proposal_open: 409, own_household: 409,
    },
    summary: 'The office of a step proposes the household for the register with what the case knows; the step ends with it, and the village decides from there.',
  },
} as const satisfies Operations
