import type { Deps } from '#deps.ts'
import { regencyReach, withDescendants } from '#modules/people/index.ts'
import { nameKey, normaliseName } from '#modules/registry/name/name.rules.ts'
import { macOfCard, macOfNik } from '#modules/registry/person/identity.rules.ts'
import { strengthOf, type SourceCatalogue } from '#modules/registry/source/source.rules.ts'
import { dayOf } from '#platform/day.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { problemSeverity, type ImportField, type RowProblem } from './field.contract.ts'
import type { CheckedRecord, StoredRow } from './import-row.store.ts'
import { listComparedRows, saveListProblems } from './import-row.store.ts'
import { headingKey } from './heading.rules.ts'
import type { RowState } from './import.contract.ts'
import { changeImport, countRows, type ImportRecord } from './import.store.ts'
import { linkRow, outcomeOf, type KnownPerson, type NumberedRow, type Weight } from './link.rules.ts'
import { findKnownByCard, findKnownByName, findKnownByNik } from './link.store.ts'
import { createPlaceReader } from './place.rules.ts'
import type { RowContext } from './reading.rules.ts'
import { findRepeats } from './repeat.rules.ts'
import { checkRow } from './row.rules.ts'
import { correctedCells, openCells, openCorrections, macOfAddress, sealCorrections, sealPerson, type Corrections } from './sealed-row.load.ts'

const listGrants = ['registry.list.import', 'registry.person.read']

/** The system at work on a list: it sees and writes what the list may be about, and nothing else. */
export function listActor(deps: Pick<Deps, 'regency'>, areaId: number): Actor {
  return systemActor(deps.regency.regencyId, { areaIds: withDescendants(deps.regency.areas, areaId), officeIds: [], grants: listGrants })
}

/** The system at work on the list itself and on nobody in the registry: one area, so that the database compares each row with one only. */
export function keepingActor(deps: Pick<Deps, 'regency'>, areaId: number): Actor {
  return systemActor(deps.regency.regencyId, { areaIds: [areaId], officeIds: [], grants: listGrants })
}

/** The system when it asks whether somebody is known anywhere in the regency. */
function regencyActor(deps: Pick<Deps, 'regency'>): Actor {
  return systemActor(deps.regency.regencyId, { areaIds: regencyReach(deps.regency).areaIds, officeIds: [], grants: ['registry.person.read'] })
}

/** How far a list is to be believed. */
export function weightOf(regency: SourceCatalogue, list: Pick<ImportRecord, 'sourceKey' | 'asOfOn'>): Weight {
  return { strength: strengthOf(regency, list.sourceKey, { on: list.asOfOn }), asOfOn: list.asOfOn, sourceKey: list.sourceKey }
}

/** What holds for every row of a list. */
export function rowContext(deps: Pick<Deps, 'regency' | 'clock'>, list: Pick<ImportRecord, 'areaId' | 'columns' | 'relationCodes' | 'places'>): RowContext {
  const { areas, timeZone } = deps.regency
  const columns = new Map(list.columns.flatMap(({ field }, at): [ImportField, number][] => (field === null ? [] : [[field, at]])))
  const homeVillageId = areas.byId.get(list.areaId)?.kind === 'village' ? list.areaId : null
  return {
    columns, programmeKeys: new Set(deps.regency.programmes.map((programme) => programme.key)), headings: list.columns.map((column) => column.heading),
    headingKeys: list.columns.map((column) => headingKey(column.heading)), relationCodes: list.relationCodes, today: dayOf(deps.clock.now(), timeZone),
    readPlace: createPlaceReader({ areas, areaIds: new Set(withDescendants(areas, list.areaId)), homeVillageId, choices: list.places }),
  }
}

interface ReadRow {
  readonly rowNumber: number
  readonly corrections: Corrections
  readonly problems: readonly RowProblem[]
  readonly nik: Buffer | null
  readonly numbered: (NumberedRow & { readonly nik: Buffer | null; readonly card: Buffer | null }) | null
}

/**
 * Reads rows, finds out whom they are about, and says what is wrong with them; `corrections` are added to those that a row has. Opens a
 * transaction of its own to look into the registry, so it must not be called inside one.
 */
export async function checkRows(
  deps: Deps, list: { record: ImportRecord; context: RowContext }, rows: readonly (StoredRow & { corrections?: Corrections })[],
): Promise<readonly CheckedRecord[]> {
  const read = rows.map((row) => readRow(deps, list.context, row))
  const candidates = await findCandidates(deps, list.record, read)
  const areaIds = new Set(withDescendants(deps.regency.areas, list.record.areaId))
  const weight = weightOf(deps.regency, list.record)
  return read.map((row) => judge(deps, row, { candidates, areaIds, weight }))
}

