import { decide, isOpen, silenceEndsAt, withFacts, type Acting, type CaseState, type Decision, type Task } from '#modules/response/case/case.rules.ts'
import { setUrgency } from '#modules/response/case/urgency.rules.ts'
import { urgencyNumber } from '#modules/response/case/urgency-number.rules.ts'
import { stopClock } from '#modules/response/clock/clock.rules.ts'
import { err, ok, type Result } from '#platform/result.ts'

/** What a join ended, so that it can be taken back exactly. */
export interface Ended {
  readonly tasks: readonly Pick<Task, 'taskId' | 'status'>[]
  readonly clockIds: readonly string[]
  readonly questionIds: readonly string[]
  /** The event of the join, which is also the end of the plan's unfinished steps. */
  readonly joinedSeq?: number
}

export type JoinRefused = { readonly kind: 'case_closed' | 'office_not_on_case' | 'join_protected' | 'join_into_closed' }

/** Ends a case because another one is about the same: its tasks are withdrawn, its clocks stop, and what was ended is told. */
export function joinCase(
  state: CaseState, input: { into: CaseState; reason: string }, acting: Acting,
): Result<Decision & { readonly ended: Ended }, JoinRefused> {
  const { facts } = state
  if (facts.status === 'closed') return err({ kind: 'case_closed' })
  if (!facts.officeIds.includes(acting.officeId ?? -1)) return err({ kind: 'office_not_on_case' })
  if (input.into.facts.status === 'closed') return err({ kind: 'join_into_closed' })
  if (isGuarded(state) || isGuarded(input.into)) return err({ kind: 'join_protected' })
  const ended: Ended = {
    tasks: state.tasks.filter(isOpen).map(({ taskId, status }) => ({ taskId, status })),
    clockIds: state.clocks.filter((clock) => clock.stoppedAt === null).map((clock) => clock.clockId),
    questionIds: state.questions.filter((question) => question.endedAt === null).map((question) => question.questionId),
  }
  const after = withFacts({
    ...state,
    tasks: state.tasks.map((task) => (isOpen(task) ? { ...task, status: 'done', result: 'withdrawn', finishedAt: acting.at } : task)),
    clocks: state.clocks.map((clock) => stopClock(clock, acting.at)),
    questions: state.questions.map((question) => (question.endedAt === null ? { ...question, endedAt: acting.at } : question)),
  }, { status: 'closed', resolvedAt: facts.resolvedAt ?? acting.at, closesAt: null, closedAt: acting.at })
  const { caseId, caseNumber } = input.into.facts
  const decided = decide(after, acting, [{ kind: 'joined', words: input.reason, detail: { caseId, caseNumber } }])
  return ok({ ...decided, ended: { ...ended, joinedSeq: decided.events[0]!.seq } })
}

/** Answers of a protected case, or of one about somebody in office, are for its own reporter alone. */
export function isGuarded({ facts }: CaseState): boolean {
  return facts.restricted || facts.barredAccountIds.length + facts.barredOfficeIds.length > 0
}

/**
 * The other case has one more who follows it, and is as urgent as what the follower told. What was planned on theirs and is not done stands there
 * for its lead to plan here.
 */
export function welcomeFollower(state: CaseState, from: { readonly case: CaseState; readonly unfinished: readonly string[] }, acting: Acting): Decision {
  const { caseId, caseNumber, urgency } = from.case.facts
  const words = from.unfinished.length === 0 ? undefined : from.unfinished.join('\n')
  const welcomed = decide(state, acting, [{ kind: 'follower_joined', words, detail: { caseId, caseNumber } }])
  if (urgencyNumber[urgency] >= urgencyNumber[state.facts.urgency]) return welcomed
  const hastened = setUrgency(welcomed.after, { urgency, reason: caseNumber }, acting)
  return hastened.ok ? { after: hastened.value.after, events: [...welcomed.events, ...hastened.value.events] } : welcomed
}

/**
 * The case goes on where it was: its tasks wait again, its clocks run from when they began. One that was resolved, so that no clock of it ran,
 * is resolved again, and its reporter has the whole time to answer.
 */
export function undoJoin(state: CaseState, input: { ended: Ended; reason: string }, acting: Acting): Result<Decision, { readonly kind: 'office_not_on_case' }> {
  if (!state.facts.officeIds.includes(acting.officeId ?? -1)) return err({ kind: 'office_not_on_case' })
  const statusOf = new Map(input.ended.tasks.map((task) => [task.taskId, task.status]))
  const clocks = new Set(input.ended.clockIds)
  const wasResolved = clocks.size === 0
  const after = withFacts({
    ...state,
    tasks: state.tasks.map((task) => {
      const status = statusOf.get(task.taskId)
      return status === undefined ? task : { ...task, status: status === 'waiting' ? 'taken' : status, result: null, finishedAt: null }
    }),
    clocks: state.clocks.map((clock) => (clocks.has(clock.clockId) ? { ...clock, stoppedAt: null } : clock)),
  }, wasResolved ? { status: 'resolved', closesAt: silenceEndsAt(acting), closedAt: null } : { status: 'open', resolvedAt: null, closedAt: null })
  return ok(decide(after, acting, [{ kind: 'join_undone', words: input.reason, detail: { joinedSeq: input.ended.joinedSeq } }]))
}
