import type { Channel, Ladder, Measure, Office, Patience, Regency, Rung, Urgency } from '#modules/people/regency/regency.contract.ts'
import type { Calendar, CaseClock } from '#modules/response/clock/clock.contract.ts'
import { findLadder, findPatience, getOffice, listPromises } from '#modules/people/regency/regency.rules.ts'
import { calendarOf, dueAt, momentAfter, stopClock, warningMoments } from '#modules/response/clock/clock.rules.ts'
import { nextEscalationAt, standingOf, type Climb } from '#modules/response/ladder/ladder.rules.ts'
import { routeCase } from '#modules/response/routing/routing.rules.ts'
import { dayOf } from '#platform/day.ts'
import type { CaseEventDetail, CaseEventKind, CaseStatus, DoneBy, OpenCase, RungMove, TaskResult, TaskStatus, Verdict } from './case.contract.ts'

/**
 * A case as its rules see it. Every rule takes the state, what is asked and who asks (with the moment and the regency's rules),
 * and gives the state after it with the events that tell what happened, or a refusal. Nothing here reads or writes.
 */
export interface CaseState {
  readonly facts: CaseFacts
  readonly tasks: readonly Task[]
  readonly clocks: readonly CaseClock[]
  readonly questions: readonly Question[]
}

export interface CaseFacts {
  readonly caseId: string
  readonly caseNumber: string
  readonly summary: string
  readonly photoCount: number
  readonly personId: string | null
  readonly familyId: string | null
  readonly areaId: number
  readonly districtId: number
  /** Villages from which its family moved away while somebody there handles it: they go on seeing it until they hand it over. */
  readonly leftAreaIds: readonly number[]
  /** Steps of its plan whose office lost its task: the lead gives them out anew, or drops them. */
  readonly stoppedSteps: number
  readonly category: string
  readonly channel: Channel
  readonly danger: boolean
  readonly urgency: Urgency
  /** Seen only by those who handle it: named here, or holding a task. */
  readonly restricted: boolean
  readonly namedHandlers: readonly { readonly accountId: string; readonly name: string }[]
  /** Whom it is about: they see nothing of it. */
  readonly barredAccountIds: readonly string[]
  readonly barredOfficeIds: readonly number[]
  readonly status: CaseStatus
  readonly rung: Rung
  /** When and how it last changed its rung; null while it stands where it began. */
  readonly moved: { readonly at: Date; readonly by: RungMove } | null
  readonly leadOfficeId: number
  /** Every office that has or had a part in it; it only grows. */
  readonly officeIds: readonly number[]
  readonly reporterCanReply: boolean
  readonly openedAt: Date
  /** When a person first answered; null again after a reopening. */
  readonly answeredAt: Date | null
  readonly resolvedAt: Date | null
  readonly closesAt: Date | null
  readonly closedAt: Date | null
  readonly verdict: Verdict | null
  /** The number of events so far. */
  readonly version: number
}

export interface Task {
  readonly taskId: string
  readonly officeId: number
  /** The office that referred it or handed it over, and that gets it back. */
  readonly fromOfficeId: number | null
  readonly status: TaskStatus
  readonly holderAccountId: string | null
  readonly holderName: string | null
  /** Until when whoever took it must have begun; null: begun, or held by nobody. */
  readonly returnsAt: Date | null
  /** Since when it lies in the queue again, because whoever took it did not begin or is away; null once somebody has it. */
  readonly returnedAt: Date | null
  /** Given because the family came to live there: without a clock of its own, until the office is handed the work itself. */
  readonly isArrival: boolean
  readonly openedAt: Date
  readonly answeredAt: Date | null
  readonly finishedAt: Date | null
  readonly result: TaskResult | null
}

export interface Question {
  readonly questionId: string
  readonly taskId: string
  /** The event that asked it. */
  readonly askedSeq: number
  readonly askedAt: Date
  readonly until: Date
  readonly endedAt: Date | null
}

export interface CaseEvent {
  readonly seq: number
  readonly kind: CaseEventKind
  readonly at: Date
  readonly by: DoneBy
  readonly byAccountId: string | null
  readonly byName: string
  readonly byOfficeId: number | null
  readonly taskId: string | null
  readonly words: string | null
  readonly detail: CaseEventDetail
  readonly shownToReporter: boolean
}

