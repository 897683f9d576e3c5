import type { Deps } from '#deps.ts'
import { regencyReach } from '#modules/people/index.ts'
import { currentValue } from '#modules/registry/attribute/attribute.rules.ts'
import { insertAttributes, listStatements } from '#modules/registry/attribute/attribute.store.ts'
import { settlePersons } from '#modules/registry/attribute/survivor.actions.ts'
import type { PersonValues } from '#modules/registry/attribute/attribute.contract.ts'
import { parseCard } from '#modules/registry/family/card.rules.ts'
import { findFamiliesByCard, findFamily, insertFamilies, insertMembers } from '#modules/registry/family/family.store.ts'
import { lockStoring } from '#modules/registry/import/link.store.ts'
import { sealCard, sealNik, type SealedNumber } from '#modules/registry/person/identity.rules.ts'
import { parseNik } from '#modules/registry/person/nik.rules.ts'
import { addNiks, insertPersons } from '#modules/registry/person/person.store.ts'
import { listPersonLines } from '#modules/registry/search/search.store.ts'
import { insertOwnRecord } from '#modules/registry/source/own-record.store.ts'
import { isNikTaken } from '#modules/registry/verification/verification.store.ts'
import { act, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import { dayOf } from '#platform/day.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { receivedDocuments } from './document.actions.ts'
import { insertDocuments } from './document.store.ts'
import type { LifeEvent } from './life-event.contract.ts'
import { homeOf, homeRefused, newHomes, placeOf, sendNewFamily, type HomeRefused } from './new-home.actions.ts'
import { programmeTasks, type ProgrammeTask } from './programme-task.rules.ts'
import { readReceived } from './received.store.ts'
import { planEvent, type EventPlan, type EventRefused, type Known, type KnownLife } from './life-event.rules.ts'
import { endMemberships, insertEvent, insertLines, insertTasks, listLives, listLivingFamilies, setEnds, setRelations, type Done } from './life-event.store.ts'

export type LifeEventDeps = Pick<Deps, 'db' | 'jobs' | 'keys' | 'files' | 'regency' | 'clock'>
type NumberRefused = { readonly kind: 'nik_unreadable' | 'card_unreadable' | 'card_taken' | 'nik_of_somebody_else' | 'has_nik_already' }
type PlaceRefused = { readonly kind: 'village_outside' | 'unplaced_only_homeless' | 'photos_unknown' | HomeRefused }
export type RecordRefused = CommandReused | EventRefused | NumberRefused | PlaceRefused
export interface Recorded {
  readonly eventId: string
  readonly personId: string | null
  readonly familyId: string | null
}

/** Who records may write the registry rows that follow from the event, for this one transaction and within their areas. */
export function recorder(actor: Actor): Actor {
  return { ...actor, grants: new Set([...actor.grants, 'registry.list.import', 'registry.person.read']) }
}

/** Writes down an event: what it changes is planned by the rules, kept by ids so that it can be taken back, and done in one transaction. */
export async function recordLifeEvent(deps: LifeEventDeps, doing: { actor: Actor; command: Command }, event: LifeEvent): Promise<Result<Recorded, RecordRefused>> {
  const nik = event.kind === 'papers' ? await readNik(deps, event) : ok(null)
  const documents = await receivedDocuments(deps, event.documents)
  return act<Recorded, Exclude<RecordRefused, CommandReused>>(deps, { ...doing, actor: recorder(doing.actor), action: 'recordLifeEvent' }, async (tx) => {
    if (!nik.ok) return nik
    if (documents === undefined) return err({ kind: 'photos_unknown' })
    await lockStoring(tx)
    const known = await readKnown(deps, tx, event)
    const plan = planEvent(event, known)
    if (!plan.ok) return plan
    const areaId = areaOf(deps, tx, { event, known })
    if (!areaId.ok) return areaId
    const unplaced = homeRefused(deps, event, areaId.value)
    if (unplaced !== null) return err({ kind: unplaced })
    const card = event.kind === 'split' && event.card ? await readCard(deps, tx, event.card) : ok(null)
    if (!card.ok) return card
    if (nik.value !== null && event.kind === 'papers' && (await listPersonLines(tx, [event.personId])).get(event.personId)?.nik != null) return err({ kind: 'has_nik_already' })
    const tasks = programmeTasks(plan.value.tasks, await readReceived(deps, tx, plan.value))
    const recorded = await write(deps, tx, { event, plan: plan.value, tasks, areaId: areaId.value, nik: nik.value, card: card.value })
    await insertDocuments(tx, { eventId: recorded.eventId, areaId: areaId.value }, documents)
    tx.audit({ subjectKind: 'life_event', subjectId: recorded.eventId, areaId: areaId.value, detail: { kind: event.kind, persons: plan.value.lines.length } })
    return ok(recorded)
  })
}

/** The number of the papers, which nobody else in the regency may carry. */
async function readNik(deps: LifeEventDeps, event: Extract<LifeEvent, { kind: 'papers' }>): Promise<Result<SealedNumber<Buffer>, NumberRefused>> {
  const parsed = parseNik(event.nik)
  if (!parsed.ok) return err({ kind: 'nik_unreadable' })
  const nik = sealNik(deps.keys, parsed.value.nik)
  const reader = systemActor(deps.regency.regencyId, { ...regencyReach(deps.regency), grants: ['registry.person.read'] })
  const isTaken = await deps.db.asActor(reader, (tx) => isNikTaken(tx, { mac: nik.mac, exceptPersonId: event.personId }))
  return isTaken ? err({ kind: 'nik_of_somebody_else' }) : ok(nik)
}

async function readCard(deps: LifeEventDeps, tx: Tx, text: string): Promise<Result<SealedNumber<Buffer>, NumberRefused>> {
  const parsed = parseCard(text)
  if (!parsed.ok) return err({ kind: 'card_unreadable' })
  const card = sealCard(deps.keys, parsed.value.card)
  return (await findFamiliesByCard(tx, [card.mac])).size > 0 ? err({ kind: 'card_taken' }) : ok(card)
}

/** Everybody whom the event names, their families, and who of them is married as far as anybody said. */
async function readKnown(deps: LifeEventDeps, tx: Tx, event: LifeEvent): Promise<Known> {
  const named = await listLives(tx, personsOf(event))
  const familyIds = new Set([...('familyId' in event ? [event.familyId] : []), ...named.flatMap(({ family }) => family?.familyId ?? [])])
  const families = await listLivingFamilies(tx, [...familyIds])
  const everybody = [...named, ...families.flatMap((family) => family.members)]
  const statements = await listStatements(tx, [...new Set(everybody.map(({ personId }) => personId))])
  const marked = (life: KnownLife): KnownLife => ({ ...life, isMarried: currentValue(statements.get(life.personId) ?? [], 'marital', deps.regency)?.value === 'married' })
  return {
    persons: new Map(named.map((life) => [life.personId, marked(life)])),
    families: new Map(families.map((family) => [family.familyId, { ...family, members: family.members.map(marked) }])),
    today: dayOf(tx.now, deps.regency.timeZone),
  }
}

function personsOf(event: LifeEvent): readonly string[] {
  if ('personIds' in event) return event.personIds
  if ('spouseId' in event) return [event.personId, event.spouseId]
  return 'personId' in event ? [event.personId] : []
}

/** Where the event belongs: the named place of a registration, else the family's or the person's. */
function areaOf(deps: LifeEventDeps, tx: Tx, { event, known }: { event: LifeEvent; known: Known }): Result<number, PlaceRefused> {
  if (event.kind === 'registration') {
    if (!tx.actor.areaIds.includes(event.areaId)) return err({ kind: 'village_outside' })
    const isVillage = deps.regency.areas.byId.get(event.areaId)?.kind === 'village'
    return isVillage || event.situation === 'no_fixed_home' ? ok(event.areaId) : err({ kind: 'unplaced_only_homeless' })
  }
  const about = 'familyId' in event ? known.families.get(event.familyId)?.areaId : [...known.persons.values()][0]?.areaId
  return about === undefined ? err({ kind: 'village_outside' }) : ok(about)
}

interface Writing {
  readonly event: LifeEvent
  readonly plan: EventPlan
  readonly tasks: readonly ProgrammeTask[]
  readonly areaId: number
  readonly nik: SealedNumber | null
  readonly card: SealedNumber | null
}

async function write(deps: LifeEventDeps, tx: ActTx, writing: Writing): Promise<Recorded> {
  const { event, plan, areaId } = writing
  const eventId = newId()
  const on = event.happenedOn
  const raw = { kind: event.kind, happenedOn: on, evidence: event.evidence, eventId }
  const sourceRecordId = await insertOwnRecord(tx, { sourceKey: 'life_event', areaId, on: dayOf(tx.now, deps.regency.timeZone), raw })
  const done = doneOf(writing, sourceRecordId)
  const { evidence, evidenceWords, reportedBy } = event
  await insertEvent(tx, { eventId, kind: event.kind, areaId, happenedOn: on, evidence, evidenceWords, reportedBy, undoes: null }, done)
  await makeNew(tx, writing, done)
  await endMemberships(tx, done.leave, on)
  await insertMembers(tx, done.join.map((member) => ({ ...member, areaId, validFrom: on, sourceRecordId })))
  await setRelations(tx, done.heads.map((head) => ({ ...head, relation: 'head' as const })))
  await setEnds(tx, done.end, on)
  if (writing.nik !== null && done.nikOf !== null) await addNiks(tx, [{ personId: done.nikOf, areaId, nik: writing.nik }])
  await state(tx, { writing, done, sourceRecordId })
  await insertLines(tx, { eventId, areaId, happenedOn: on, sourceRecordId }, done.lines)
  await insertTasks(tx, { eventId, areaId, kind: event.kind, happenedOn: on }, done.tasks)
  await sendNewFamily(tx, { event, areaId, done })
  await settlePersons(tx, deps.regency, plan.marital.map(({ personId }) => personId))
  return { eventId, personId: done.newPersonId, familyId: done.newFamilyId }
}

/** The plan with the ids of what is new. */
function doneOf({ event, plan, tasks }: Writing, sourceRecordId: string): Done {
  const newPersonId = plan.newPerson === null ? null : newId()
  const newFamilyId = plan.newFamilyLike === null ? null : newId()
  const named = <T extends { personId: string }>(each: T): T => (each.personId === 'new' && newPersonId !== null ? { ...each, personId: newPersonId } : each)
  const join = plan.join.map(named).map((each) => (each.familyId === 'new' && newFamilyId !== null ? { ...each, familyId: newFamilyId } : each))
  return {
    newPersonId, newFamilyId, sourceRecordId, nikOf: event.kind === 'papers' ? event.personId : null, leave: plan.leave, join, heads: plan.heads, end: plan.end,
    marital: plan.marital, lines: plan.lines.map(named), tasks: tasks.map(named),
  }
}

/** The person and the family that the event brings; a new family lives where the old one did unless the event says otherwise. */
async function makeNew(tx: Tx, { event, plan, areaId, card }: Writing, done: Done): Promise<void> {
  if (plan.newPerson !== null && done.newPersonId !== null) {
    await insertPersons(tx, [{
      ...plan.newPerson, personId: done.newPersonId, areaId, status: event.kind === 'registration' ? 'provisional' : 'registered', alias: null,
      sourceRecordId: done.sourceRecordId, nik: null,
    }])
  }
  const like = plan.newFamilyLike === null ? undefined : await findFamily(tx, plan.newFamilyLike)
  if (like === undefined || done.newFamilyId === null) return
  await insertFamilies(tx, [{ ...like, ...placeOf(homeOf(event)), familyId: done.newFamilyId, decile: null, card }])
}

/** What the event says of people stands among their other values. */
async function state(tx: Tx, { writing, done, sourceRecordId }: { writing: Writing; done: Done; sourceRecordId: string }): Promise<void> {
  const { event, plan, areaId } = writing
  const about = (personId: string, values: PersonValues) => ({ subjectKind: 'person' as const, subjectId: personId, areaId, sourceRecordId, validFrom: event.happenedOn, values })
  const fresh = plan.newPerson
  const told = fresh === null || done.newPersonId === null ? [] : [about(done.newPersonId, {
    name: fresh.name, ...(fresh.sex && { sex: fresh.sex }), ...(fresh.birthOn && { birthOn: fresh.birthOn }), ...(fresh.birthPlace && { birthPlace: fresh.birthPlace }),
  })]
  await insertAttributes(tx, [...told, ...newHomes(writing, done).map(({ personId, home }) => about(personId, { home })), ...plan.marital.map(({ personId, marital }) => about(personId, { marital }))])
}
