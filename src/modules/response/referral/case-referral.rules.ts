import type { Office } from '#modules/people/regency/regency.contract.ts'
import { decide, isOpen, withNewTask, type Acting, type CaseState, type Decision, type Happening } from '#modules/response/case/case.rules.ts'
import { finishTask, handBackTask, takeTask, type ActRefused } from '#modules/response/case/task.rules.ts'
import type { TaskResult } from '#modules/response/case/case.contract.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { ReferralAnswer } from './referral.contract.ts'

/** Something is written into the history of a case by an office that works on it. */
export function noteOnCase(state: CaseState, happening: Happening, acting: Acting): Result<Decision, ActRefused> {
  if (acting.officeId === null || !state.facts.officeIds.includes(acting.officeId)) return err({ kind: 'office_not_on_case' })
  return state.facts.status === 'closed' ? err({ kind: 'case_closed' }) : ok(decide(state, acting, [happening]))
}

/** What the manager of referrals writes: of any case that is not closed, whether their own office works on it or not. */
export function noteByManager(state: CaseState, happening: Happening, acting: Acting): Result<Decision, ActRefused> {
  return state.facts.status === 'closed' ? err({ kind: 'case_closed' }) : ok(decide(state, acting, [happening]))
}

interface Letter {
  readonly fromOfficeId: number
  /** Null for a body outside. */
  readonly to: Office | null
  readonly reason: string
  readonly words: string
}

/** A letter goes out: an office here that does not work on the case yet gets its task and clocks with it. */
export function issueOnCase(state: CaseState, letter: Letter, acting: Acting): Result<{ readonly decision: Decision; readonly taskId: string | null }, ActRefused> {
  const { to, fromOfficeId, reason, words } = letter
  const happening: Happening = { kind: 'referral_issued', words, ...(to !== null && { detail: { officeId: to.officeId } }) }
  const known = to === null ? null : openTaskOf(state, to.officeId)
  if (to === null || known !== undefined) {
    const noted = noteByManager(state, happening, acting)
    return noted.ok ? ok({ decision: noted.value, taskId: known ?? null }) : noted
  }
  if (state.facts.status !== 'open') return err({ kind: 'case_closed' })
  const after = withNewTask(state, { office: to, fromOfficeId }, acting)
  const taskId = after.tasks.at(-1)?.taskId
  return ok({ decision: decide(after, acting, [{ kind: 'referred', taskId, words: reason, detail: { officeId: to.officeId } }, happening]), taskId: taskId ?? null })
}

const resultOf: Readonly<Partial<Record<ReferralAnswer, Exclude<TaskResult, 'withdrawn'>>>> = {
  served: 'served', not_eligible: 'not_eligible', quota_full: 'quota_full',
}

/** What was answered to a letter. */
export interface AnsweredLetter {
  readonly referralId: string
  readonly answer: ReferralAnswer
  readonly words: string
  readonly toOfficeId: number | null
}

/**
 * What an answer does to the task of the office addressed: accepted is taken up, rejected goes back, an end ends it. What a body outside answers is
 * written into the history; whoever referred goes on with their own task.
 */
export function answerOnCase(state: CaseState, given: AnsweredLetter, acting: Acting): Result<Decision, ActRefused> {
  const happening: Happening = { kind: 'referral_answered', words: given.words, detail: { referralAnswer: given.answer, raisedId: given.referralId } }
  const taskId = given.toOfficeId === null ? undefined : openTaskOf(state, given.toOfficeId)
  const task = taskId === undefined ? undefined : onTask(state, { ...given, taskId }, acting)
  return task?.ok === true ? ok(joined(task.value, happening, acting)) : noteOnCase(state, happening, acting)
}

function onTask(state: CaseState, { answer, words, taskId }: { answer: ReferralAnswer; words: string; taskId: string }, acting: Acting): Result<Decision, unknown> | undefined {
  const result = resultOf[answer]
  if (result !== undefined) return finishTask(state, { taskId, result, words }, acting)
  if (answer === 'rejected') return handBackTask(state, { taskId, reason: words }, acting)
  return answer === 'accepted' ? takeTask(state, { taskId }, acting) : undefined
}

function openTaskOf(state: CaseState, officeId: number): string | undefined {
  return state.tasks.find((task) => task.officeId === officeId && isOpen(task))?.taskId
}

function joined(first: Decision, happening: Happening, acting: Acting): Decision {
  const then = decide(first.after, acting, [happening])
  return { after: then.after, events: [...first.events, ...then.events] }
}