/** The regency's rules as they hold at one moment. */
export interface Rulebook {
  readonly regency: Regency
  readonly calendar: Calendar
  readonly ladder: Ladder
  readonly patience: Patience
  /** The moment's day in the regency's time zone. */
  readonly day: string
}

const calendars = new WeakMap<Regency, Calendar>()

/** The rules of a regency as they hold at a moment; throws when its configuration has none yet. */
export function rulebookAt(regency: Regency, moment: Date): Rulebook {
  const day = dayOf(moment, regency.timeZone)
  const ladder = findLadder(regency, day)
  const patience = findPatience(regency, day)
  if (ladder === undefined || patience === undefined) throw new Error(`the regency has no ladder or patience that holds on ${day}`)
  const calendar = calendars.get(regency) ?? calendarOf(regency)
  calendars.set(regency, calendar)
  return { regency, calendar, ladder, patience, day }
}

/** Who does something, when, under which rules. `newId` gives the keys of what is made. */
export interface Acting {
  readonly at: Date
  readonly by: DoneBy
  readonly accountId: string | null
  readonly name: string
  readonly officeId: number | null
  readonly rulebook: Rulebook
  readonly newId: () => string
}

export interface Decision {
  readonly after: CaseState
  readonly events: readonly CaseEvent[]
}

/** What an event adds to who, when and which number. */
export interface Happening {
  readonly kind: CaseEventKind
  readonly taskId?: string | undefined
  readonly words?: string | undefined
  readonly detail?: CaseEventDetail
}

/** Kinds of events that the reporter sees, words and all. Reasons between offices are not among them. */
const shownKinds: ReadonlySet<CaseEventKind> = new Set([
  'opened', 'taken', 'assigned', 'answered', 'asked', 'replied', 'visited', 'finished', 'concluded', 'confirmed', 'closed_by_silence', 'reopened',
  'escalated', 'follower_confirmed', 'step_done', 'visit_planned', 'visit_missed',
])

/** A new case: routed by place and category, a task for each office, its clocks running. */
export function openCase(input: OpenCase & Pick<CaseFacts, 'caseId' | 'caseNumber'>, acting: Acting): Decision {
  const { reportId, personIsProvisional, accused, restricted = false, ...given } = input
  const barred = { barredAccountIds: accused?.accountIds ?? [], barredOfficeIds: accused?.officeIds ?? [] }
  const route = routeCase(acting.rulebook.regency, { ...given, restricted, ...barred })
  const before: CaseState = {
    facts: {
      ...given, ...barred, restricted, namedHandlers: [], urgency: given.urgency ?? (given.danger ? 'danger' : 'ordinary'), districtId: route.districtId, leftAreaIds: [], stoppedSteps: 0, status: 'open', rung: standingOf(acting.rulebook.ladder, route.lead), moved: null,
      leadOfficeId: route.lead.officeId, officeIds: [], openedAt: acting.at, answeredAt: null, resolvedAt: null, closesAt: null,
      closedAt: null, verdict: null, version: 0,
    },
    tasks: [], clocks: [], questions: [],
  }
  const led = { ...before, clocks: clocksFor(before.facts, { office: route.lead, taskId: null, measures: everyMeasure }, acting) }
  const after = route.offices.reduce((state, office) => withNewTask(state, { office, fromOfficeId: null }, acting), led)
  const opened = decide(after, acting, [{ kind: 'opened', detail: { reportId } }])
  return personIsProvisional === true ? withVerification(opened, acting) : opened
}

/** The village's task force is asked to verify a person whom no list knows; where the village is unknown, the office that leads. */
function withVerification(opened: Decision, acting: Acting): Decision {
  const { tasks, facts } = opened.after
  const isTaskForce = (task: Task): boolean => getOffice(acting.rulebook.regency, task.officeId).kind === 'village_task_force'
  const task = tasks.find(isTaskForce) ?? tasks.find((each) => each.officeId === facts.leadOfficeId)
  const system: Acting = { ...acting, by: 'system', accountId: null, name: '', officeId: null }
  const asked = decide(opened.after, system, [{ kind: 'verification_asked', taskId: task?.taskId, detail: { officeId: task?.officeId } }])
  return { after: asked.after, events: [...opened.events, ...asked.events] }
}

