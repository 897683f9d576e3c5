import type { Office } from '#modules/people/regency/regency.contract.ts'
import { getOffice } from '#modules/people/regency/regency.rules.ts'
import { answeredBy, decide, isOpen, withFacts, withNewTask, type Acting, type CaseEvent, type CaseState, type Decision, type Happening, type Task } from '#modules/response/case/case.rules.ts'
import { finishTask, officeOnOpenCase, type ActRefused, type ResolvedAlready } from '#modules/response/case/task.rules.ts'
import type { TaskResult } from '#modules/response/case/case.contract.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { readySteps, stateOf, type Step } from './plan.rules.ts'
import { stepKinds } from './step-kind.rules.ts'

/** A plan and what was decided about its case. */
export interface Followed {
  readonly steps: readonly Step[]
  readonly decision: Decision
}

/**
 * The plan after something happened on its case, and the case after what that opened. Whatever ends a task ends its steps, whatever moves a task
 * moves them, what comes of a letter comes of its step; a step whose task was taken back stops, for the lead to give out anew; then every step that
 * nothing holds up opens, and its office has a task.
 */
export function followCase(steps: readonly Step[], decision: Decision, acting: Acting): Followed {
  const told = decision.events.reduce((plan, event) => afterEvent(plan, event, decision.after), steps)
  const placed = told.map((step) => onOpenTask(step, decision.after))
  const followed = { steps: placed, decision }
  return counted(decision.after.facts.status === 'open' ? withReadyOpened(withLostStopped(followed, acting), acting) : followed)
}

function afterEvent(steps: readonly Step[], event: CaseEvent, after: CaseState): readonly Step[] {
  return steps.map((step) => {
    if (event.kind === 'reopened') return openedAgain(step, after)
    // The other case of a join has a plan of its own: what is not done here ends with it, and stands as before when that is taken back.
    if (event.kind === 'joined' || event.kind === 'found_abuse') return step.endedAt === null ? ended(step, null, event) : step
    if (event.kind === 'join_undone') return asBeforeJoin(step, event)
    return stateOf(step) === 'open' || stateOf(step) === 'stopped' || event.kind === 'step_dropped' ? stepAfter(step, event) : step
  })
}

function stepAfter(step: Step, event: CaseEvent): Step {
  const { detail } = event
  const isAbout = detail.stepId === step.stepId
  if (event.kind === 'step_dropped' && isAbout) return ended(step, null, event)
  if (event.kind === 'step_done' && isAbout) return ended(step, detail.stepResult ?? 'served', event)
  // An office that finishes its task has finished all that was open in it.
  if (event.kind === 'finished' && step.taskId === event.taskId) return ended(step, resultOfTask(detail.result), event)
  return afterRaised(step, event)
}

function afterRaised(step: Step, event: CaseEvent): Step {
  const rule = stepKinds[step.kind]
  const { stepId, raisedId } = event.detail
  const isRaised = step.raisedId === null && event.kind === rule.raisedBy && stepId === step.stepId && raisedId !== undefined
  const raised = isRaised ? { ...step, raisedId } : step
  if (raised.raisedId === null || raised.raisedId !== raisedId) return raised
  if (event.kind === rule.voidedBy) return { ...raised, raisedId: null }
  const result = rule.resultOf(event)
  return result === undefined ? raised : ended(raised, result, event)
}

function ended(step: Step, result: Step['result'], event: CaseEvent): Step {
  return { ...step, endedAt: event.at, endedSeq: event.seq, result }
}

function resultOfTask(result: TaskResult | undefined): NonNullable<Step['result']> {
  return result === undefined || result === 'withdrawn' ? 'no_need' : result
}

/** When a case is taken up again, what offices did is open again with their tasks; letters and proposals stand as they were answered. */
function openedAgain(step: Step, after: CaseState): Step {
  const isBack = after.tasks.some((task) => task.taskId === step.taskId && isOpen(task))
  if (step.kind !== 'task' || stateOf(step) !== 'done' || !isBack) return step
  return { ...step, endedAt: null, endedSeq: null, result: null }
}

function asBeforeJoin(step: Step, { detail }: CaseEvent): Step {
  return step.endedSeq === null || step.endedSeq !== detail.joinedSeq ? step : { ...step, endedAt: null, endedSeq: null }
}

/** An open step goes where its task goes; where that ended, it is part of what its office has else to do on the case. */
function onOpenTask(step: Step, after: CaseState): Step {
  if (stateOf(step) !== 'open') return step
  const task = openTaskOf(step, after) ?? after.tasks.find((one) => one.officeId === step.officeId && isOpen(one))
  const isThere = task === undefined || (task.taskId === step.taskId && task.officeId === step.officeId)
  return isThere ? step : { ...step, taskId: task.taskId, officeId: task.officeId }
}

function openTaskOf(step: Step, { tasks }: CaseState): Task | undefined {
  return tasks.find((task) => task.taskId === step.taskId && isOpen(task))
}

/** A step whose office has nothing more to do on the case cannot go on: it says so, and waits for the lead. */
function withLostStopped(followed: Followed, acting: Acting): Followed {
  const cause = followed.decision.events.findLast((event) => event.kind !== 'withdrawn')
  const lost = followed.steps.filter((step) => stateOf(step) === 'open' && openTaskOf(step, followed.decision.after) === undefined)
  return lost.reduce((reached, step) => stopped(reached, step, { cause, acting }), followed)
}

