import type { CaseEventKind } from '#modules/response/case/case.contract.ts'

/** On whom a case waited: an office that had not taken it up, one that worked on it, or the reporter (for a reply, or for their word on the result). */
export type WaitKind = 'unread' | 'working' | 'reply' | 'word'

/** Time that a case waited on somebody; `officeId` is null where it was the reporter. */
export interface Waiting {
  readonly kind: WaitKind
  readonly officeId: number | null
  readonly ms: number
}

/** What the attribution needs of a case's history: who did what when, and which office a task went to. No words, no person. */
export interface WaitEvent {
  readonly at: Date
  readonly kind: CaseEventKind
  readonly taskId: string | null
  readonly byOfficeId: number | null
  /** Where a task went, or the lead; and, for a case that was placed elsewhere, who led it before. */
  readonly toOfficeId: number | null
  readonly fromOfficeId: number | null
}

/** A task's opening, and the office that has it at the end. */
export interface WaitTask {
  readonly taskId: string
  readonly officeId: number
  readonly openedAt: Date
}

/** A case's whole history, as far as waiting goes. */
export interface WaitCase {
  readonly openedAt: Date
  readonly leadOfficeId: number
  readonly tasks: readonly WaitTask[]
  /** In order. */
  readonly events: readonly WaitEvent[]
}

type TaskWait = 'unread' | 'working' | 'reply' | 'done'

interface Reached {
  readonly tasks: Map<string, { officeId: number; wait: TaskWait }>
  status: 'open' | 'resolved' | 'closed'
}

/**
 * Whose time it was, from the opening until a moment (or the closing, when that came first). Each stretch between two events belongs to those who
 * could have moved the case on: the offices with work of their own share it evenly; where all of them wait for a reply it is the reporter's; where
 * nobody has work left it is the lead's. The parts add up to the wall time to the millisecond.
 */
export function attributeWaiting(history: WaitCase, until: Date): readonly Waiting[] {
  const sums = new Map<string, Waiting>()
  const reached: Reached = { tasks: new Map(), status: 'open' }
  let from = history.openedAt.getTime()
  for (const step of stepsOf(history)) {
    const at = Math.max(from, Math.min(step.at.getTime(), until.getTime()))
    share(sums, reached, { leadOfficeId: history.leadOfficeId, ms: at - from })
    step.apply(reached)
    from = at
  }
  share(sums, reached, { leadOfficeId: history.leadOfficeId, ms: Math.max(0, until.getTime() - from) })
  return [...sums.values()].filter((waiting) => waiting.ms > 0)
}

interface Step {
  readonly at: Date
  readonly apply: (reached: Reached) => void
}

/** Openings of tasks and events in one line of time; a task that opens at the moment of an event opens before it. */
function stepsOf(history: WaitCase): readonly Step[] {
  const opened = history.tasks.map((task): Step => ({
    at: task.openedAt,
    apply: (reached) => reached.tasks.set(task.taskId, { officeId: firstOfficeOf(task, history.events), wait: 'unread' }),
  }))
  const happened = history.events.map((event): Step => ({ at: event.at, apply: (reached) => applyEvent(reached, event) }))
  return [...opened, ...happened].toSorted((left, right) => left.at.getTime() - right.at.getTime())
}

/** Where a task began: its office at the end, followed back through every move. */
function firstOfficeOf(task: WaitTask, events: readonly WaitEvent[]): number {
  return events.toReversed().reduce((officeId, event) => {
    if (event.taskId === task.taskId && moving.has(event.kind)) return event.byOfficeId ?? officeId
    const wasLed = event.kind === 'placed' && event.toOfficeId === officeId && event.at >= task.openedAt
    return wasLed ? (event.fromOfficeId ?? officeId) : officeId
  }, task.officeId)
}

const moving: ReadonlySet<CaseEventKind> = new Set(['handed_over', 'handed_back'])
const takingUp: ReadonlySet<CaseEventKind> = new Set(['taken', 'assigned', 'wait_ended', 'step_done'])
const finishing: ReadonlySet<CaseEventKind> = new Set(['finished', 'withdrawn'])

function applyEvent(reached: Reached, event: WaitEvent): void {
  if (event.kind === 'concluded') reached.status = 'resolved'
  if (event.kind === 'confirmed' || event.kind === 'closed_by_silence') reached.status = 'closed'
  if (event.kind === 'reopened') reopen(reached)
  if (event.kind === 'placed') moveLead(reached, event)
  if (event.kind === 'replied') for (const task of reached.tasks.values()) task.wait = task.wait === 'reply' ? 'working' : task.wait
  const task = event.taskId === null ? undefined : reached.tasks.get(event.taskId)
  if (task === undefined) return
  if (takingUp.has(event.kind) || event.kind === 'answered') task.wait = task.wait === 'reply' && event.kind === 'answered' ? 'reply' : 'working'
  if (event.kind === 'asked') task.wait = 'reply'
  if (finishing.has(event.kind)) task.wait = 'done'
  if (moving.has(event.kind)) Object.assign(task, { officeId: event.toOfficeId ?? task.officeId, wait: 'unread' })
}

/** The lead's open tasks go along to the office that leads from now on. */
function moveLead(reached: Reached, { fromOfficeId, toOfficeId }: WaitEvent): void {
  if (fromOfficeId === null || toOfficeId === null) return
  for (const task of reached.tasks.values()) {
    if (task.officeId === fromOfficeId && task.wait !== 'done') Object.assign(task, { officeId: toOfficeId, wait: 'unread' })
  }
}

function reopen(reached: Reached): void {
  reached.status = 'open'
  for (const task of reached.tasks.values()) task.wait = 'unread'
}

/** Adds a stretch to those whose time it was; what does not divide goes to the first of them, so that nothing is lost. */
function share(sums: Map<string, Waiting>, reached: Reached, stretch: { leadOfficeId: number; ms: number }): void {
  if (stretch.ms === 0 || reached.status === 'closed') return
  const whose = whoseTime(reached, stretch.leadOfficeId)
  const each = Math.floor(stretch.ms / whose.length)
  for (const [index, { kind, officeId }] of whose.entries()) {
    const key = `${kind} ${officeId}`
    const ms = each + (index === 0 ? stretch.ms - each * whose.length : 0)
    sums.set(key, { kind, officeId, ms: (sums.get(key)?.ms ?? 0) + ms })
  }
}

function whoseTime(reached: Reached, leadOfficeId: number): readonly Omit<Waiting, 'ms'>[] {
  if (reached.status === 'resolved') return [{ kind: 'word', officeId: null }]
  const tasks = [...reached.tasks.values()].filter((task) => task.wait !== 'done')
  const atWork = tasks.filter((task) => task.wait !== 'reply')
  if (atWork.length > 0) return atWork.map(({ officeId, wait }) => ({ kind: wait === 'unread' ? 'unread' : 'working', officeId }))
  if (tasks.length > 0) return [{ kind: 'reply', officeId: null }]
  return [{ kind: 'working', officeId: leadOfficeId }]
}

/** The parts of many cases put together, the longest first. */
export function sumWaiting(cases: readonly (readonly Waiting[])[]): readonly Waiting[] {
  const sums = new Map<string, Waiting>()
  for (const { kind, officeId, ms } of cases.flat()) {
    const key = `${kind} ${officeId}`
    sums.set(key, { kind, officeId, ms: (sums.get(key)?.ms ?? 0) + ms })
  }
  return [...sums.values()].toSorted((left, right) => right.ms - left.ms)
}
