import { actOnCase, type CaseCall, type CaseDeps } from '#modules/response/case/case.actions.ts'
import { decide, type Acting, type CaseState, type Decision } from '#modules/response/case/case.rules.ts'
import { speaksForCase, type NotLead } from '#modules/response/case/outcome.rules.ts'
import { officeOnOpenCase, type ActRefused, type ResolvedAlready } from '#modules/response/case/task.rules.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { DraftStep } from './plan.contract.ts'
import { finishStep as decideFinish, standingFor } from './follow-plan.rules.ts'
import { isUnfinished, withChangedStep, withSteps, type ChangeRefused, type PlanRefused, type Step, type StepChange } from './plan.rules.ts'
import { insertSteps, listSteps, updateStep } from './plan.store.ts'

interface SeenInput {
  readonly seenVersion: number
}

/** Words that the reporter reads: what they tell of somebody was seen by their writer. */
interface Shown {
  readonly seenPrivate?: readonly string[] | undefined
}

export interface StepCall extends CaseCall {
  readonly stepId: string
}

type LeadRefused = ActRefused | ResolvedAlready | NotLead
type GivenRefused = { readonly kind: 'office_unknown' } | { readonly kind: 'office_cannot_protect' } | { readonly kind: 'step_due_past' }

/** The lead adds steps to the plan; those that wait for nothing open at once. */
export async function planSteps(deps: CaseDeps, call: CaseCall, input: SeenInput & Shown & { readonly steps: readonly DraftStep[] }) {
  return actOnCase<LeadRefused | GivenRefused | PlanRefused>(deps, call, {
    action: 'planSteps', seen: { act: 'plan', ...input }, shows: shown(input.steps.map((step) => step.title), input),
    decide: async (state, acting, tx) => {
      const refused = refusePlanning(state, acting) ?? input.steps.map((step) => refuseGiven(state, step, acting)).find((one) => one !== undefined)
      if (refused !== undefined) return err(refused)
      const before = await listSteps(tx, call.caseId)
      const planned = withSteps(before, input.steps)
      if (!planned.ok) return planned
      await insertSteps(tx, call.caseId, planned.value.slice(before.length))
      return ok(decide(state, acting, [{ kind: 'planned', words: titlesOf(planned.value.slice(before.length)) }]))
    },
  })
}

/** The lead changes a step that has not ended. */
export async function changeStep(deps: CaseDeps, call: StepCall, input: SeenInput & Shown & StepChange) {
  return actOnCase<LeadRefused | GivenRefused | ChangeRefused>(deps, call, {
    action: 'changeStep', seen: { act: 'plan', ...input }, shows: shown([input.title], input),
    decide: async (state, acting, tx) => {
      const steps = await listSteps(tx, call.caseId)
      const before = steps.find((step) => step.stepId === call.stepId)
      const refused = refusePlanning(state, acting) ?? refuseGiven(state, { ...input, dueOn: before?.dueOn === input.dueOn ? null : input.dueOn }, acting)
      if (refused !== undefined) return err(refused)
      const { title, officeId, dueOn, needs } = input
      const changed = withChangedStep(steps, call.stepId, { title, officeId, dueOn, needs })
      if (!changed.ok) return changed
      await updateStep(tx, call.caseId, changed.value.find((step) => step.stepId === call.stepId)!)
      return ok(decide(state, acting, [{ kind: 'step_changed', words: title, detail: { stepId: call.stepId, officeId } }]))
    },
  })
}

/** The office of a step has done it. */
export async function finishStep(
  deps: CaseDeps, call: StepCall, input: SeenInput & Shown & Pick<Parameters<typeof decideFinish>[1], 'result' | 'words'>,
) {
  return actOnCase(deps, call, {
    action: 'finishStep', seen: { act: 'finish', ...input }, shows: input,
    decide: async (state, acting, tx) => decideFinish({ state, steps: await listSteps(tx, call.caseId) }, { ...input, stepId: call.stepId }, acting),
  })
}

/** The lead drops a step, with a reason. */
export async function dropStep(deps: CaseDeps, call: StepCall, input: SeenInput & { readonly reason: string }) {
  return actOnCase(deps, call, {
    action: 'dropStep', seen: { act: 'plan', ...input },
    decide: async (state, acting, tx): Promise<Result<Decision, LeadRefused | { readonly kind: 'not_found' | 'step_ended' }>> => {
      const refused = refusePlanning(state, acting)
      if (refused !== undefined) return err(refused)
      const step = (await listSteps(tx, call.caseId)).find((one) => one.stepId === call.stepId)
      if (step === undefined) return err({ kind: 'not_found' })
      if (!isUnfinished(step)) return err({ kind: 'step_ended' })
      return ok(decide(state, acting, [{ kind: 'step_dropped', taskId: step.taskId ?? undefined, words: input.reason, detail: { stepId: call.stepId } }]))
    },
  })
}

/** Why somebody cannot plan on a case: only the office that speaks for it does, and only before the verdict. */
function refusePlanning(state: CaseState, acting: Acting): LeadRefused | undefined {
  const office = officeOnOpenCase(state, acting)
  if (!office.ok) return office.error
  return speaksForCase(state, acting) ? undefined : { kind: 'not_lead_office' }
}

function refuseGiven(state: CaseState, step: { readonly officeId: number; readonly dueOn: string | null }, acting: Acting): GivenRefused | undefined {
  const { regency, day } = acting.rulebook
  const office = regency.offices.find((one) => one.officeId === step.officeId)
  const standing = office === undefined ? 'office_unknown' : standingFor(state, office)
  if (standing !== undefined) return { kind: standing }
  return step.dueOn !== null && step.dueOn < day ? { kind: 'step_due_past' } : undefined
}

function shown(titles: readonly string[], { seenPrivate }: Shown) {
  return { words: titles.join('\n'), ...(seenPrivate !== undefined && { seenPrivate }) }
}

function titlesOf(steps: readonly Step[]): string {
  return steps.map((step) => `${step.no}. ${step.title}`).join('\n')
}
