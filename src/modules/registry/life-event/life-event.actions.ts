import type { Deps } from '#deps.ts'
import { settlePersons } from '#modules/registry/attribute/survivor.actions.ts'
import { lockStoring } from '#modules/registry/import/link.store.ts'
import { withdrawMoves } from '#modules/registry/relocation/relocation.store.ts'
import { auditRead } from '#platform/audit/read.ts'
import { act, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import { dayOf, type Day } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { cursorOf, placeOfCursor } from '#platform/list-place.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { findTask, finishTask, listEventRows, listTaskRows, type TaskRow } from './event-list.store.ts'
import { dueOn, lateSpans } from './event-task-clock.rules.ts'
import type { EventTask, eventTaskStates, RecordedEvent } from './life-event.contract.ts'
import { findEvent, insertEvent, isFollowed, isKnownByNumber, isUndone, removeNik, restoreMemberships, setEnds, withdraw, type StoredEvent } from './life-event.store.ts'
import { recorder, type LifeEventDeps } from './record-event.actions.ts'

type UndoRefused = CommandReused | { readonly kind: 'not_found' | 'event_undone_already' | 'event_followed' | 'undoing_stays' }
type Paged<T> = Result<{ items: T[]; next: string | null }, { readonly kind: 'page_unknown' }>

const eventsAtOnce = 30

/** Takes an event back by another one, as long as nothing was built on it: memberships, ends and values return to what they were. */
export async function undoLifeEvent(
  deps: LifeEventDeps, doing: { actor: Actor; command: Command }, asked: { eventId: string; reason: string },
): Promise<Result<{ eventId: string }, UndoRefused>> {
  return act<{ eventId: string }, Exclude<UndoRefused, CommandReused>>(deps, { ...doing, actor: undoer(doing.actor), action: 'undoLifeEvent' }, async (tx) => {
    await lockStoring(tx)
    const event = await findEvent(tx, asked.eventId)
    if (event === undefined) return err({ kind: 'not_found' })
    if (event.kind === 'undoing' || event.kind === 'relocation') return err({ kind: 'undoing_stays' })
    if (await isUndone(tx, event.eventId)) return err({ kind: 'event_undone_already' })
    if ((await isFollowed(tx, event)) || (event.done.nikOf !== null && (await isKnownByNumber(tx, event)))) return err({ kind: 'event_followed' })
    const eventId = newId()
    await insertEvent(tx, {
      eventId, kind: 'undoing', areaId: event.areaId, happenedOn: dayOf(tx.now, deps.regency.timeZone), evidence: 'statement', evidenceWords: asked.reason,
      reportedBy: tx.actor.name, undoes: event.eventId,
    }, {})
    await takeBack(deps, tx, { event, reason: asked.reason })
    tx.audit({ subjectKind: 'life_event', subjectId: eventId, areaId: event.areaId, detail: { undoes: event.eventId, kind: event.kind } })
    return ok({ eventId })
  })
}

/** Who takes an event back may also take away the number that it brought, for this one transaction and within their areas. */
function undoer(actor: Actor): Actor {
  const { grants } = recorder(actor)
  return { ...actor, grants: new Set([...grants, 'registry.list.undo']) }
}

async function takeBack(deps: Pick<Deps, 'regency'>, tx: ActTx, { event, reason }: { event: StoredEvent; reason: string }): Promise<void> {
  await restoreMemberships(tx, event)
  await setEnds(tx, event.done.end.map(({ personId }) => ({ personId, as: null })), event.happenedOn)
  if (event.done.newPersonId !== null) await setEnds(tx, [{ personId: event.done.newPersonId, as: 'mistaken' }], event.happenedOn)
  if (event.done.nikOf !== null) await removeNik(tx, event.done.nikOf)
  if (event.done.newFamilyId !== null) await withdrawMoves(tx, { familyId: event.done.newFamilyId, words: reason })
  await withdraw(tx, event)
  await settlePersons(tx, deps.regency, event.done.marital.map(({ personId }) => personId))
}

/** One page of the events of the actor's areas; that the names were read is written down. */
export async function listLifeEvents(deps: LifeEventDeps, actor: Actor, asked: { after?: string | undefined; personId?: string | undefined }): Promise<Paged<RecordedEvent>> {
  const after = asked.after === undefined ? undefined : placeOfCursor(asked.after)
  if (asked.after !== undefined && after === undefined) return err({ kind: 'page_unknown' })
  return deps.db.asActor(actor, async (tx) => {
    const found = await listEventRows(tx, { after, limit: eventsAtOnce + 1, personId: asked.personId })
    const page = found.slice(0, eventsAtOnce)
    const subject = asked.personId === undefined ? { subjectKind: 'life_event', subjectId: 'list' } : { subjectKind: 'person', subjectId: asked.personId }
    await auditRead(tx, { action: 'listLifeEvents', ...subject, purpose: 'life_event', fields: ['name', 'events'], listed: page.map((event) => event.eventId) })
    const last = found.length > eventsAtOnce ? page.at(-1) : undefined
    return ok({
      items: page.map(({ areaId, recordedAt, persons, documents, ...event }) => ({ ...event, persons: [...persons], documents: [...documents], recordedAt: recordedAt.toISOString(), areaName: nameOf(deps, areaId) })),
      next: last === undefined ? null : cursorOf({ at: last.recordedAt, id: last.eventId }),
    })
  })
}

interface AskedTasks {
  readonly state: (typeof eventTaskStates)[number]
  readonly kind?: EventTask['kind'] | undefined
  readonly areaId?: number | undefined
  readonly after?: string | undefined
}

/** One page of what events ask to be done, or of what became of it. */
export async function listEventTasks(deps: LifeEventDeps, actor: Actor, asked: AskedTasks): Promise<Paged<EventTask>> {
  const after = asked.after === undefined ? undefined : placeOfCursor(asked.after)
  if (asked.after !== undefined && after === undefined) return err({ kind: 'page_unknown' })
  return deps.db.asActor(actor, async (tx) => {
    const today = dayOf(tx.now, deps.regency.timeZone)
    const raisedIn = asked.state === 'late' ? lateSpans(deps.regency.followUps, today, deps.regency.timeZone) : undefined
    const found = await listTaskRows(tx, { isOpen: asked.state !== 'settled', raisedIn, kind: asked.kind, areaId: asked.areaId }, { after, limit: eventsAtOnce + 1 })
    const page = found.slice(0, eventsAtOnce)
    await auditRead(tx, { action: 'listEventTasks', subjectKind: 'life_event', subjectId: 'tasks', purpose: 'life_event', fields: ['name'], listed: page.map((task) => task.personId) })
    const last = found.length > eventsAtOnce ? page.at(-1) : undefined
    return ok({ items: page.map((task) => taskView(deps, task, today)), next: last === undefined ? null : cursorOf({ at: last.raisedAt, id: last.taskId }) })
  })
}

function taskView(deps: LifeEventDeps, { areaId, raisedAt, programme: key, doneAt, doneByName, doneWords, ...task }: TaskRow, today: Day): EventTask {
  const programme = deps.regency.programmes.find((each) => each.key === key)
  const office = deps.regency.offices.find((each) => each.key === programme?.office)?.short ?? ''
  const due = dueOn(deps.regency.followUps, dayOf(raisedAt, deps.regency.timeZone))
  return {
    ...task, raisedAt: raisedAt.toISOString(), areaName: nameOf(deps, areaId), dueOn: due, isLate: doneAt === null && !task.isWithdrawn && today > due, programme: programme === undefined ? null : { key: programme.key, name: programme.name, office },
    done: doneAt === null ? null : { at: doneAt.toISOString(), byName: doneByName ?? '', words: doneWords ?? '' },
  }
}

/** Says what was done about a task. */
export async function finishEventTask(
  deps: LifeEventDeps, doing: { actor: Actor; command: Command }, asked: { taskId: string; words: string },
): Promise<Result<{ taskId: string }, CommandReused | { readonly kind: 'not_found' | 'event_task_settled' }>> {
  return act<{ taskId: string }, { readonly kind: 'not_found' | 'event_task_settled' }>(deps, { ...doing, action: 'finishEventTask' }, async (tx) => {
    const task = await findTask(tx, asked.taskId)
    if (task === undefined) return err({ kind: 'not_found' })
    if (!task.isOpen) return err({ kind: 'event_task_settled' })
    await finishTask(tx, asked.taskId, asked.words)
    tx.audit({ subjectKind: 'event_task', subjectId: asked.taskId, areaId: task.areaId })
    return ok({ taskId: asked.taskId })
  })
}

function nameOf({ regency }: Pick<Deps, 'regency'>, areaId: number): string {
  return regency.areas.byId.get(areaId)?.name ?? ''
}
