import type { Deps } from '#deps.ts'
import { cardMark } from '#modules/registry/attribute/survivor.rules.ts'
import { insertAttributes } from '#modules/registry/attribute/attribute.store.ts'
import { findFamily, updateFamilyPlaces } from '#modules/registry/family/family.store.ts'
import { listHomes, type HomeRow } from '#modules/registry/family/home.store.ts'
import { lockStoring } from '#modules/registry/import/link.store.ts'
import { findEvent, insertEvent, insertLines, insertTasks, isFollowed, withdraw, type Done } from '#modules/registry/life-event/life-event.store.ts'
import { recorder } from '#modules/registry/life-event/record-event.actions.ts'
import { listPersonFacts } from '#modules/registry/person/person.store.ts'
import { reindexPersons } from '#modules/registry/search/index-person.store.ts'
import { insertOwnRecord } from '#modules/registry/source/own-record.store.ts'
import { auditRead } from '#platform/audit/read.ts'
import { act, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { newId } from '#platform/id.ts'
import { cursorOf, placeOfCursor } from '#platform/list-place.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { Relocation } from './relocation.contract.ts'
import { askedAt, clockOn, mayAnswer, reachOf } from './relocation.rules.ts'
import {
  answerRelocation, insertRelocation, listPeopleOf, listRelocationRows, lockRelocation, rehomeFamily, type RelocationPage, type RelocationRow,
} from './relocation.store.ts'

/** Announced when a family has arrived, and when its arrival was taken back: `{ relocationId }`. Who follows asks `findSettledMove` how it stands now. */
export const relocationSettled = 'registry.relocation.settled'

export type RelocationDeps = Pick<Deps, 'db' | 'jobs' | 'regency' | 'clock'>
interface Doing {
  readonly actor: Actor
  readonly command: Command
}
type Answered = { readonly relocationId: string }
type Refused<K extends string> = { readonly kind: K }

/** A family of the actor's area is on its way to another village of the regency; it stays where it is until that village says that it arrived. */
export async function sendRelocation(
  deps: RelocationDeps, doing: Doing, sent: { familyId: string; toAreaId: number; leftOn: string; words: string },
): Promise<Result<Answered, CommandReused | Refused<'not_found' | 'village_unknown' | 'village_unchanged' | 'event_in_future' | 'relocation_open' | 'family_empty'>>> {
  type Why = Refused<'not_found' | 'village_unknown' | 'village_unchanged' | 'event_in_future' | 'relocation_open' | 'family_empty'>
  return act<Answered, Why>(deps, { command: doing.command, actor: recorder(doing.actor), action: 'sendRelocation' }, async (tx) => {
    if (sent.leftOn > dayOf(tx.now, deps.regency.timeZone)) return err({ kind: 'event_in_future' })
    if (deps.regency.areas.byId.get(sent.toAreaId)?.kind !== 'village') return err({ kind: 'village_unknown' })
    await lockStoring(tx)
    const family = await findFamily(tx, sent.familyId)
    if (family === undefined) return err({ kind: 'not_found' })
    const [home] = await listHomes(tx, [sent.familyId])
    if (home === undefined) return err({ kind: 'family_empty' })
    if (home.place.areaId === sent.toAreaId) return err({ kind: 'village_unchanged' })
    const relocationId = newId()
    const made = { ...sent, relocationId, fromAreaId: home.place.areaId, personIds: home.personIds }
    if (!(await insertRelocation(tx, made))) return err({ kind: 'relocation_open' })
    tx.audit({ subjectKind: 'family', subjectId: sent.familyId, areaId: home.place.areaId, detail: { relocationId, toAreaId: sent.toAreaId } })
    return ok({ relocationId })
  })
}

/** Where a family lives after its move, and where it lived before; its arrival may have been taken back since. */
export interface SettledMove {
  readonly relocationId: string
  readonly familyId: string
  readonly from: number
  readonly to: number
  /** The arrival was a mistake: the family lives again where it lived before. */
  readonly isBack: boolean
}

/** How a move that was announced stands now, locked until the transaction ends: which way it went at last. Undefined while nobody has arrived. */
export async function findSettledMove(tx: Tx, relocationId: string): Promise<SettledMove | undefined> {
  const row = await lockRelocation(tx, relocationId)
  if (row?.outcome !== 'arrived' && row?.outcome !== 'returned') return undefined
  const isBack = row.outcome === 'returned'
  const [from, to] = isBack ? [row.toAreaId, row.fromAreaId] : [row.fromAreaId, row.toAreaId]
  return { relocationId, familyId: row.familyId, from, to, isBack }
}

/** One page of the moves of one's villages. */
export async function listRelocations(
  deps: RelocationDeps, actor: Actor, asked: { side: RelocationPage['side']; after?: string | undefined },
): Promise<Result<{ items: Relocation[]; next: string | null }, Refused<'page_unknown'>>> {
  const after = asked.after === undefined ? undefined : placeOfCursor(asked.after)
  if (asked.after !== undefined && after === undefined) return err({ kind: 'page_unknown' })
  return deps.db.asActor(actor, async (tx) => {
    const found = await listRelocationRows(tx, { side: asked.side, areaIds: actor.areaIds, after, limit: atOnce + 1 })
    const page = found.slice(0, atOnce)
    const people = await listPeopleOf(tx, page.map(({ relocationId }) => relocationId))
    if (page.length > 0) {
      const look = { action: 'listRelocations', subjectKind: 'relocation', subjectId: asked.side, purpose: 'life_event', fields: ['name', 'sex', 'birth_year'] }
      await auditRead(tx, { ...look, listed: page.flatMap((row) => row.personIds) })
    }
    const last = found.length > atOnce ? page.at(-1) : undefined
    return ok({
      items: page.map((row) => viewOf(deps, row, { actor, now: tx.now, people: people.get(row.relocationId) ?? [] })),
      next: last === undefined ? null : cursorOf({ at: last.sentAt, id: last.relocationId }),
    })
  })
}
const atOnce = 30

interface Seen {
  readonly actor: Actor
  readonly now: Date
  readonly people: Relocation['people']
}

function viewOf(deps: RelocationDeps, row: RelocationRow, { actor, now, people }: Seen): Relocation {
  const { personIds: _who, toAreaId, sourceRecordId: _row, sentAt, answeredAt, ...shown } = row
  const asked = row.outcome === null ? askedOf(deps, row, now) : null
  const receives = actor.areaIds.includes(toAreaId)
  const nameOf = (areaId: number): string => deps.regency.areas.byId.get(areaId)?.name ?? ''
  return {
    ...shown, fromName: nameOf(row.fromAreaId), toName: nameOf(toAreaId), sentAt: sentAt.toISOString(), answeredAt: answeredAt?.toISOString() ?? null,
    people: [...people], asked: asked && { level: asked.level, until: asked.until.toISOString() },
    may: {
      receive: receives && asked !== null && mayAnswer(reachOf(actor.homeAreaId ?? 0), asked.level),
      withdraw: asked !== null && actor.areaIds.includes(row.fromAreaId), giveBack: receives && row.outcome === 'arrived',
    },
  }
}

function askedOf(deps: RelocationDeps, row: RelocationRow, now: Date): ReturnType<typeof askedAt> {
  return askedAt(now, { sentAt: row.sentAt, clock: clockOn(deps.regency.relocations, dayOf(row.sentAt, deps.regency.timeZone)) })
}

export interface Arrival {
  readonly relocationId: string
  readonly hamlet: string | null
  readonly rt: number | null
  readonly rw: number | null
  readonly addressText: string | null
  readonly arrivedOn: string
}

/** The family arrived: everything kept of it comes into the village's area, and it lives where the village says. */
export async function receiveRelocation(
  deps: RelocationDeps, doing: Doing, arrival: Arrival,
): Promise<Result<Answered, CommandReused | Refused<'not_found' | 'relocation_answered' | 'event_in_future' | 'event_before_leaving'>>> {
  return answer<'event_in_future' | 'event_before_leaving'>(deps, { ...doing, actor: recorder(doing.actor), action: 'receiveRelocation', relocationId: arrival.relocationId }, async (tx, row) => {
    if (!receives(deps, tx, row)) return err({ kind: 'not_found' })
    if (arrival.arrivedOn > dayOf(tx.now, deps.regency.timeZone)) return err({ kind: 'event_in_future' })
    if (arrival.arrivedOn < row.leftOn) return err({ kind: 'event_before_leaving' })
    return (await settleArrival(deps, tx, { row, arrival })) ? ok(row) : err({ kind: 'not_found' })
  })
}

/** Brings the family into the village that receives it, with where it lives there; false when it may not be. */
export async function settleArrival(deps: RelocationDeps, tx: ActTx, { row, arrival }: { row: RelocationRow; arrival: Arrival }): Promise<boolean> {
  const { relocationId } = row
  if (!(await rehomeFamily(tx, { relocationId, back: false }))) return false
  const sourceRecordId = await settleIn(deps, tx, { row, arrival })
  await tx.announce(relocationSettled, { relocationId })
  await answerRelocation(tx, { relocationId, outcome: 'arrived', answer: null, sourceRecordId })
  return true
}

/** Writes down that the family lives there now, among everything else that is said of where it lives. Gives the row that says so. */
async function settleIn(deps: RelocationDeps, tx: ActTx, { row, arrival }: { row: RelocationRow; arrival: Arrival }): Promise<string> {
  const { toAreaId: areaId, familyId } = row
  const { hamlet, rt, rw, addressText, arrivedOn } = arrival
  const eventId = row.relocationId
  const sourceRecordId = await insertOwnRecord(tx, { sourceKey: 'life_event', areaId, on: dayOf(tx.now, deps.regency.timeZone), raw: { kind: 'relocation', arrivedOn, eventId } })
  await updateFamilyPlaces(tx, [{ familyId, areaId, hamlet, rt, rw, addressText }])
  const [home] = await listHomes(tx, [familyId])
  const personIds = home?.personIds ?? []
  await reindexPersons(tx, await listPersonFacts(tx, personIds))
  await insertAttributes(tx, homesOf(home, { sourceRecordId, arrivedOn, place: { areaId, hamlet, rt, rw, addressText } }))
  const done = doneOf(personIds, { sourceRecordId, from: deps.regency.areas.byId.get(row.fromAreaId)?.name ?? '' })
  const head = { eventId, kind: 'relocation' as const, areaId, happenedOn: arrivedOn }
  await insertEvent(tx, { ...head, evidence: 'statement', evidenceWords: row.words, reportedBy: row.sentByName, undoes: null }, done)
  await insertLines(tx, { ...head, sourceRecordId }, done.lines)
  await insertTasks(tx, head, done.tasks)
  return sourceRecordId
}

function homesOf(home: HomeRow | undefined, said: { sourceRecordId: string; arrivedOn: string; place: HomeRow['place'] }): Parameters<typeof insertAttributes>[1] {
  const { sourceRecordId, arrivedOn: validFrom, place } = said
  return (home?.personIds ?? []).map((subjectId) => ({
    subjectKind: 'person' as const, subjectId, areaId: place.areaId, sourceRecordId, validFrom, values: { home: { card: cardMark(home?.cardMac ?? null), ...place } },
  }))
}

function doneOf(personIds: readonly string[], { sourceRecordId, from }: { sourceRecordId: string; from: string }): Done {
  const tasks = personIds.slice(0, 1).flatMap((personId) => [{ personId, kind: 'update_card' as const }, { personId, kind: 'check_programmes' as const }])
  return {
    newPersonId: null, newFamilyId: null, sourceRecordId, nikOf: null, leave: [], join: [], heads: [], end: [], marital: [], tasks,
    lines: personIds.map((personId) => ({ personId, kind: 'relocated' as const, otherPlace: from })),
  }
}

/** The family did not arrive. */
export async function refuseRelocation(
  deps: RelocationDeps, doing: Doing, said: { relocationId: string; words: string },
): Promise<Result<Answered, CommandReused | Refused<'not_found' | 'relocation_answered'>>> {
  return answer(deps, { ...doing, action: 'refuseRelocation', relocationId: said.relocationId }, async (tx, row) => {
    if (!receives(deps, tx, row)) return err({ kind: 'not_found' })
    await answerRelocation(tx, { relocationId: row.relocationId, outcome: 'not_arrived', answer: said.words, sourceRecordId: null })
    return ok(row)
  })
}

/** Whoever wrote it down takes it back. */
export async function withdrawRelocation(
  deps: RelocationDeps, doing: Doing, said: { relocationId: string; words: string },
): Promise<Result<Answered, CommandReused | Refused<'not_found' | 'relocation_answered'>>> {
  return answer(deps, { ...doing, action: 'withdrawRelocation', relocationId: said.relocationId }, async (tx, row) => {
    if (!tx.actor.areaIds.includes(row.fromAreaId)) return err({ kind: 'not_found' })
    await answerRelocation(tx, { relocationId: row.relocationId, outcome: 'withdrawn', answer: said.words, sourceRecordId: null })
    return ok(row)
  })
}

/** The arrival was a mistake: the family lives again where it lived before, as long as nothing was built on it. */
export async function returnRelocation(
  deps: RelocationDeps, doing: Doing, said: { relocationId: string; words: string },
): Promise<Result<Answered, CommandReused | Refused<'not_found' | 'relocation_not_arrived' | 'event_followed'>>> {
  type Why = Refused<'not_found' | 'relocation_not_arrived' | 'event_followed'>
  return act<Answered, Why>(deps, { command: doing.command, actor: recorder(doing.actor), action: 'returnRelocation' }, async (tx) => {
    await lockStoring(tx)
    const row = await lockRelocation(tx, said.relocationId)
    if (row === undefined || !tx.actor.areaIds.includes(row.toAreaId)) return err({ kind: 'not_found' })
    if (row.outcome !== 'arrived' || row.sourceRecordId === null) return err({ kind: 'relocation_not_arrived' })
    if (await isBuiltUpon(tx, row)) return err({ kind: 'event_followed' })
    await takeBackArrival(tx, { row, words: said.words, on: dayOf(tx.now, deps.regency.timeZone) })
    if (!(await rehomeFamily(tx, { relocationId: row.relocationId, back: true }))) return err({ kind: 'event_followed' })
    await tx.announce(relocationSettled, { relocationId: row.relocationId })
    await answerRelocation(tx, { relocationId: row.relocationId, outcome: 'returned', answer: said.words, sourceRecordId: row.sourceRecordId })
    tx.audit({ subjectKind: 'family', subjectId: row.familyId, areaId: row.toAreaId, detail: { relocationId: row.relocationId } })
    return ok({ relocationId: row.relocationId })
  })
}

/** The arrival is an event under the id of the move: whatever happened later to the same people is built on it. */
async function isBuiltUpon(tx: ActTx, row: RelocationRow): Promise<boolean> {
  const event = await findEvent(tx, row.relocationId)
  return event === undefined || isFollowed(tx, event)
}

async function takeBackArrival(tx: ActTx, { row, words, on }: { row: RelocationRow; words: string; on: string }): Promise<void> {
  await insertEvent(tx, {
    eventId: newId(), kind: 'undoing', areaId: row.toAreaId, happenedOn: on, evidence: 'statement', evidenceWords: words, reportedBy: tx.actor.name, undoes: row.relocationId,
  }, {})
  const event = await findEvent(tx, row.relocationId)
  if (event !== undefined) await withdraw(tx, event)
}

function receives(deps: RelocationDeps, tx: ActTx, row: RelocationRow): boolean {
  return tx.actor.areaIds.includes(row.toAreaId) && mayAnswer(reachOf(tx.actor.homeAreaId ?? 0), askedOf(deps, row, tx.now).level)
}

/** The frame of every answer: an open move on one's side, the change, its entry in the audit. */
async function answer<K extends string = never>(
  deps: RelocationDeps, { relocationId, ...doing }: Doing & { readonly action: string; readonly relocationId: string },
  write: (tx: ActTx, row: RelocationRow) => Promise<Result<RelocationRow, Refused<K | 'not_found'>>>,
): Promise<Result<Answered, CommandReused | Refused<K | 'not_found' | 'relocation_answered'>>> {
  return act<Answered, Refused<K | 'not_found' | 'relocation_answered'>>(deps, doing, async (tx) => {
    await lockStoring(tx)
    const row = await lockRelocation(tx, relocationId)
    if (row === undefined) return err({ kind: 'not_found' })
    if (row.outcome !== null) return err({ kind: 'relocation_answered' })
    const written = await write(tx, row)
    if (!written.ok) return written
    tx.audit({ subjectKind: 'family', subjectId: row.familyId, areaId: row.toAreaId, detail: { relocationId } })
    return ok({ relocationId })
  })
}
