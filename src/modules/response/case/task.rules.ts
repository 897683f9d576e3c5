import { err, ok, type Result } from '#platform/result.ts'
import type { Office } from '#modules/people/regency/regency.contract.ts'
import { getSecretariat } from '#modules/people/regency/regency.rules.ts'
import { endPause, momentAfter, pauseAt, pauseClock, stopClock } from '#modules/response/clock/clock.rules.ts'
import type { TaskResult } from './case.contract.ts'
import { answeredBy, decide, isOpen, withClocks, withFacts, withNewTask, withOffice, withTasks } from './case.rules.ts'
import type { Acting, CaseState, Decision, Task } from './case.rules.ts'

/** What an act on a case may meet. */
export type ActRefused = { readonly kind: 'case_closed' } | { readonly kind: 'office_not_on_case' }
export type TaskRefused = ActRefused | { readonly kind: 'not_found' } | { readonly kind: 'task_of_other_office' } | { readonly kind: 'task_done' }
export type ResolvedAlready = { readonly kind: 'case_resolved_already' }
export type ReferRefused = { readonly kind: 'office_unknown' } | { readonly kind: 'office_already_on_case' } | { readonly kind: 'office_cannot_protect' }

/** An officer takes a task of their own office. */
export function takeTask(
  state: CaseState, input: { taskId: string }, acting: Acting,
): Result<Decision, TaskRefused | { readonly kind: 'task_held_already'; readonly holderName: string }> {
  const found = ownOpenTask(state, input.taskId, acting)
  if (!found.ok) return found
  const { holderName } = found.value
  if (holderName !== null) return err({ kind: 'task_held_already', holderName })
  return ok(decide(taken(state, found.value, acting), acting, [{ kind: 'taken', taskId: input.taskId }]))
}

/** A task is given to an officer of the office that holds it. */
export function assignTask(
  state: CaseState, input: { taskId: string; officer: { accountId: string; name: string } }, acting: Acting,
): Result<Decision, TaskRefused> {
  const found = ownOpenTask(state, input.taskId, acting)
  if (!found.ok) return found
  const status = found.value.status === 'waiting' ? 'waiting' : 'taken'
  const { accountId, name } = input.officer
  const after = withTasks(state, isTask(input.taskId), { status, holderAccountId: accountId, holderName: name, returnsAt: idleUntil(acting), returnedAt: null })
  return ok(decide(after, acting, [{ kind: 'assigned', taskId: input.taskId, detail: { accountName: name } }]))
}

/** An officer writes to the reporter. The first time this keeps the promise of a first response. */
export function answerCase(state: CaseState, input: { words: string }, acting: Acting): Result<Decision, ActRefused> {
  const office = officeAtWork(state, acting)
  if (!office.ok) return office
  const own = state.tasks.find((task) => task.officeId === office.value && isOpen(task))
  const answered = answeredBy(own === undefined ? state : takenIfFree(state, own, acting), office.value, acting)
  return ok(decide(answered, acting, [{ kind: 'answered', taskId: own?.taskId, words: input.words }]))
}

/** An officer asks the reporter: the task waits, and completion stands still until the reply or the bound. */
export function askReporter(
  state: CaseState, input: { taskId: string; words: string }, acting: Acting,
): Result<Decision, TaskRefused | { readonly kind: 'reporter_cannot_reply' } | { readonly kind: 'already_waiting' }> {
  const found = ownOpenTask(state, input.taskId, acting)
  if (!found.ok) return found
  if (!state.facts.reporterCanReply) return err({ kind: 'reporter_cannot_reply' })
  if (found.value.status === 'waiting') return err({ kind: 'already_waiting' })
  const waiting = withTasks(takenIfFree(state, found.value, acting), isTask(input.taskId), { status: 'waiting' })
  const { patience, calendar } = acting.rulebook
  const paused = withClocks(
    waiting,
    (clock) => clock.measure === 'completion' && (clock.taskId === null || clock.taskId === input.taskId),
    (clock) => pauseClock(clock, { now: acting.at, atMost: patience.waitForReporter, calendar }),
  )
  const own = paused.clocks.find((clock) => clock.measure === 'completion' && clock.taskId === input.taskId)
  const pause = own === undefined ? undefined : pauseAt(own, acting.at)
  const until = pause?.until ?? momentAfter(acting.at, patience.waitForReporter, calendar)
  const question = {
    questionId: acting.newId(), taskId: input.taskId, askedSeq: state.facts.version + 1, askedAt: acting.at, until, endedAt: null,
  }
  const asked = answeredBy({ ...paused, questions: [...paused.questions, question] }, found.value.officeId, acting)
  return ok(decide(asked, acting, [{ kind: 'asked', taskId: input.taskId, words: input.words }]))
}

