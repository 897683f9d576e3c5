import type { CaseEvent, CaseFacts, CaseState, Task } from '#modules/response/case/case.rules.ts'
import { higherRung } from '#modules/response/ladder/ladder.rules.ts'
import { beginnings, ending, type History } from './replay.rules.ts'

/** Something that a case or one of its tasks says and its history does not. */
export interface CaseDifference {
  readonly about: 'version' | 'status' | 'verdict' | 'answered' | 'rung' | 'task'
  readonly stored: string | null
  readonly replayed: string | null
}

type Standing = Pick<CaseFacts, 'status' | 'rung' | 'answeredAt' | 'resolvedAt' | 'closedAt' | 'verdict'>

/** Reckons how a case and its tasks stand anew from its history alone, apart from the rules that wrote them, and names what differs. */
export function replayCase(state: CaseState, history: History): readonly CaseDifference[] {
  const { facts } = state
  const standing = standingOf(facts, history)
  const found: readonly CaseDifference[] = [
    { about: 'version', stored: String(facts.version), replayed: String(history.events.at(-1)?.seq ?? 0) },
    { about: 'status', stored: statusWords(facts), replayed: statusWords(standing) },
    { about: 'verdict', stored: facts.verdict, replayed: standing.verdict },
    { about: 'answered', stored: isoOrNull(facts.answeredAt), replayed: isoOrNull(standing.answeredAt) },
    { about: 'rung', stored: facts.rung, replayed: standing.rung },
    ...state.tasks.filter((task) => !task.isArrival).map((task) => taskDifference(task, history.events)),
  ]
  return found.filter(({ stored, replayed }) => stored !== replayed)
}

function statusWords({ status, resolvedAt, closedAt }: Standing): string {
  return [status, isoOrNull(resolvedAt), isoOrNull(closedAt)].filter((word) => word !== null).join(' ')
}

/** The rung on which a case begins is a fact of its routing: from there on, escalations may only raise it and hand-ups and hand-downs say it. */
function standingOf({ rung }: CaseFacts, history: History): Standing {
  const fresh: Standing = { status: 'open', rung, answeredAt: null, resolvedAt: null, closedAt: null, verdict: null }
  let beforeJoin = fresh
  return history.events.reduce((reached, event) => {
    if (event.kind === 'joined') beforeJoin = reached
    if (event.kind === 'join_undone') return { ...reached, ...undone(beforeJoin) }
    return { ...reached, ...rungAfter(reached, event, history), ...statusAfter(reached, event) }
  }, fresh)
}

function undone(before: Standing): Partial<Standing> {
  return before.status === 'resolved' ? { status: 'resolved', closedAt: null } : { status: 'open', resolvedAt: null, closedAt: null }
}

function rungAfter(reached: Standing, { kind, at, detail }: CaseEvent, { rulebookAt }: History): Partial<Standing> {
  if (detail.rung === undefined) return {}
  if (kind === 'handed_up' || kind === 'handed_down') return { rung: detail.rung }
  return kind === 'escalated' ? { rung: higherRung(rulebookAt(at).ladder, reached.rung, detail.rung) } : {}
}

function statusAfter(reached: Standing, { kind, at, detail }: CaseEvent): Partial<Standing> {
  switch (kind) {
    case 'answered': case 'asked': case 'finished': case 'step_done':
      return { answeredAt: reached.answeredAt ?? at }
    case 'concluded':
      return { status: 'resolved', answeredAt: reached.answeredAt ?? at, resolvedAt: at, verdict: detail.verdict ?? null }
    case 'confirmed': case 'closed_by_silence':
      return { status: 'closed', closedAt: at }
    case 'joined': case 'found_abuse':
      return { status: 'closed', resolvedAt: reached.resolvedAt ?? at, closedAt: at }
    case 'reopened':
      return { status: 'open', answeredAt: null, resolvedAt: null, closedAt: null, verdict: null }
    default:
      return {}
  }
}

function taskDifference(task: Task, events: readonly CaseEvent[]): CaseDifference {
  const stored = isoOrNull(task.finishedAt)
  const ends = beginnings(events, task.openedAt).map((start) => isoOrNull(finishedAt(task, events.filter((event) => event.seq > start.seq))))
  return { about: 'task', stored, replayed: ends.includes(stored) ? stored : (ends[0] ?? 'no beginning') }
}

/** When the events since its beginning say that a task was done; null while it is open. */
function finishedAt(task: Task, events: readonly CaseEvent[]): Date | null {
  let doneAt: Date | null = null
  let [withdrawn, endedByJoin] = [false, false]
  for (const { kind, at, taskId } of events) {
    const isOwn = taskId === task.taskId
    if (kind === 'reopened' && (!withdrawn || isOwn)) [doneAt, withdrawn] = [null, false]
    if (kind === 'join_undone' && endedByJoin) [doneAt, withdrawn, endedByJoin] = [null, false, false]
    const isTakenBack = (kind === 'withdrawn' && isOwn) || kind === 'joined' || kind === 'found_abuse'
    if (doneAt !== null || !(isTakenBack || (kind === 'finished' && isOwn) || ending.has(kind))) continue
    doneAt = at
    withdrawn = isTakenBack
    endedByJoin = kind === 'joined'
  }
  return doneAt
}

function isoOrNull(moment: Date | null): string | null {
  return moment?.toISOString() ?? null
}
