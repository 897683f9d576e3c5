import type { CaseEventKind } from '#modules/response/case/case.contract.ts'
import type { CaseEvent, CaseState } from '#modules/response/case/case.rules.ts'
import type { CaseClock } from './clock.contract.ts'

/** Something that a clock says and its case's history does not. */
export interface ClockDifference {
  readonly clockId: string
  readonly about: 'start' | 'stop' | 'escalation'
  readonly stored: string | null
  readonly replayed: string | null
}

const starting: ReadonlySet<CaseEventKind> = new Set(['opened', 'referred', 'placed', 'reopened', 'urgency_set', 'sorted', 'step_opened'])
const speaking: ReadonlySet<CaseEventKind> = new Set(['answered', 'asked', 'finished', 'step_done'])

/**
 * Reckons the clocks of a case anew from its history alone, apart from the rules that wrote them, and names what differs. The promise of a clock
 * is a fact; everything that happened to it must be told by an event. Where the place changed, offices took tasks over without an event of
 * their own, so there the clocks of tasks are left out.
 */
export function replayClocks(state: CaseState, events: readonly CaseEvent[]): readonly ClockDifference[] {
  const moved = events.some((event) => event.kind === 'placed')
  return state.clocks.filter((clock) => clock.taskId === null || !moved).flatMap((clock) => differencesOf(clock, state, events))
}

function differencesOf(clock: CaseClock, state: CaseState, events: readonly CaseEvent[]): readonly ClockDifference[] {
  const start = events.find((event) => starting.has(event.kind) && event.at.getTime() === clock.startedAt.getTime())
  if (start === undefined) return [{ clockId: clock.clockId, about: 'start', stored: clock.startedAt.toISOString(), replayed: null }]
  const stop = stopOf(clock, state, events.filter((event) => event.seq >= start.seq))
  const told = new Set(events.flatMap((event) => (event.kind === 'escalated' && event.detail.rung !== undefined ? [event.detail.rung] : [])))
  const untold = clock.escalatedTo.filter((rung) => !told.has(rung))
  return [
    ...(stop?.getTime() === clock.stoppedAt?.getTime() ? [] : [{
      clockId: clock.clockId, about: 'stop' as const, stored: clock.stoppedAt?.toISOString() ?? null, replayed: stop?.toISOString() ?? null,
    }]),
    ...untold.map((rung) => ({ clockId: clock.clockId, about: 'escalation' as const, stored: rung, replayed: null })),
  ]
}

/** When the history says that a clock stopped for good; null while it runs. */
function stopOf(clock: CaseClock, state: CaseState, events: readonly CaseEvent[]): Date | null {
  const office = officeTrail(clock, state, events)
  let stoppedAt: Date | null = null
  let withdrawn = false
  for (const event of events) {
    if (event.kind === 'withdrawn' && event.taskId === clock.taskId) withdrawn = true
    if (event.kind === 'reopened' && clock.measure === 'completion' && !withdrawn) stoppedAt = null
    if (stoppedAt === null && stops(clock, event, office(event))) stoppedAt = event.at
  }
  return stoppedAt
}

function stops(clock: CaseClock, event: CaseEvent, officeId: number | null): boolean {
  if (event.kind === 'concluded') return true
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
