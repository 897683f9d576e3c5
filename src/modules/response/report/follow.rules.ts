import type { CaseEvent, CaseState, Rulebook } from '#modules/response/case/case.rules.ts'
import { dueAt } from '#modules/response/clock/clock.rules.ts'
import { stateOf as stateOfStep, type Step } from '#modules/response/plan/plan.rules.ts'
import type { FollowMessage, FollowPlanStep, FollowPromise, FollowStepView, FollowView } from './follow.contract.ts'
import type { FollowStep } from './report.contract.ts'

/** When, by which rules, and whose eyes: a follower's see nothing of what the first reporter and the offices said to each other alone. */
export interface FollowReader {
  readonly now: Date
  readonly rulebook: Rulebook
  readonly reportId: string
  readonly follows: boolean
  readonly steps: readonly Step[]
}

/** A case as the holder of a receipt code sees it at a moment. `events` are those that reporters may see. */
export function followView(state: CaseState, events: readonly CaseEvent[], at: FollowReader): FollowView {
  const { facts } = state
  const others = facts.officeIds.filter((officeId) => officeId !== facts.leadOfficeId)
  return {
    category: facts.category, status: facts.status, steps: stepsOf(state, events), promise: promiseOf(state, at),
    officeIds: [facts.leadOfficeId, ...others], isWaiting: !at.follows && openQuestions(state).size > 0, verdict: facts.verdict,
    follows: at.follows, plan: at.follows ? [] : planOf(at.steps),
    messages: events.filter((event) => isFor(event, at)).flatMap((event) => messageOf(event, openQuestions(state))),
    isConfirmed: at.follows ? isConfirmedBy(events, at.reportId) : events.at(-1)?.kind === 'confirmed',
  }
}

/** Whether a follower said that it is settled, of the result that stands: a reopening asks them anew. */
function isConfirmedBy(events: readonly CaseEvent[], reportId: string): boolean {
  const since = events.slice(events.findLastIndex((event) => event.kind === 'reopened') + 1)
  return since.some((event) => event.kind === 'follower_confirmed' && event.detail.reportId === reportId)
}

const readKinds: ReadonlySet<string> = new Set(['taken', 'assigned', 'answered', 'asked', 'visit_planned', 'visited', 'visit_missed', 'finished', 'step_done', 'concluded'])
const handledKinds: ReadonlySet<string> = new Set(['answered', 'asked', 'visited', 'visit_missed', 'finished', 'step_done', 'concluded'])

/** What a reporter said is shown to nobody but that reporter; a question was asked of the first one. */
function isFor(event: CaseEvent, reader: FollowReader): boolean {
  if (event.by !== 'reporter') return !(reader.follows && event.kind === 'asked')
  return event.detail.reportId === undefined ? !reader.follows : event.detail.reportId === reader.reportId
}

/** The plan as the reporter sees it; what was dropped is no news, and what came of a step stands among the messages. */
function planOf(steps: readonly Step[]): readonly FollowPlanStep[] {
  return steps.flatMap(({ no, title, officeId, dueOn, ...step }) => {
    const stands = stateOfStep(step)
    // That an office lost its task is between the offices: for the reporter the step has yet to come.
    const state = stands === 'stopped' ? 'waiting' : stands
    return state === 'dropped' ? [] : [{ no, title, officeId, state, dueOn: state === 'done' ? null : dueOn }]
  })
}

/** The four steps with their times. After a reopening the work begins again, so that what happened before does not count as done. */
function stepsOf(state: CaseState, events: readonly CaseEvent[]): readonly FollowStepView[] {
  const begun = events.findLastIndex((event) => event.kind === 'reopened')
  const since = events.slice(begun + 1)
  const first = (kinds: ReadonlySet<string>): Date | null => since.find((event) => kinds.has(event.kind))?.at ?? null
  return [
    { step: 'received', at: state.facts.openedAt },
    { step: 'read', at: first(readKinds) },
    { step: 'handled', at: first(handledKinds) },
    { step: 'concluded', at: state.facts.resolvedAt },
  ]
}

/** How far a case is, from the case alone. */
export function stepOf(state: CaseState): FollowStep {
  if (state.facts.resolvedAt !== null) return 'concluded'
  if (state.facts.answeredAt !== null) return 'handled'
  return state.tasks.some((task) => task.status !== 'new') ? 'read' : 'received'
}

/** The promise of a first answer for the case as a whole: the one that runs, for instance since a reopening, else the one that was answered. */
export function promiseOf(state: CaseState, at: { readonly now: Date; readonly rulebook: Rulebook }): FollowPromise {
  const clocks = state.clocks.filter((clock) => clock.taskId === null && clock.measure === 'first_response')
  const running = clocks.find((clock) => clock.stoppedAt === null)
  if (running === undefined || state.facts.answeredAt !== null) return { state: 'answered', answeredAt: answeredAt(state, clocks) }
  const due = dueAt(running, at.rulebook.calendar)
  return { state: at.now > due ? 'late' : 'open', dueAt: due }
}

function answeredAt(state: CaseState, clocks: readonly { readonly stoppedAt: Date | null }[]): Date {
  const stops = clocks.flatMap((clock) => (clock.stoppedAt === null ? [] : [clock.stoppedAt.getTime()]))
  return state.facts.answeredAt ?? new Date(Math.max(state.facts.openedAt.getTime(), ...stops))
}

/** How many questions wait for the reporter. */
export function countOpenQuestions(state: CaseState): number {
  return openQuestions(state).size
}

function openQuestions(state: CaseState): ReadonlySet<number> {
  return new Set(state.questions.filter((question) => question.endedAt === null).map((question) => question.askedSeq))
}

const messageKinds: ReadonlySet<string> = new Set<FollowMessage['kind']>([
  'answered', 'asked', 'replied', 'visit_planned', 'visited', 'visit_missed', 'finished', 'concluded', 'confirmed', 'reopened', 'escalated', 'closed_by_silence', 'step_done',
])

function messageOf(event: CaseEvent, open: ReadonlySet<number>): FollowMessage[] {
  if (!messageKinds.has(event.kind)) return []
  return [{
    seq: event.seq, kind: event.kind as FollowMessage['kind'], at: event.at, isOwn: event.by === 'reporter', officeId: event.byOfficeId,
    words: event.words === '' ? null : event.words, photoCount: event.detail.photoCount ?? 0, rung: event.detail.rung ?? null,
    plannedOn: event.detail.plannedOn ?? null,
    isOpenQuestion: event.kind === 'asked' && open.has(event.seq),
  }]
}
