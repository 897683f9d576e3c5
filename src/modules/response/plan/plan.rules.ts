import { err, ok, type Result } from '#platform/result.ts'
import type { StepKind } from '#modules/people/regency/plan-template.contract.ts'
import type { Verdict } from '#modules/response/case/case.contract.ts'
import { planLimits, type DraftStep, type StepResult, type StepState } from './plan.contract.ts'

/** A step of a household plan. How it stands follows from what happened to it. */
export interface Step {
  readonly stepId: string
  /** Its place in the plan, from 1. */
  readonly no: number
  readonly kind: StepKind
  readonly title: string
  readonly officeId: number
  readonly dueOn: string | null
  /** Steps that must have ended before it opens. */
  readonly needs: readonly string[]
  /** The office's task that it is part of, once it is open. */
  readonly taskId: string | null
  readonly openedAt: Date | null
  /** The event by which it stopped, because the task that it was part of was taken back; null while it goes on. */
  readonly stoppedSeq: number | null
  readonly endedAt: Date | null
  /** The event that ended it; its words are there. */
  readonly endedSeq: number | null
  /** Null while it is not done, and when it was dropped. */
  readonly result: StepResult | null
  readonly raisedId: string | null
}

/** What waits for an office in the plan of a case, by titles: its open steps, and as the lead those that stopped. */
export interface StepsToDo {
  readonly open: readonly string[]
  readonly stopped: readonly string[]
}

/** How a step stands. */
export function stateOf(step: Pick<Step, 'openedAt' | 'stoppedSeq' | 'endedAt' | 'result'>): StepState {
  if (step.endedAt !== null) return step.result === null ? 'dropped' : 'done'
  if (step.stoppedSeq !== null) return 'stopped'
  return step.openedAt === null ? 'waiting' : 'open'
}

/** Whether a step still stands in the way of the verdict. */
export function isUnfinished(step: Step): boolean {
  return step.endedAt === null
}

/** The waiting steps that nothing holds up any more, in the order of the plan. */
export function readySteps(steps: readonly Step[]): readonly Step[] {
  const ended = new Set(steps.filter((step) => step.endedAt !== null).map((step) => step.stepId))
  return steps.filter((step) => stateOf(step) === 'waiting' && step.needs.every((need) => ended.has(need)))
}

export type PlanRefused =
  | { readonly kind: 'step_waits_for_itself'; readonly titles: readonly string[] }
  | { readonly kind: 'step_unknown' }
  | { readonly kind: 'step_id_used' }
  | { readonly kind: 'plan_full'; readonly maximum: number }

/** The plan with further steps, which wait; refused when a step would wait for itself, for a step that is not there, or when there are too many. */
export function withSteps(steps: readonly Step[], drafts: readonly DraftStep[]): Result<readonly Step[], PlanRefused> {
  const ids = [...steps, ...drafts].map((step) => step.stepId)
  if (new Set(ids).size < ids.length) return err({ kind: 'step_id_used' })
  if (ids.length > planLimits.steps) return err({ kind: 'plan_full', maximum: planLimits.steps })
  const first = Math.max(0, ...steps.map((step) => step.no)) + 1
  const added = drafts.map((draft, at): Step => ({
    ...draft, no: first + at, taskId: null, openedAt: null, stoppedSeq: null, endedAt: null, endedSeq: null, result: null, raisedId: null,
  }))
  return checked([...steps, ...added])
}

export interface StepChange {
  readonly title: string
  readonly officeId: number
  readonly dueOn: string | null
  readonly needs: readonly string[]
}

export type ChangeRefused = PlanRefused | { readonly kind: 'not_found' } | { readonly kind: 'step_ended' } | { readonly kind: 'step_open_already' }

/**
 * The plan with one step changed. An open step has its office and begins no more; what it is called and by when may still change. One that stopped is
 * given out anew: it waits, and opens like any other.
 */
export function withChangedStep(steps: readonly Step[], stepId: string, change: StepChange): Result<readonly Step[], ChangeRefused> {
  const step = steps.find((one) => one.stepId === stepId)
  if (step === undefined) return err({ kind: 'not_found' })
  if (!isUnfinished(step)) return err({ kind: 'step_ended' })
  const isSameWork = step.officeId === change.officeId && isSameSet(step.needs, change.needs)
  if (stateOf(step) === 'open' && !isSameWork) return err({ kind: 'step_open_already' })
  const again = stateOf(step) === 'stopped' ? { taskId: null, openedAt: null, stoppedSeq: null } : {}
  return checked(steps.map((one) => (one === step ? { ...step, ...change, ...again } : one)))
}

function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  return new Set(left).size === new Set(right).size && left.every((one) => right.includes(one))
}

function checked(steps: readonly Step[]): Result<readonly Step[], PlanRefused> {
  const known = new Set(steps.map((step) => step.stepId))
  if (steps.some((step) => step.needs.some((need) => !known.has(need)))) return err({ kind: 'step_unknown' })
  const circle = findCircle(steps)
  return circle.length === 0 ? ok(steps) : err({ kind: 'step_waits_for_itself', titles: circle.map((step) => step.title) })
}

/** Steps that wait for one another in a circle, in the order of the plan; empty when every step can come. */
export function findCircle<S extends Pick<Step, 'stepId' | 'needs'>>(steps: readonly S[]): readonly S[] {
  const without = (left: readonly S[]): readonly S[] => {
    const there = new Set(left.map((step) => step.stepId))
    const isNeeded = (step: S): boolean => left.some((other) => other.needs.includes(step.stepId))
    // What waits for nothing here comes first; what nobody here waits for comes last. Neither is part of a circle.
    const kept = left.filter((step) => step.needs.some((need) => there.has(need)) && isNeeded(step))
    return kept.length === left.length ? left : without(kept)
  }
  return without(steps)
}

/** What the results of the finished steps add up to; undefined while one is unfinished or none was done. */
export function joinedVerdictOf(steps: readonly Step[]): Verdict | undefined {
  const results = steps.flatMap((step) => (step.result === null ? [] : [step.result]))
  if (results.length === 0 || steps.some(isUnfinished)) return undefined
  const given = results.filter((result) => result === 'served')
  const wanted = results.filter((result) => result !== 'no_need' && result !== 'passed_on')
  if (given.length > 0) return given.length === wanted.length ? 'helped' : 'partly_helped'
  if (wanted.length > 0) return 'not_helped'
  return results.includes('passed_on') ? 'partly_helped' : 'no_need'
}
