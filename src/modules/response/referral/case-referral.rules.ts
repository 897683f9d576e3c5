import { decide, isOpen, type Acting, type CaseState, type Decision, type Happening } from '#modules/response/case/case.rules.ts'
import { finishTask, handBackTask, referCase, takeTask, type ActRefused } from '#modules/response/case/task.rules.ts'
import type { TaskResult } from '#modules/response/case/case.contract.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { ReferralAnswer } from './referral.contract.ts'

/** Something is written into the history of a case by an office that works on it. */
export function noteOnCase(state: CaseState, happening: Happening, acting: Acting): Result<Decision, ActRefused> {
  if (acting.officeId === null || !state.facts.officeIds.includes(acting.officeId)) return err({ kind: 'office_not_on_case' })
  return state.facts.status === 'closed' ? err({ kind: 'case_closed' }) : ok(decide(state, acting, [happening]))
}

/** A letter goes out: an office here that does not work on the case yet gets its task and clocks with it. */
export function issueOnCase(
  state: CaseState, letter: { toOfficeId: number | null; reason: string; words: string }, acting: Acting,
): Result<{ readonly decision: Decision; readonly taskId: string | null }, ActRefused> {
  const happening: Happening = { kind: 'referral_issued', words: letter.words, ...(letter.toOfficeId !== null && { detail: { officeId: letter.toOfficeId } }) }
  const before = noteOnCase(state, happening, acting)
  if (!before.ok || letter.toOfficeId === null) return before.ok ? ok({ decision: before.value, taskId: null }) : before
  const own = openTaskOf(state, letter.toOfficeId)
  if (own !== undefined) return ok({ decision: before.value, taskId: own })
  const referred = referCase(state, { officeId: letter.toOfficeId, reason: letter.reason }, acting)
  if (!referred.ok) return ok({ decision: before.value, taskId: null })
  return ok({ decision: joined(referred.value, happening, acting), taskId: referred.value.after.tasks.at(-1)?.taskId ?? null })
}

const resultOf: Readonly<Partial<Record<ReferralAnswer, Exclude<TaskResult, 'withdrawn'>>>> = {
  served: 'served', not_eligible: 'not_eligible', quota_full: 'quota_full',
}

/** What an answer does to the task of the office that gives it: accepted is taken up, rejected goes back, an end ends it. */
export function answerOnCase(state: CaseState, given: { answer: ReferralAnswer; words: string }, acting: Acting): Result<Decision, ActRefused> {
  const happening: Happening = { kind: 'referral_answered', words: given.words, detail: { referralAnswer: given.answer } }
  const taskId = acting.officeId === null ? undefined : openTaskOf(state, acting.officeId)
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