function stopped({ steps, decision }: Followed, step: Step, { cause, acting }: { cause: CaseEvent | undefined; acting: Acting }): Followed {
  const { stepId, officeId, taskId, title } = step
  const detail = { stepId, officeId, ...(cause !== undefined && { causeSeq: cause.seq }) }
  const next = decide(decision.after, bySystem(acting), [{ kind: 'step_stopped', taskId: taskId ?? undefined, words: title, detail }])
  const now: Step = { ...step, stoppedSeq: next.events[0]!.seq }
  return { steps: steps.map((one) => (one === step ? now : one)), decision: { after: next.after, events: [...decision.events, ...next.events] } }
}

/** The case knows how many of its steps stopped, so that it is found by that. */
function counted({ steps, decision }: Followed): Followed {
  const stoppedSteps = steps.filter((step) => stateOf(step) === 'stopped').length
  if (stoppedSteps === decision.after.facts.stoppedSteps) return { steps, decision }
  return { steps, decision: { ...decision, after: withFacts(decision.after, { stoppedSteps }) } }
}

function bySystem(acting: Acting): Acting {
  return { ...acting, by: 'system', accountId: null, name: '', officeId: null }
}

function withReadyOpened(followed: Followed, acting: Acting): Followed {
  return readySteps(followed.steps).reduce((reached, step) => opened(reached, step, acting), followed)
}

/** A step opens as part of its office's task on the case; an office without one gets it now, and its clocks start now. */
function opened({ steps, decision }: Followed, step: Step, acting: Acting): Followed {
  const office = officeFor(decision.after, step, acting)
  const working = decision.after.tasks.some((task) => task.officeId === office.officeId && isOpen(task))
  const state = working ? decision.after : withNewTask(decision.after, { office, fromOfficeId: decision.after.facts.leadOfficeId }, acting)
  const taskId = state.tasks.findLast((task) => task.officeId === office.officeId && isOpen(task))!.taskId
  // Nobody has accepted it yet: the plan opens it, whoever's act made it ready.
  const next = decide(state, bySystem(acting), [{ kind: 'step_opened', taskId, words: step.title, detail: { stepId: step.stepId, officeId: office.officeId } }])
  const now: Step = { ...step, officeId: office.officeId, taskId, openedAt: acting.at }
  return { steps: steps.map((one) => (one === step ? now : one)), decision: { after: next.after, events: [...decision.events, ...next.events] } }
}

/** The office of a step, or the lead where that office may not see the case any more. */
function officeFor(state: CaseState, step: Step, acting: Acting): Office {
  const { regency } = acting.rulebook
  const office = regency.offices.find((one) => one.officeId === step.officeId)
  return office !== undefined && standingFor(state, office) === undefined ? office : getOffice(regency, state.facts.leadOfficeId)
}

/** Why an office cannot be given a step of a case; undefined when it can. */
export function standingFor({ facts, tasks }: CaseState, office: Office): 'office_unknown' | 'office_cannot_protect' | undefined {
  if (office.kind === 'leadership' || facts.barredOfficeIds.includes(office.officeId)) return 'office_unknown'
  const isNeighbour = office.kind === 'village_task_force' || office.kind === 'district_unit'
  const isAtWork = tasks.some((task) => task.officeId === office.officeId && isOpen(task))
  return facts.restricted && isNeighbour && !isAtWork ? 'office_cannot_protect' : undefined
}

export type StepRefused = ActRefused | ResolvedAlready | { readonly kind: 'not_found' } | { readonly kind: 'step_not_open' } | { readonly kind: 'step_of_other_office' }

/** An open step of the caller's own office. */
export function ownOpenStep(state: CaseState, found: Step | undefined, acting: Acting): Result<Step, StepRefused> {
  const office = officeOnOpenCase(state, acting)
  if (!office.ok) return office
  if (found === undefined) return err({ kind: 'not_found' })
  if (found.officeId !== office.value) return err({ kind: 'step_of_other_office' })
  return stateOf(found) === 'open' ? ok(found) : err({ kind: 'step_not_open' })
}

/**
 * The office of a step says what came of it. With the last of its open steps its task is done; the lead's task stays until the verdict.
 */
export function finishStep(
  plan: { state: CaseState; steps: readonly Step[] }, input: { stepId: string; result: Exclude<TaskResult, 'withdrawn'>; words: string }, acting: Acting,
): Result<Decision, StepRefused> {
  const { state, steps } = plan
  const found = ownOpenStep(state, steps.find((step) => step.stepId === input.stepId), acting)
  if (!found.ok) return found
  const { taskId, officeId, stepId } = found.value
  const goesOn = officeId === state.facts.leadOfficeId || steps.some((step) => step !== found.value && step.taskId === taskId && stateOf(step) === 'open')
  const done = goesOn ? undefined : finishTask(state, { taskId: taskId!, result: input.result, words: input.words }, acting)
  if (done?.ok === true) return done
  const happening: Happening = { kind: 'step_done', taskId: taskId ?? undefined, words: input.words, detail: { stepId, stepResult: input.result } }
  return ok(decide(answeredBy(state, officeId, acting), acting, [happening]))
}