/** The reporter says something: what waited for it goes on. */
export function replyToOffice(
  state: CaseState, input: { words: string; photoCount?: number; reportId?: string; follows?: boolean }, acting: Acting,
): Result<Decision, { readonly kind: 'case_closed' }> {
  if (state.facts.status === 'closed') return err({ kind: 'case_closed' })
  const detail = { ...(input.photoCount && { photoCount: input.photoCount }), ...(input.reportId !== undefined && { reportId: input.reportId }) }
  // A question was asked of the case's own reporter: what a follower adds is no answer to it.
  const heard = input.follows === true ? state : withoutWaits(state, acting)
  return ok(decide(heard, acting, [{ kind: 'replied', words: input.words, detail }]))
}

/** The bound of a wait has passed: the work goes on without the reply. Undefined when nothing has waited long enough. */
export function endOverlongWaits(state: CaseState, acting: Acting): Decision | undefined {
  const over = state.questions.filter((question) => question.endedAt === null && question.until <= acting.at)
  if (over.length === 0) return undefined
  const taskIds = new Set(over.map((question) => question.taskId))
  const questions = state.questions.map((question) => (over.includes(question) ? { ...question, endedAt: question.until } : question))
  const resumed = withTasks({ ...state, questions }, (task) => taskIds.has(task.taskId) && task.status === 'waiting', { status: 'taken' })
  return decide(resumed, acting, [...taskIds].map((taskId) => ({ kind: 'wait_ended', taskId })))
}

/** A further office is asked to work beside the others; its own clocks start now. */
export function referCase(
  state: CaseState, input: { officeId: number; reason: string }, acting: Acting,
): Result<Decision, ActRefused | ResolvedAlready | ReferRefused> {
  const own = officeOnOpenCase(state, acting)
  if (!own.ok) return own
  const office = officeFreeFor(state, input.officeId, acting)
  if (!office.ok) return office
  const after = withNewTask(withoutArrival(state, input.officeId, acting), { office: office.value, fromOfficeId: own.value }, acting)
  const taskId = after.tasks.at(-1)?.taskId
  return ok(decide(after, acting, [{ kind: 'referred', taskId, words: input.reason, detail: { officeId: input.officeId } }]))
}

/** A task goes to another office, as it is: its clocks go along and keep their due time. */
export function handOverTask(
  state: CaseState, input: { taskId: string; officeId: number; reason: string }, acting: Acting,
): Result<Decision, TaskRefused | ReferRefused> {
  const found = ownOpenTask(state, input.taskId, acting)
  if (!found.ok) return found
  const office = officeFreeFor(state, input.officeId, acting)
  if (!office.ok) return office
  const after = moved(withoutArrival(state, input.officeId, acting), found.value, { officeId: input.officeId, fromOfficeId: found.value.officeId, status: 'new' })
  return ok(decide(after, acting, [{ kind: 'handed_over', taskId: input.taskId, words: input.reason, detail: { officeId: input.officeId } }]))
}

/** A task goes back to the office it came from, else to the lead; the lead itself gives back to the secretariat. */
export function handBackTask(
  state: CaseState, input: { taskId: string; reason: string }, acting: Acting,
): Result<Decision, TaskRefused | { readonly kind: 'nobody_to_hand_back_to' }> {
  const found = ownOpenTask(state, input.taskId, acting)
  if (!found.ok) return found
  const officeId = giverOf(found.value, state, acting)
  if (officeId === undefined) return err({ kind: 'nobody_to_hand_back_to' })
  const after = moved(state, found.value, { officeId, fromOfficeId: null, status: 'handed_back' })
  return ok(decide(after, acting, [{ kind: 'handed_back', taskId: input.taskId, words: input.reason, detail: { officeId } }]))
}

/** To whom a task can go back; undefined where the secretariat leads and got it from nobody. */
export function giverOf(task: Task, state: CaseState, acting: Acting): number | undefined {
  const secretariat = getSecretariat(acting.rulebook.regency).officeId
  return [task.fromOfficeId, state.facts.leadOfficeId, secretariat].find((id) => id !== null && id !== task.officeId) ?? undefined
}

/** A call at the door; what was found is kept with the visit itself, not in the history. */
export function recordVisit(
  state: CaseState, input: { visitId: string; visitedAt: Date }, acting: Acting,
): Result<Decision, ActRefused | { readonly kind: 'visit_in_future' }> {
  const office = officeAtWork(state, acting)
  if (!office.ok) return office
  if (input.visitedAt.getTime() > acting.at.getTime() + toleratedClockErrorMs) return err({ kind: 'visit_in_future' })
  return ok(decide(withOffice(state, office.value), acting, [{ kind: 'visited', detail: { visitId: input.visitId } }]))
}

const toleratedClockErrorMs = 10 * 60_000

/** A note between officers. */
export function noteCase(state: CaseState, input: { words: string }, acting: Acting): Result<Decision, ActRefused> {
  const office = officeAtWork(state, acting)
  if (!office.ok) return office
  return ok(decide(state, acting, [{ kind: 'noted', words: input.words }]))
}

/** An office has done its part; its words go to the reporter, so they are an answer too. */
export function finishTask(
  state: CaseState, input: { taskId: string; result: TaskResult; words: string }, acting: Acting,
): Result<Decision, TaskRefused> {
  const found = ownOpenTask(state, input.taskId, acting)
  if (!found.ok) return found
  const answered = answeredBy(takenIfFree(state, found.value, acting), found.value.officeId, acting)
  const after = finished(answered, { taskId: input.taskId, result: input.result }, acting)
  return ok(decide(after, acting, [{ kind: 'finished', taskId: input.taskId, words: input.words, detail: { result: input.result } }]))
}

