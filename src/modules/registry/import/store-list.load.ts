import { scheduler } from 'node:timers/promises'
import type { Deps } from '#deps.ts'
import { withDescendants } from '#modules/people/index.ts'
import { insertAttributes, insertSensitive } from '#modules/registry/attribute/attribute.store.ts'
import { settleDeciles, settlePersons, settlePlaces } from '#modules/registry/attribute/survivor.actions.ts'
import { findFamiliesByCard, insertFamilies, insertMembers, updateDeciles, updateFamilyPlaces, type Family } from '#modules/registry/family/family.store.ts'
import { listHomes } from '#modules/registry/family/home.store.ts'
import { decisionOf } from '#modules/registry/link/link.rules.ts'
import { recordLinks } from '#modules/registry/link/link.store.ts'
import { nameKey, normaliseName } from '#modules/registry/name/name.rules.ts'
import { sealCard, sealNik } from '#modules/registry/person/identity.rules.ts'
import { addNiks, insertPersons, updatePersons } from '#modules/registry/person/person.store.ts'
import { insertSourceRecords } from '#modules/registry/source/source.store.ts'
import type { Tx } from '#platform/db/db.ts'
import { inSlices } from '#platform/db/slices.ts'
import { newId } from '#platform/id.ts'
import { findFamiliar, findNumbered, linkAmong, weightOf, type FoundCandidates } from './check-rows.actions.ts'
import { traceAfter, traceBefore, type Touched } from './import-trace.store.ts'
import { listRows, saveStoredRows, type StoredRow } from './import-row.store.ts'
import type { ImportRecord, StoredResult } from './import.store.ts'
import type { KnownPerson, NumberedRow } from './link.rules.ts'
import { confirmMembers, leaveFamilies, lockStoring } from './link.store.ts'
import { openPerson } from './sealed-row.load.ts'
import { sourceRecordOf } from './source-record.load.ts'
import { emptyPlan, groupFamilies, planStorage, type LinkedRow, type PlanContext, type StorePlan } from './storage-plan.load.ts'

const rowsAtOnce = 500
const familiesAtOnce = 200
const shownFamilies = 10

/**
 * Stores every good row of a list in the caller's transaction: whom the rows are about is settled again, because other lists may have been
 * stored since they were checked. Undefined when that gives a question for a person; then nothing may be kept.
 */
export async function storeRows(deps: Deps, tx: Tx, list: { record: ImportRecord; snapshotId: string }): Promise<StoredResult | undefined> {
  await lockStoring(tx)
  const rows = await readGoodRows(deps, tx, list.record)
  const linked = await linkRows(deps, tx, { record: list.record, rows })
  if (linked === undefined) return undefined
  const familiesByCard = await findFamilies(tx, linked)
  const plan = await planFamilies(linked, { familiesByCard, weight: weightOf(deps.regency, list.record), nextId: newId })
  const touched = await touchedBy(tx, plan)
  await traceBefore(tx, list.record, touched)
  await keepRows(deps, tx, { ...list, linked, plan })
  await writePlan(tx, plan, list.record)
  await linkRecords(tx, linked, plan)
  await settle(deps, tx, plan)
  await traceAfter(tx, list.record, touched)
  return resultOf(plan)
}

type GoodRow = Omit<LinkedRow, 'known'>

/** Good rows, page by page. */
async function* goodPages(tx: Tx, record: ImportRecord): AsyncGenerator<readonly StoredRow[]> {
  for (let after = 0; ;) {
    // Asked for by number alone: with states too, a list that is new to the planner is sorted as a whole for each page.
    const rows = await listRows(tx, record.importId, { after, limit: rowsAtOnce })
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.filter((row) => row.state === 'good' || row.state === 'warned')
    after = last.rowNumber
  }
}

async function readGoodRows(deps: Deps, tx: Tx, record: ImportRecord): Promise<readonly GoodRow[]> {
  const good: GoodRow[] = []
  for await (const page of goodPages(tx, record)) good.push(...page.map((row) => openRow(deps, row)))
  return good
}

/**
 * Keeps each row as the source record that its values will point to, and marks it as stored. Whom it is about is known now: what is closed of it is
 * closed under their key.
 */
