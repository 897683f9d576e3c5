import { getOffice } from '#modules/people/regency/regency.rules.ts'
import type { CaseClock } from '#modules/response/clock/clock.contract.ts'
import { dueAt, stateOf } from '#modules/response/clock/clock.rules.ts'
import type { StepsToDo } from '#modules/response/plan/plan.rules.ts'
import type { CaseState, Rulebook } from './case.rules.ts'
import { categoryName, leadFirst, placeNames } from './case-view.rules.ts'
import type { InboxFilter, InboxRow } from './inbox.contract.ts'

/** How a line is looked at: through a task or as a whole, when, by which rules, with what its plan asks of the reader's office. */
export interface SeenRow {
  readonly taskId: string | null
  readonly rulebook: Rulebook
  readonly at: Date
  readonly steps?: StepsToDo | undefined
}

/** One line of the queue, as it stands at a moment; with `taskId` the line is about that task's clocks. */
export function inboxRow(state: CaseState, seen: SeenRow): InboxRow {
  const { facts } = state
  const { regency } = seen.rulebook
  return {
    caseId: facts.caseId, caseNumber: facts.caseNumber, version: facts.version, status: facts.status, rung: facts.rung,
    category: facts.category, categoryName: categoryName(regency, facts.category), danger: facts.danger, urgency: facts.urgency, restricted: facts.restricted, summary: facts.summary,
    photoCount: facts.photoCount, areaId: facts.areaId, ...placeNames(regency, facts.areaId),
    openedAt: facts.openedAt.toISOString(), answeredAt: facts.answeredAt?.toISOString() ?? null,
    clock: firstDue(state, seen),
    tasks: leadFirst(state).map(({ taskId, officeId, status, holderAccountId, holderName, returnedAt }) => ({
      taskId, officeId, officeShort: getOffice(regency, officeId).short, status, holderAccountId, holderName, returnedAt: returnedAt?.toISOString() ?? null,
    })),
    steps: [...(seen.steps?.open ?? [])], stoppedSteps: [...(seen.steps?.stopped ?? [])],
  }
}

function firstDue(state: CaseState, seen: SeenRow): InboxRow['clock'] {
  const { calendar } = seen.rulebook
  const running = state.clocks.filter((clock) => clock.stoppedAt === null && (seen.taskId === null || clock.taskId === seen.taskId))
  const due = (clock: CaseClock): number => dueAt(clock, calendar).getTime()
  const first = running.toSorted((left, right) => due(left) - due(right))[0]
  if (first === undefined) return null
  return {
    measure: first.measure, startedAt: first.startedAt.toISOString(), dueAt: dueAt(first, calendar).toISOString(),
    state: stateOf(first, calendar, seen.at),
  }
}

/** Where a page of the inbox goes on. `dueAt` is `infinity` for what has no running clock. */
export interface InboxPlace {
  /** Not dangerous: such cases stand below those that are. */
  readonly isCalm: boolean
  readonly dueAt: string
  readonly key: string
}

const placePattern = /^([01])_(infinity|[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** The text by which a client asks for the next page. */
export function cursorOf(place: InboxPlace): string {
  return `${place.isCalm ? 1 : 0}_${place.dueAt}_${place.key}`
}

/** The place that a cursor stands for; undefined for a text that we did not make. */
export function placeOfCursor(cursor: string): InboxPlace | undefined {
  const [, calm, dueAt, key] = placePattern.exec(cursor) ?? []
  return dueAt === undefined || key === undefined || !isMoment(dueAt) ? undefined : { isCalm: calm === '1', dueAt, key }
}

/** A day that no calendar has (30 February) reads as another day, so the text must come back as it was. */
function isMoment(text: string): boolean {
  if (text === 'infinity') return true
  const milliseconds = Date.parse(text)
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().slice(0, 19) === text.slice(0, 19)
}

/** The office of whoever has none. */
export const noOffice = 0

/** How far somebody who looks at a queue reaches. */
interface QueueReader {
  readonly officeIds: readonly number[]
  readonly ownOfficeId: number | null
  readonly homeAreaId: number | null
}

/**
 * Whose queue it is. Who sees the whole regency but one office only (an agency) has that office's queue, not every case that it has a part in.
 * Who works in a district or village sees all its cases; but new to them is what their own office has not answered, whoever else has.
 */
export function ownQueue(actor: QueueReader, filter: InboxFilter): InboxFilter {
  if (filter.tab === 'stopped') return { ...filter, officeId: undefined }
  if (filter.officeId !== undefined) return filter
  // Whoever gives tasks out gives out those of their own office, however far they see; whoever has none has nothing to give out.
  if (filter.tab === 'returned') return { ...filter, officeId: actor.ownOfficeId ?? noOffice }
  const [onlyOffice, ...others] = actor.officeIds
  if (onlyOffice !== undefined && others.length === 0) return { ...filter, officeId: onlyOffice }
  const isInTheField = actor.homeAreaId !== null && actor.homeAreaId > 0 && actor.ownOfficeId !== null
  return filter.tab === 'new' && isInTheField ? { ...filter, officeId: actor.ownOfficeId } : filter
}
