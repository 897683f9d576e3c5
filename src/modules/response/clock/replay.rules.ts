import type { CaseEventKind } from '#modules/response/case/case.contract.ts'
import type { CaseEvent, CaseState, Rulebook } from '#modules/response/case/case.rules.ts'
import { endPause, pauseClock, resumeClock, stopClock } from './clock.rules.ts'
import type { CaseClock, Pause } from './clock.contract.ts'

/** Something that a clock says and its case's history does not. */
export interface ClockDifference {
  readonly clockId: string
  readonly about: 'start' | 'stop' | 'pause' | 'escalation'
  readonly stored: string | null
  readonly replayed: string | null
}

/** What happened on a case, in order, and the rules that held at each moment. */
export interface History {
  readonly events: readonly CaseEvent[]
  readonly rulebookAt: (moment: Date) => Rulebook
}

/** Kinds of events with which clocks and tasks begin. */
const starting: ReadonlySet<CaseEventKind> = new Set([
  'opened', 'referred', 'placed', 'reopened', 'urgency_set', 'sorted', 'step_opened', 'protected', 'accused_named',
])
/** Kinds of events with which everything on a case ends. */
export const ending: ReadonlySet<CaseEventKind> = new Set(['concluded', 'joined', 'found_abuse'])
const speaking: ReadonlySet<CaseEventKind> = new Set(['answered', 'asked', 'finished', 'step_done'])

/**
 * Reckons the clocks of a case anew from its history alone, apart from the rules that wrote them, and names what differs. The promise of a clock
 * is a fact; everything that happened to it must be told by an event. Where the place changed, offices took tasks over without an event of
 * their own, so there what an office did first on its task is left out.
 */
export function replayClocks(state: CaseState, history: History): readonly ClockDifference[] {
  const moved = history.events.some((event) => event.kind === 'placed')
  const isTold = (clock: CaseClock): boolean => clock.taskId === null || clock.measure === 'completion' || !moved
  return state.clocks.filter(isTold).flatMap((clock) => differencesOf(clock, state, history))
}

function differencesOf(clock: CaseClock, state: CaseState, history: History): readonly ClockDifference[] {
  const starts = beginnings(history.events, clock.startedAt)
  if (starts.length === 0) return [{ clockId: clock.clockId, about: 'start', stored: clock.startedAt.toISOString(), replayed: null }]
  const found = starts.map((start) => differencesSince(start, clock, { state, history }))
  return found.find((differences) => differences.length === 0) ?? found[0] ?? []
}

/** The events with which a clock or a task of a moment may have begun: more than one where several things happened in the same millisecond. */
export function beginnings(events: readonly CaseEvent[], moment: Date): readonly CaseEvent[] {
  return events.filter((event) => starting.has(event.kind) && event.at.getTime() === moment.getTime())
}

function differencesSince(
  start: CaseEvent, clock: CaseClock, { state, history }: { readonly state: CaseState; readonly history: History },
): readonly ClockDifference[] {
  const { clockId } = clock
  const { events, rulebookAt } = history
  const replayed = leadThrough(clock, state, { rulebookAt, events: events.filter((event) => event.seq >= start.seq) })
  const told = new Set(events.flatMap((event) => (event.kind === 'escalated' && event.detail.rung !== undefined ? [event.detail.rung] : [])))
  return [
    ...differing({ clockId, about: 'stop', stored: clock.stoppedAt?.toISOString() ?? null, replayed: replayed.stoppedAt?.toISOString() ?? null }),
    ...differing({ clockId, about: 'pause', stored: pauseWords(clock.pauses), replayed: pauseWords(replayed.pauses) }),
    ...clock.escalatedTo.filter((rung) => !told.has(rung)).map((rung) => ({ clockId, about: 'escalation' as const, stored: rung, replayed: null })),
  ]
}

function differing(found: ClockDifference): readonly ClockDifference[] {
  return found.stored === found.replayed ? [] : [found]
}