/** The state with its version moved on by what happened, and the events with their numbers. */
export function decide(after: CaseState, acting: Acting, happenings: readonly Happening[]): Decision {
  const { version } = after.facts
  const events = happenings.map((happening, index): CaseEvent => ({
    seq: version + index + 1, kind: happening.kind, at: acting.at, by: acting.by, byAccountId: acting.accountId, byName: acting.name,
    byOfficeId: acting.officeId, taskId: happening.taskId ?? null, words: happening.words ?? null, detail: happening.detail ?? {},
    shownToReporter: shownKinds.has(happening.kind),
  }))
  const known = begun(isAccepting(acting, happenings) ? acceptedBy(after, acting) : after, acting, happenings)
  return { after: withFacts(known, { version: version + events.length }), events }
}

/** An officer who does anything but write a note has looked at the case and decided about it. */
function isAccepting(acting: Acting, happenings: readonly Happening[]): boolean {
  return acting.by === 'officer' && happenings.some(({ kind }) => kind !== 'noted' && kind !== 'opened')
}

/** What an office does on a case is a beginning for the tasks that it took; a task that nobody holds, or that is done, waits for none. */
function begun(state: CaseState, acting: Acting, happenings: readonly Happening[]): CaseState {
  const begins = acting.by === 'officer' && happenings.some(({ kind }) => kind !== 'taken' && kind !== 'assigned')
  const isOver = (task: Task): boolean => task.holderAccountId === null || !isOpen(task) || (begins && task.officeId === acting.officeId)
  return withTasks(state, (task) => task.returnsAt !== null && isOver(task), { returnsAt: null })
}

function acceptedBy(state: CaseState, acting: Acting): CaseState {
  const own = new Set(state.tasks.filter((task) => task.officeId === acting.officeId).map((task) => task.taskId))
  return withClocks(
    state,
    (clock) => clock.measure === 'acceptance' && (clock.taskId === null || own.has(clock.taskId)),
    (clock) => stopClock(clock, acting.at),
  )
}

/** The state with some facts of the case changed. */
export function withFacts(state: CaseState, change: Partial<CaseFacts>): CaseState {
  return { ...state, facts: { ...state.facts, ...change } }
}

/** The state with the tasks changed that are meant. */
export function withTasks(state: CaseState, isMeant: (task: Task) => boolean, change: Partial<Task>): CaseState {
  return { ...state, tasks: state.tasks.map((task) => (isMeant(task) ? { ...task, ...change } : task)) }
}

/** The state with the clocks changed that are meant. */
export function withClocks(state: CaseState, isMeant: (clock: CaseClock) => boolean, change: (clock: CaseClock) => CaseClock): CaseState {
  return { ...state, clocks: state.clocks.map((clock) => (isMeant(clock) ? change(clock) : clock)) }
}

/** The state with a further office on the case; nobody leaves it. */
export function withOffice(state: CaseState, officeId: number): CaseState {
  if (state.facts.officeIds.includes(officeId)) return state
  return withFacts(state, { officeIds: [...state.facts.officeIds, officeId] })
}

/** The state with a new task for an office, and the clocks of what that kind of office promises. */
export function withNewTask(state: CaseState, given: { office: Office; fromOfficeId: number | null }, acting: Acting): CaseState {
  const task: Task = {
    taskId: acting.newId(), officeId: given.office.officeId, fromOfficeId: given.fromOfficeId, status: 'new', holderAccountId: null,
    holderName: null, returnsAt: null, returnedAt: null, isArrival: false, openedAt: acting.at, answeredAt: null, finishedAt: null, result: null,
  }
  const clocks = clocksFor(state.facts, { office: given.office, taskId: task.taskId, measures: everyMeasure }, acting)
  return withOffice({ ...state, tasks: [...state.tasks, task], clocks: [...state.clocks, ...clocks] }, task.officeId)
}

