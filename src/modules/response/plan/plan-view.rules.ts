import type { Office } from '#modules/people/regency/regency.contract.ts'
import { getOffice } from '#modules/people/regency/regency.rules.ts'
import type { Acting, CaseEvent, CaseState } from '#modules/response/case/case.rules.ts'
import type { ProposalState } from '#modules/registry/proposal/proposal.contract.ts'
import { speaksForCase } from '#modules/response/case/outcome.rules.ts'
import { standingFor } from './follow-plan.rules.ts'
import { StopCause, type JoinedVerdict, type PlanView, type StepAct, type StepHappening, type StepResult, type StepView } from './plan.contract.ts'
import { isUnfinished, joinedVerdictOf, stateOf, type Step } from './plan.rules.ts'
import { stepKinds } from './step-kind.rules.ts'
import { templateFor } from './template.rules.ts'

/** A case and its plan, as somebody looks at them. */
export interface PlanLook {
  readonly state: CaseState
  readonly steps: readonly Step[]
  readonly events: readonly CaseEvent[]
  /** How far the proposals are that its steps made, as far as the reader may know. */
  readonly proposals: ReadonlyMap<string, ProposalState>
  readonly acting: Acting
  readonly grants: ReadonlySet<string>
}

/** The plan with what the reader may do about it. */
export function planView(look: PlanLook): PlanView {
  const { state, steps, acting } = look
  const { regency } = acting.rulebook
  const mayPlan = look.grants.has('response.case.refer') && state.facts.status === 'open' && speaksForCase(state, acting)
  const given = new Set([...state.facts.officeIds, ...steps.map((step) => step.officeId)])
  const isNear = (office: Office): boolean => office.kind === 'agency' || office.kind === 'outside' || office.kind === 'secretariat' || given.has(office.officeId)
  const offices = regency.offices.filter((office) => isNear(office) && (given.has(office.officeId) || standingFor(state, office) === undefined))
  return {
    steps: steps.map((step) => stepView(look, step, mayPlan)), mayPlan,
    template: mayPlan && steps.length === 0 ? templateFor(state, acting) : null,
    offices: offices.map(({ officeId, kind, short, name }) => ({ officeId, kind, short, name: { ...name } })),
    joinedVerdict: joinedView(look),
  }
}

function stepView(look: PlanLook, step: Step, mayPlan: boolean): StepView {
  const { acting, events } = look
  const { stepId, no, kind, title, officeId, dueOn, needs, taskId, result, raisedId } = step
  const state = stateOf(step)
  return {
    stepId, no, kind, title, officeId, dueOn, needs: [...needs], taskId, result, raisedId, raisedState: look.proposals.get(raisedId ?? '') ?? null, state,
    officeName: { ...getOffice(acting.rulebook.regency, officeId).name }, isOverdue: isUnfinished(step) && dueOn !== null && dueOn < acting.rulebook.day,
    openedAt: step.openedAt?.toISOString() ?? null, endedAt: step.endedAt?.toISOString() ?? null, stopped: stopOf(events, step), words: wordsAt(events, step.endedSeq),
    history: events.flatMap((event) => happeningOf(event, step)), may: actsFor(look, step, mayPlan),
  }
}

/** Why a step stopped: the event of the act that took its task back. */
function stopOf(events: readonly CaseEvent[], step: Step): StepView['stopped'] {
  if (stateOf(step) !== 'stopped') return null
  const stop = events.find((event) => event.seq === step.stoppedSeq)
  const cause = events.find((event) => event.seq === stop?.detail.causeSeq)
  const known = StopCause.safeParse(cause?.kind)
  return stop === undefined ? null : { cause: known.data ?? 'other', at: stop.at.toISOString(), words: cause?.words ?? null }
}

function actsFor({ state, acting, grants }: PlanLook, step: Step, mayPlan: boolean): StepAct[] {
  const isOwn = state.facts.status === 'open' && step.officeId === acting.officeId && stateOf(step) === 'open'
  const rule = stepKinds[step.kind]
  const acts: StepAct[] = []
  if (isOwn && rule.raisedBy !== null && step.raisedId === null && grants.has(rule.grant)) acts.push('raise')
  if (isOwn && grants.has('response.case.work')) acts.push('finish')
  if (mayPlan && isUnfinished(step)) acts.push('change', 'drop')
  return acts
}

function wordsAt(events: readonly CaseEvent[], seq: number | null): string | null {
  return (seq === null ? undefined : events.find((event) => event.seq === seq))?.words ?? null
}

/** What an event meant for a step, if anything: an office that finishes its task has finished what was open in it then. */
function happeningOf(event: CaseEvent, step: Step): StepHappening[] {
  const kind = kindFor(event, step)
  if (kind === undefined) return []
  const result = kind === 'done' ? resultIn(event, step) : null
  return [{ kind, at: event.at.toISOString(), byName: event.byName, words: kind === 'opened' || kind === 'stopped' ? null : event.words, result }]
}

function resultIn(event: CaseEvent, step: Step): StepResult | null {
  const { stepResult, result } = event.detail
  const ofTask = result === undefined || result === 'withdrawn' ? null : result
  return stepResult ?? stepKinds[step.kind].resultOf(event) ?? ofTask
}

function kindFor(event: CaseEvent, step: Step): StepHappening['kind'] | undefined {
  const { stepId, raisedId } = event.detail
  const isOpenThen = step.openedAt !== null && step.openedAt <= event.at
  if (event.kind === 'reopened' && step.kind === 'task' && isOpenThen) return 'opened_again'
  if (event.seq === step.endedSeq) return step.result === null ? 'dropped' : 'done'
  if (event.kind === 'finished' && event.taskId !== null && event.taskId === step.taskId && isOpenThen) return 'done'
  if (event.kind === stepKinds[step.kind].raisedBy && (stepId === step.stepId || raisedId === step.raisedId)) return 'raised'
  if (stepId !== step.stepId) return undefined
  if (event.kind === 'step_done') return 'done'
  if (event.kind === 'step_stopped') return 'stopped'
  return event.kind === 'step_opened' ? 'opened' : undefined
}

function joinedView({ steps, events, acting }: PlanLook): JoinedVerdict | null {
  const verdict = joinedVerdictOf(steps)
  if (verdict === undefined) return null
  const lines = steps.flatMap((step) => {
    if (step.result === null) return []
    const officeName = { ...getOffice(acting.rulebook.regency, step.officeId).name }
    return [{ title: step.title, officeName, result: step.result, words: isForReporter(events, step) ? wordsAt(events, step.endedSeq) : null }]
  })
  return { verdict, lines }
}

/** What offices wrote to one another about a letter is no part of the answer to the reporter. */
function isForReporter(events: readonly CaseEvent[], step: Step): boolean {
  return events.find((event) => event.seq === step.endedSeq)?.shownToReporter ?? false
}