/** Each pause as from/to; null where there is none. */
function pauseWords(pauses: readonly Pause[]): string | null {
  const words = pauses.map(({ startedAt, until, endedAt }) => `${startedAt.toISOString()}/${(endedAt ?? until).toISOString()}`)
  return words.length === 0 ? null : words.join(' ')
}

interface Reached {
  readonly clock: CaseClock
  /** Its task was taken back, so that no reopening starts it again. */
  readonly withdrawn: boolean
  /** The join that stopped it, which may be taken back. */
  readonly endedByJoin: boolean
}

/** The clock as it began, led through everything that happened since. */
function leadThrough(clock: CaseClock, state: CaseState, history: History): CaseClock {
  const office = officeTrail(clock, state, history.events)
  const fresh: Reached = { clock: { ...clock, stoppedAt: null, pauses: [] }, withdrawn: false, endedByJoin: false }
  return history.events.reduce((reached, event) => after(reached, { event, officeId: office(event) }, history), fresh).clock
}

function after(reached: Reached, { event, officeId }: { event: CaseEvent; officeId: number | null }, { rulebookAt }: History): Reached {
  const { clock } = reached
  const runs = clock.stoppedAt === null
  if (event.kind === 'reopened') return resumed(reached, event)
  if (event.kind === 'join_undone') return reached.endedByJoin ? { clock: resumeClock(clock), withdrawn: false, endedByJoin: false } : reached
  if (event.kind === 'joined' || event.kind === 'found_abuse') {
    const withdrawn = reached.withdrawn || (runs && clock.taskId !== null)
    return { clock: stopClock(clock, event.at), withdrawn, endedByJoin: event.kind === 'joined' && runs }
  }
  if (event.kind === 'replied') return { ...reached, clock: endPause(clock, event.at) }
  const paused = event.kind === 'asked' && isPausedBy(clock, event) ? pausedAt(clock, event.at, rulebookAt) : clock
  const withdrawn = reached.withdrawn || (event.kind === 'withdrawn' && event.taskId === clock.taskId)
  return { ...reached, withdrawn, clock: stops(clock, event, officeId) ? stopClock(paused, event.at) : paused }
}

/** What was finished goes on, and what was taken back from the lead: the event names that task. */
function resumed(reached: Reached, event: CaseEvent): Reached {
  const isBack = !reached.withdrawn || event.taskId === reached.clock.taskId
  return isBack && reached.clock.measure === 'completion' ? { ...reached, withdrawn: false, clock: resumeClock(reached.clock) } : reached
}

/** Only completion waits for the reporter, for the whole case and for the task that asked. */
function isPausedBy(clock: CaseClock, event: CaseEvent): boolean {
  return clock.measure === 'completion' && (clock.taskId === null || clock.taskId === event.taskId)
}

function pausedAt(clock: CaseClock, now: Date, rulebookAt: History['rulebookAt']): CaseClock {
  const { patience, calendar } = rulebookAt(now)
  return pauseClock(clock, { now, atMost: patience.waitForReporter, calendar })
}

function stops(clock: CaseClock, event: CaseEvent, officeId: number | null): boolean {
  if (ending.has(event.kind)) return true
  if (clock.taskId !== null && event.taskId === clock.taskId && (event.kind === 'finished' || event.kind === 'withdrawn')) return true
  const isOwn = clock.taskId === null || event.byOfficeId === officeId
  if (clock.measure === 'first_response') return isOwn && speaking.has(event.kind)
  return clock.measure === 'acceptance' && isOwn && event.by === 'officer' && event.kind !== 'noted' && event.kind !== 'opened'
}

/** Which office held a clock's task when something happened: today's, and before each hand-over the one that handed it over. */
function officeTrail(clock: CaseClock, state: CaseState, events: readonly CaseEvent[]): (event: CaseEvent) => number | null {
  const now = state.tasks.find((task) => task.taskId === clock.taskId)?.officeId ?? null
  const moves = events.filter((event) => event.taskId === clock.taskId && (event.kind === 'handed_over' || event.kind === 'handed_back'))
  return (event) => moves.find((move) => move.seq >= event.seq)?.byOfficeId ?? now
}