async function keepRows(
  deps: Deps, tx: Tx, list: { record: ImportRecord; snapshotId: string; linked: readonly LinkedRow[]; plan: StorePlan },
): Promise<void> {
  const about = new Map(list.plan.rows.map((row) => [row.rowNumber, row]))
  const records = new Map(list.linked.map(({ rowNumber, recordId, person }) => [rowNumber, { sourceRecordId: recordId, areaId: person.villageId }]))
  for await (const page of goodPages(tx, list.record)) {
    const kept = page.map((row) => ({ ...row, ...about.get(row.rowNumber)!, ...records.get(row.rowNumber)! }))
    await insertSourceRecords(tx, kept.map((row) => ({
      sourceRecordId: row.sourceRecordId, snapshotId: list.snapshotId, areaId: row.areaId, rowNumber: row.rowNumber,
      ...sourceRecordOf(deps.keys, row, list.record.columns),
    })))
    await saveStoredRows(tx, list.record.importId, kept.map((row) => closedForPerson(deps, row)))
  }
}

function closedForPerson<Row extends StoredRow & { personId: string }>({ keys }: Deps, row: Row): Row {
  const anew = (sealed: Buffer | null): Buffer | null => sealed && keys.sealAnew(sealed, row.personId)
  return { ...row, cellsSealed: keys.sealAnew(row.cellsSealed, row.personId), correctionsSealed: anew(row.correctionsSealed), personSealed: anew(row.personSealed) }
}

function openRow(deps: Deps, row: StoredRow): GoodRow {
  const person = row.personSealed && openPerson(deps.keys, row.personSealed)
  if (person === null) throw new Error('a good row without a person')
  const nik = person.nik === null ? null : sealNik(deps.keys, person.nik)
  const card = person.card === null ? null : sealCard(deps.keys, person.card)
  return {
    rowNumber: row.rowNumber, recordId: newId(), person, nik, card, nikMac: nik?.mac.toString('hex') ?? null, cardMac: card?.mac.toString('hex') ?? null,
    nameKey: nameKey(normaliseName(person.name).name),
  }
}

async function linkRows(deps: Deps, tx: Tx, list: { record: ImportRecord; rows: readonly GoodRow[] }): Promise<readonly LinkedRow[] | undefined> {
  const candidates = await findCandidates(deps, tx, list.rows)
  const areaIds = new Set(withDescendants(deps.regency.areas, list.record.areaId))
  const taken = new Set<string>()
  const linked: LinkedRow[] = []
  for (const [at, row] of list.rows.entries()) {
    if (at % rowsAtOnce === 0) await scheduler.yield()
    const link = linkAmong(row satisfies NumberedRow, candidates, areaIds)
    if ('problem' in link || isTakenBy(link.known, taken)) return undefined
    linked.push({ ...row, known: link.known })
  }
  return linked
}

/** Two rows of one list are never the same person. */
function isTakenBy(known: KnownPerson | null, taken: Set<string>): boolean {
  if (known === null) return false
  if (taken.has(known.rootId)) return true
  taken.add(known.rootId)
  return false
}

async function findCandidates(deps: Deps, tx: Tx, rows: readonly GoodRow[]): Promise<FoundCandidates> {
  const numbers = rows.map((row) => ({ person: row.person, nameKey: row.nameKey, nik: row.nik?.mac ?? null, card: row.card?.mac ?? null }))
  const familiar = await findFamiliar(tx, numbers)
  return { ...familiar, byNik: await findNumbered(deps, numbers, familiar) }
}

async function findFamilies(tx: Tx, rows: readonly LinkedRow[]): Promise<ReadonlyMap<string, Family>> {
  const found = new Map<string, Family>()
  const macs = [...new Map(rows.flatMap((row): [string, Buffer][] => (row.card === null ? [] : [[row.card.mac.toString('hex'), row.card.mac]]))).values()]
  await inSlices(macs, async (slice) => {
    for (const [mac, [family]] of await findFamiliesByCard(tx, slice)) {
      if (family !== undefined) found.set(mac, family)
    }
  })
  return found
}