/** The state with a task done: its clocks stop, nobody is waited for. */
export function finished(state: CaseState, input: { taskId: string; result: TaskResult }, acting: Acting): CaseState {
  const stopped = withClocks(state, (clock) => clock.taskId === input.taskId, (clock) => stopClock(clock, acting.at))
  const questions = stopped.questions.map((question) => {
    return question.taskId === input.taskId && question.endedAt === null ? { ...question, endedAt: acting.at } : question
  })
  return withTasks({ ...stopped, questions }, isTask(input.taskId), { status: 'done', result: input.result, finishedAt: acting.at, returnedAt: null })
}

/** The state without what an office was given because the family came to live there: it is handed the work itself. */
export function withoutArrival(state: CaseState, officeId: number, acting: Acting): CaseState {
  const given = state.tasks.filter((task) => task.isArrival && task.officeId === officeId && isOpen(task))
  return given.reduce((reached, task) => finished(reached, { taskId: task.taskId, result: 'withdrawn' }, acting), state)
}

/** The office in whose name somebody works on an unfinished case that it has a part in. */
function officeAtWork(state: CaseState, acting: Acting): Result<number, ActRefused> {
  const { officeId } = acting
  if (officeId === null || !state.facts.officeIds.includes(officeId)) return err({ kind: 'office_not_on_case' })
  if (state.facts.status === 'closed') return err({ kind: 'case_closed' })
  return ok(officeId)
}

/** The same, where new work may begin only while the case has no verdict. */
export function officeOnOpenCase(state: CaseState, acting: Acting): Result<number, ActRefused | ResolvedAlready> {
  const office = officeAtWork(state, acting)
  return office.ok && state.facts.status === 'resolved' ? err({ kind: 'case_resolved_already' }) : office
}

/** A task that is still open and the acting office's own. */
export function ownOpenTask(state: CaseState, taskId: string, acting: Acting): Result<Task, TaskRefused> {
  const task = state.tasks.find((one) => one.taskId === taskId)
  if (task === undefined) return err({ kind: 'not_found' })
  if (state.facts.status === 'closed') return err({ kind: 'case_closed' })
  if (task.officeId !== acting.officeId) return err({ kind: 'task_of_other_office' })
  return isOpen(task) ? ok(task) : err({ kind: 'task_done' })
}

function officeFreeFor(state: CaseState, officeId: number, acting: Acting): Result<Office, ReferRefused> {
  const office = acting.rulebook.regency.offices.find((one) => one.officeId === officeId)
  if (office === undefined || office.kind === 'leadership' || state.facts.barredOfficeIds.includes(officeId)) return err({ kind: 'office_unknown' })
  if (state.facts.restricted && (office.kind === 'village_task_force' || office.kind === 'district_unit')) return err({ kind: 'office_cannot_protect' })
  const works = state.tasks.some((task) => task.officeId === officeId && isOpen(task) && !task.isArrival)
  return works ? err({ kind: 'office_already_on_case' }) : ok(office)
}

/** The task with another office. When the lead gives its last open task away, the lead goes with it. */
function moved(state: CaseState, task: Task, to: Pick<Task, 'officeId' | 'fromOfficeId' | 'status'>): CaseState {
  const after = withOffice(withTasks(state, isTask(task.taskId), { ...to, holderAccountId: null, holderName: null, returnedAt: null }), to.officeId)
  const wasLead = task.officeId === state.facts.leadOfficeId
  const leadStillWorks = after.tasks.some((one) => one.officeId === state.facts.leadOfficeId && isOpen(one))
  return wasLead && !leadStillWorks ? withFacts(after, { leadOfficeId: to.officeId }) : after
}

/** Until when whoever takes a task now must have begun with it; null where the regency sets no time. */
function idleUntil({ at, rulebook }: Acting): Date | null {
  const { returnIdle } = rulebook.patience
  return returnIdle === undefined ? null : momentAfter(at, returnIdle, rulebook.calendar)
}

function taken(state: CaseState, task: Task, acting: Acting): CaseState {
  return withTasks(state, isTask(task.taskId), { status: 'taken', holderAccountId: acting.accountId, holderName: acting.name, returnsAt: idleUntil(acting), returnedAt: null })
}

function takenIfFree(state: CaseState, task: Task, acting: Acting): CaseState {
  return task.holderAccountId === null ? taken(state, task, acting) : state
}

function withoutWaits(state: CaseState, acting: Acting): CaseState {
  const going = withClocks(state, () => true, (clock) => endPause(clock, acting.at))
  const questions = going.questions.map((question) => (question.endedAt === null ? { ...question, endedAt: acting.at } : question))
  return withTasks({ ...going, questions }, (task) => task.status === 'waiting', { status: 'taken' })
}

function isTask(taskId: string): (task: Task) => boolean {
  return (task) => task.taskId === taskId
}