const everyMeasure: readonly Measure[] = ['acceptance', 'first_response', 'completion']

/** The clocks that the promises of an office's kind start now, for the case itself or for one task. */
export function clocksFor(
  facts: CaseFacts, wanted: { office: Office; taskId: string | null; measures: readonly Measure[] }, acting: Acting,
): readonly CaseClock[] {
  const { regency, day } = acting.rulebook
  return wanted.measures.flatMap((measure) => {
    const question = { measure, officeKind: wanted.office.kind, category: facts.category, channel: facts.channel, urgency: facts.urgency, on: day }
    const promises = listPromises(regency, question).filter((promise) => wanted.taskId === null || promise.caseOnly !== true)
    return promises.map((promise) => ({
      clockId: acting.newId(), taskId: wanted.taskId, measure, promiseKey: promise.key, promiseVersion: promise.from, within: promise.within,
      startedAt: acting.at, stoppedAt: null, pauses: [], escalatedTo: [], warned: 0,
    }))
  })
}

/** A person spoke to the reporter: the first-response clocks of the case and of that office's own tasks stop. */
export function answeredBy(state: CaseState, officeId: number, acting: Acting): CaseState {
  const tasks = new Set(state.tasks.filter((task) => task.officeId === officeId).map((task) => task.taskId))
  const stopped = withClocks(
    state,
    (clock) => clock.measure === 'first_response' && (clock.taskId === null || tasks.has(clock.taskId)),
    (clock) => stopClock(clock, acting.at),
  )
  const marked = withTasks(stopped, (task) => tasks.has(task.taskId) && task.answeredAt === null, { answeredAt: acting.at })
  return withFacts(marked, { answeredAt: marked.facts.answeredAt ?? acting.at })
}

/** The office that must act on a clock: the task's, or the lead for the clocks of the case itself. */
export function holderOf(state: CaseState, clock: CaseClock): number {
  return state.tasks.find((task) => task.taskId === clock.taskId)?.officeId ?? state.facts.leadOfficeId
}

/** What the ladder asks about a clock: its due time, its stop, where its holder stands, where it was handed up to. */
export function climbOf(state: CaseState, clock: CaseClock, rulebook: Rulebook): Climb {
  return {
    dueAt: dueAt(clock, rulebook.calendar), stoppedAt: clock.stoppedAt, escalatedTo: new Set(clock.escalatedTo),
    holderRung: standingOf(rulebook.ladder, getOffice(rulebook.regency, holderOf(state, clock))),
  }
}

/** The earliest due time of the running clocks that are meant, or null when none runs. */
export function nextDueAt(state: CaseState, isMeant: (clock: CaseClock) => boolean, rulebook: Rulebook): Date | null {
  return earliest(state.clocks.filter((clock) => clock.stoppedAt === null && isMeant(clock)).map((clock) => dueAt(clock, rulebook.calendar)))
}

/** When the sweep next has something to do on the case: remind, take an idle task back, hand a breach up, end a wait, close after silence. Null when never. */
export function sweepAt(state: CaseState, rulebook: Rulebook): Date | null {
  const climbs = state.clocks.map((clock) => nextEscalationAt(rulebook.ladder, climbOf(state, clock, rulebook)))
  const waits = state.questions.filter((question) => question.endedAt === null).map((question) => question.until)
  const returns = state.tasks.map((task) => task.returnsAt)
  const warnings = state.clocks.flatMap((clock) => warningMoments(clock, rulebook.calendar).map((moment) => moment.at))
  return earliest([...climbs, ...waits, ...warnings, ...returns, state.facts.closesAt])
}

function earliest(moments: readonly (Date | null)[]): Date | null {
  return moments.reduce((first, moment) => (moment !== null && (first === null || moment < first) ? moment : first), null)
}

/** When silence of the reporter closes a case that is resolved now. */
export function silenceEndsAt(acting: Acting): Date {
  return momentAfter(acting.at, acting.rulebook.patience.closeAfterSilence, acting.rulebook.calendar)
}

/** Whether a task still wants work. */
export function isOpen(task: Task): boolean {
  return task.status !== 'done'
}
