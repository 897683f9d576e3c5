import { Rung, type CaseEventKind, type CaseEventView } from './case.contract.ts'

/** What is read as one line of a case's history: the event that says the most, and all that happened by the same cause, itself among them. */
export interface HistoryEntry {
  readonly head: CaseEventView
  /** In the order in which they happened. */
  readonly parts: readonly CaseEventView[]
}

/** What the passing of time does by itself. */
const clockKinds: ReadonlySet<CaseEventKind> = new Set(['warned', 'escalated'])
/** What one act does to many tasks or steps. */
const manyKinds: ReadonlySet<CaseEventKind> = new Set(['withdrawn', 'returned', 'step_opened', 'step_stopped'])
/** What another event of the same act brings with it. */
const consequences: ReadonlySet<CaseEventKind> = new Set(['withdrawn', 'urgency_set'])

/**
 * The history of a case as people read it, of events in the order in which they happened. One line: what clocks did while nobody did anything, and
 * what one person did at one moment to many tasks. Nothing is left out, and the order stays.
 */
export function historyOf(events: readonly CaseEventView[]): readonly HistoryEntry[] {
  const groups: CaseEventView[][] = []
  for (const event of events) {
    const open = groups.at(-1)
    if (open !== undefined && isOneCause(open, event)) open.push(event)
    else groups.push([event])
  }
  return groups.map((parts) => ({ head: headOf(parts), parts }))
}

/** What the parts of an entry name together, each once, in the order of its first mention. */
export function namedTogether<T>({ parts }: HistoryEntry, read: (event: CaseEventView) => readonly (T | undefined)[]): readonly T[] {
  return [...new Set(parts.flatMap((event) => read(event)).filter((named) => named !== undefined))]
}

/** Whether an event has the cause of those before it; two acts are two, even at one moment. */
function isOneCause(parts: readonly CaseEventView[], event: CaseEventView): boolean {
  const before = parts.at(-1)!
  if (isByClock(before) && isByClock(event)) return true
  const isOneAct = before.at === event.at && before.by === event.by && before.byName === event.byName && before.byOfficeId === event.byOfficeId
  if (!isOneAct) return false
  if (before.kind === event.kind) return manyKinds.has(event.kind)
  return consequences.has(event.kind) || parts.every(({ kind }) => consequences.has(kind))
}

function isByClock({ by, kind }: CaseEventView): boolean {
  return by === 'system' && clockKinds.has(kind)
}

/** Of clocks the highest rung that was reached, when it was first; of an act what brought the others with it. */
function headOf(parts: readonly CaseEventView[]): CaseEventView {
  const rungs = parts.map(({ detail }) => (detail.rung === undefined ? -1 : Rung.options.indexOf(detail.rung)))
  const highest = parts[rungs.indexOf(Math.max(...rungs))]
  const [first] = parts
  if (first === undefined || highest === undefined) throw new Error('an entry without an event')
  return isByClock(first) ? highest : parts.find(({ kind }) => !consequences.has(kind)) ?? first
}