function readRow(deps: Deps, context: RowContext, row: StoredRow & { corrections?: Corrections }): ReadRow {
  const corrections = { ...openCorrections(deps.keys, row.correctionsSealed), ...row.corrections }
  const { person, nik: written, problems } = checkRow(correctedCells(openCells(deps.keys, row.cellsSealed), corrections), context)
  const nik = written === null ? null : macOfNik(deps.keys, written)
  if (person === null) return { rowNumber: row.rowNumber, corrections, problems, nik, numbered: null }
  const card = person.card === null ? null : macOfCard(deps.keys, person.card)
  const numbered = { person, nik, card, nikMac: nik?.toString('hex') ?? null, cardMac: card?.toString('hex') ?? null, nameKey: nameKey(normaliseName(person.name).name) }
  return { rowNumber: row.rowNumber, corrections, problems, nik, numbered }
}

/** Everybody in the registry whom some of the rows may be about. */
export interface FoundCandidates {
  readonly byNik: ReadonlyMap<string, readonly KnownPerson[]>
  readonly byCard: ReadonlyMap<string, readonly KnownPerson[]>
  readonly byName: ReadonlyMap<string, readonly KnownPerson[]>
}

async function findCandidates(deps: Deps, record: ImportRecord, rows: readonly ReadRow[]): Promise<FoundCandidates> {
  const numbered = rows.flatMap((row) => row.numbered ?? [])
  const familiar = await deps.db.asActor(listActor(deps, record.areaId), (tx) => findFamiliar(tx, numbered))
  return { ...familiar, byNik: await findNumbered(deps, numbered, familiar) }
}

/** Everybody in the regency with one of the NIK; who was found by card or name already is not looked up twice. */
export async function findNumbered(
  deps: Pick<Deps, 'db' | 'regency'>, rows: readonly { readonly nik: Buffer | null }[], familiar: Pick<FoundCandidates, 'byCard' | 'byName'>,
): Promise<FoundCandidates['byNik']> {
  const known = new Map([...familiar.byCard.values(), ...familiar.byName.values()].flat().map((person) => [person.personId, person]))
  return deps.db.asActor(regencyActor(deps), (tx) => findKnownByNik(tx, rows.flatMap((row) => row.nik ?? []), known))
}

/** Those whom the rows without a number may be about: the families of their cards, and names in the village where there is no card. */
export async function findFamiliar(
  tx: Tx, rows: readonly (Pick<NumberedRow, 'person' | 'nameKey'> & { readonly card: Buffer | null })[],
): Promise<Pick<FoundCandidates, 'byCard' | 'byName'>> {
  const nameless = rows.filter((row) => row.card === null)
  const [byCard, byName] = await Promise.all([
    findKnownByCard(tx, rows.flatMap((row) => row.card ?? [])),
    findKnownByName(tx, { areaIds: [...new Set(nameless.map((row) => row.person.villageId))], nameKeys: nameless.map((row) => row.nameKey) }),
  ])
  return { byCard, byName }
}

/** Whom a row is about, among those found. */
export function linkAmong(row: NumberedRow, candidates: FoundCandidates, areaIds: ReadonlySet<number>): ReturnType<typeof linkRow> {
  const byName = candidates.byName.get(row.nameKey) ?? []
  return linkRow(row, {
    byNik: candidates.byNik.get(row.nikMac ?? '') ?? [], byCard: candidates.byCard.get(row.cardMac ?? '') ?? [],
    byName: byName.filter((known) => known.areaId === row.person.villageId),
  }, areaIds)
}

function judge(deps: Deps, row: ReadRow, given: { candidates: FoundCandidates; areaIds: ReadonlySet<number>; weight: Weight }): CheckedRecord {
  const blank = { personSealed: null, personId: null, nikMac: row.nik, addressMac: null, cardMac: null, nameKey: null, birthOn: null, decile: null, outcome: null }
  const base = { rowNumber: row.rowNumber, correctionsSealed: sealCorrections(deps.keys, row.corrections), ...blank }
  const { numbered } = row
  if (numbered === null) return { ...base, state: 'bad', problems: row.problems }
  const link = linkAmong(numbered, given.candidates, given.areaIds)
  if ('problem' in link) return { ...base, state: 'bad', problems: [...row.problems, { kind: link.problem, column: null }] }
  const { person } = numbered
  return {
    ...base, personSealed: sealPerson(deps.keys, person), personId: link.known?.personId ?? null, addressMac: macOfAddress(deps.keys, person), cardMac: numbered.card, nameKey: numbered.nameKey, birthOn: person.birthOn,
    decile: person.decile, outcome: outcomeOf(numbered, link.known, given.weight), state: stateOf(row.problems), problems: row.problems,
  }
}

function stateOf(problems: readonly RowProblem[]): RowState {
  if (problems.some((problem) => problemSeverity[problem.kind] === 'error')) return 'bad'
  return problems.length === 0 ? 'good' : 'warned'
}

/** Settles what the rows of a list say about each other, and counts it. Inside the caller's transaction. */
export async function settleList(tx: Tx, importId: string): Promise<void> {
  const found = findRepeats(await listComparedRows(tx, importId))
  const states = new Map([...found].map(([rowNumber, problems]) => [rowNumber, { problems, isBad: stateOf(problems) === 'bad' }]))
  await saveListProblems(tx, importId, states)
  await changeImport(tx, importId, { counts: await countRows(tx, importId) })
}