/** A long list is planned in stretches, so that others are served between them. */
async function planFamilies(linked: readonly LinkedRow[], context: PlanContext): Promise<StorePlan> {
  const plan = emptyPlan()
  const families = groupFamilies(linked, context.weight)
  for (let at = 0; at < families.length; at += familiesAtOnce) {
    planStorage(plan, families.slice(at, at + familiesAtOnce), context)
    await scheduler.yield()
  }
  const made = new Set(plan.newFamilies.map((family) => family.familyId))
  plan.newFamilies.push(...plan.spokenOf.filter((family) => !made.has(family.familyId)))
  return plan
}

/** Everybody and every family that a row is about, and who lives there: what counts for them is settled anew, whatever else the plan writes. */
async function touchedBy(tx: Tx, plan: StorePlan): Promise<Touched> {
  const families = [plan.rows, plan.newFamilies, plan.movedFamilies, plan.deciles].flat()
  const familyIds = [...new Set([...families.map((family) => family.familyId), ...plan.leftFamilyIds])]
  const isNew = new Set(plan.newFamilies.map((family) => family.familyId))
  const homes = await listHomes(tx, familyIds.filter((familyId) => !isNew.has(familyId)))
  return { personIds: [...new Set([...plan.rows.map((row) => row.personId), ...homes.flatMap((home) => home.personIds)])], familyIds }
}

/** Persons before members, families before both: each kind of row in as few statements as it takes. */
async function writePlan(tx: Tx, plan: StorePlan, record: ImportRecord): Promise<void> {
  await insertFamilies(tx, plan.newFamilies)
  await updateFamilyPlaces(tx, plan.movedFamilies)
  await updateDeciles(tx, plan.deciles)
  await insertPersons(tx, plan.newPersons)
  await updatePersons(tx, plan.changedPersons)
  await addNiks(tx, plan.newNiks)
  const isNew = new Set(plan.newPersons.map((person) => person.personId))
  await leaveFamilies(tx, plan.newMembers.map((member) => member.personId).filter((personId) => !isNew.has(personId)), record.asOfOn)
  await insertMembers(tx, plan.newMembers)
  await confirmMembers(tx, plan.confirmedMembers)
  await insertAttributes(tx, plan.attributes)
  await insertSensitive(tx, plan.sensitive)
}

/** Keeps which row is about whom, and by what it was known. */
async function linkRecords(tx: Tx, linked: readonly LinkedRow[], plan: StorePlan): Promise<void> {
  const stored = new Map(plan.rows.map((row) => [row.rowNumber, row]))
  await recordLinks(tx, linked.flatMap((row) => {
    const about = stored.get(row.rowNumber)
    if (about === undefined) return []
    return [{ sourceRecordId: row.recordId, personId: about.personId, familyId: about.familyId, areaId: row.person.villageId, ...decisionOf(row) }]
  }))
}

/** What counts is settled among everything that was ever stated, so that it does not hang on which list came first. */
async function settle(deps: Deps, tx: Tx, plan: StorePlan): Promise<void> {
  const [newPersons, newFamilies] = [new Set(plan.newPersons.map(({ personId }) => personId)), new Set(plan.newFamilies.map(({ familyId }) => familyId))]
  const persons = plan.rows.map(({ personId }) => personId).filter((personId) => !newPersons.has(personId))
  const spokenOf = plan.attributes.flatMap(({ subjectKind, subjectId }) => (subjectKind === 'family' ? [subjectId] : []))
  const families = new Set([...plan.rows.map(({ familyId }) => familyId), ...spokenOf].filter((familyId) => !newFamilies.has(familyId)))
  const homes = plan.rows.filter(({ familyId, personId }) => !newFamilies.has(familyId) || !newPersons.has(personId)).map(({ familyId }) => familyId)
  await settlePersons(tx, deps.regency, persons)
  await settleDeciles(tx, deps.regency, [...families])
  await settlePlaces(tx, deps.regency, [...new Set([...homes, ...plan.leftFamilyIds])])
}

function resultOf(plan: StorePlan): StoredResult {
  const count = (outcome: StorePlan['rows'][number]['outcome']): number => plan.rows.filter((row) => row.outcome === outcome).length
  const inOrder = plan.rows.toSorted((one, other) => one.rowNumber - other.rowNumber)
  return {
    new: count('new'), changed: count('changed'), same: count('same'), familiesNew: plan.newFamilies.length, familiesChanged: plan.changedFamilyIds.size,
    firstFamilyIds: [...new Set(inOrder.map((row) => row.familyId))].slice(0, shownFamilies),
  }
}
