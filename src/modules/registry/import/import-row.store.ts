import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import { inSlices } from '#platform/db/slices.ts'
import type { ProblemKind, RowProblem } from './field.contract.ts'
import type { RowState } from './import.contract.ts'
import type { Outcome } from './link.rules.ts'
import type { ComparedRow } from './repeat.rules.ts'

/** One row of a list as it is kept: everything that came from the file is closed. */
export interface StoredRow {
  readonly rowNumber: number
  readonly cellsSealed: Buffer
  readonly correctionsSealed: Buffer | null
  readonly personSealed: Buffer | null
  readonly nikMac: Buffer | null
  readonly state: RowState
  readonly outcome: Outcome | null
  readonly problems: readonly RowProblem[]
  readonly listProblems: readonly RowProblem[]
}

/**
 * Lets this transaction's commit not wait for the disk. For a stretch of work that begins again when it is lost with the machine; the commit that
 * says that all of it is done waits, and with it everything before it is on the disk.
 */
export async function commitSoon(tx: Tx): Promise<void> {
  await sql`set local synchronous_commit = off`.execute(tx.db)
}

/** Keeps rows as they came; rows that are there already stay. */
export async function insertRows(
  tx: Tx, list: { importId: string; areaId: number }, rows: readonly { rowNumber: number; cellsSealed: Buffer }[],
): Promise<void> {
  await inSlices(rows, (slice) => tx.db.insertInto('registry.import_row').values(slice.map((row) => ({
    regency_id: tx.regencyId, import_id: list.importId, row_number: row.rowNumber, area_id: list.areaId, cells_sealed: row.cellsSealed, state: 'read',
  }))).onConflict((conflict) => conflict.doNothing()).execute())
}

/** Deletes the rows of a list that was given up, or that is read again. */
export async function deleteRows(tx: Tx, importId: string): Promise<void> {
  await tx.db.deleteFrom('registry.import_row').where('regency_id', '=', tx.regencyId).where('import_id', '=', importId).execute()
}

export interface RowFilter {
  readonly states?: readonly RowState[]
  readonly kind?: ProblemKind
  /** A problem in this column with this value. */
  readonly same?: { readonly column: number; readonly value: string; readonly kind: ProblemKind }
  readonly placeKey?: string
  readonly rowNumbers?: readonly number[]
  readonly after: number
  readonly limit: number
}

/** Rows of a list by their number. */
export async function listRows(tx: Tx, importId: string, filter: RowFilter): Promise<readonly StoredRow[]> {
  let query = tx.db.selectFrom('registry.import_row')
    .select(['row_number', 'cells_sealed', 'corrections_sealed', 'person_sealed', 'nik_mac', 'state', 'outcome', 'problems', 'list_problems'])
    .where('regency_id', '=', tx.regencyId).where('import_id', '=', importId).where('row_number', '>', filter.after)
  if (filter.states !== undefined) query = query.where('state', 'in', [...filter.states])
  if (filter.rowNumbers !== undefined) query = query.where('row_number', 'in', [...filter.rowNumbers])
  for (const part of problemParts(filter)) query = query.where(sql<boolean>`problems || list_problems @> ${JSON.stringify([part])}::jsonb`)
  const rows = await query.orderBy('row_number').limit(filter.limit).execute()
  return rows.map((row) => ({
    rowNumber: row.row_number, cellsSealed: row.cells_sealed, correctionsSealed: row.corrections_sealed, personSealed: row.person_sealed,
    nikMac: row.nik_mac, state: row.state as RowState, outcome: row.outcome as Outcome | null, problems: row.problems as unknown as RowProblem[],
    listProblems: row.list_problems as unknown as RowProblem[],
  }))
}

function problemParts(filter: RowFilter): object[] {
  return [
    ...(filter.kind === undefined ? [] : [{ kind: filter.kind }]),
    ...(filter.same === undefined ? [] : [filter.same]),
    ...(filter.placeKey === undefined ? [] : [{ placeKey: filter.placeKey }]),
  ]
}

/** What checking found out about a row. */
export interface CheckedRecord {
  readonly rowNumber: number
  readonly correctionsSealed: Buffer | null
  readonly personSealed: Buffer | null
  /** Whom it is about, as far as is known before storing. */
  readonly personId: string | null
  readonly nikMac: Buffer | null
  readonly addressMac: Buffer | null
  readonly cardMac: Buffer | null
  readonly nameKey: string | null
  readonly birthOn: string | null
  readonly decile: number | null
  readonly outcome: Outcome | null
  readonly state: RowState
  readonly problems: readonly RowProblem[]
}

/** Writes what checking found out, in one statement a slice. What the rows of the list say about each other is settled afterwards. */
export async function saveCheckedRows(tx: Tx, importId: string, rows: readonly CheckedRecord[]): Promise<void> {
  await inSlices(rows, (slice) => sql`
    update registry.import_row r set corrections_sealed = v.corrections, person_sealed = v.person, nik_mac = v.nik, card_mac = v.card, name_key = v.name,
      birth_on = v.birth, decile = v.decile, outcome = v.outcome, state = v.state, problems = v.problems::jsonb, list_problems = '[]',
      person_id = v.known, address_mac = v.address
    from unnest(${slice.map((row) => row.rowNumber)}::int[], ${slice.map((row) => row.correctionsSealed)}::bytea[], ${slice.map((row) => row.personSealed)}::bytea[],
      ${slice.map((row) => row.nikMac)}::bytea[], ${slice.map((row) => row.cardMac)}::bytea[], ${slice.map((row) => row.nameKey)}::text[],
      ${slice.map((row) => row.birthOn)}::date[], ${slice.map((row) => row.decile)}::smallint[], ${slice.map((row) => row.outcome)}::text[],
      ${slice.map((row) => row.state)}::text[], ${slice.map((row) => JSON.stringify(row.problems))}::text[], ${slice.map((row) => row.personId)}::uuid[],
      ${slice.map((row) => row.addressMac)}::bytea[])
      as v (row_number, corrections, person, nik, card, name, birth, decile, outcome, state, problems, known, address)
    where ${within(tx, importId, slice)} and r.row_number = v.row_number`.execute(tx.db))
}

/** The stretch of the list in which the rows lie: without it a list that is new to the planner is read as a whole for each slice. */
function within(tx: Tx, importId: string, rows: readonly { readonly rowNumber: number }[]): RawBuilder<boolean> {
  const numbers = rows.map((row) => row.rowNumber)
  return sql`r.regency_id = ${tx.regencyId} and r.import_id = ${importId} and r.row_number between ${Math.min(...numbers)} and ${Math.max(...numbers)}`
}

/** Every row of a list that could be read, as far as rows are compared with each other. */
export async function listComparedRows(tx: Tx, importId: string): Promise<readonly ComparedRow[]> {
  const rows = await tx.db.selectFrom('registry.import_row').select(['row_number', 'nik_mac', 'card_mac', 'name_key', 'birth_on', 'decile'])
    .where('regency_id', '=', tx.regencyId).where('import_id', '=', importId).where('person_sealed', 'is not', null).execute()
  return rows.map((row) => ({
    rowNumber: row.row_number, nikKey: row.nik_mac?.toString('base64') ?? null, cardKey: row.card_mac?.toString('base64') ?? null,
    nameKey: row.name_key ?? '', birthOn: row.birth_on, decile: row.decile,
  }))
}

/** Writes what the rows of a list say about each other, and the state that follows from both kinds of problems. */
export async function saveListProblems(tx: Tx, importId: string, found: ReadonlyMap<number, { problems: readonly RowProblem[]; isBad: boolean }>): Promise<void> {
  await sql`
    update registry.import_row set list_problems = '[]', state = case when problems = '[]' then 'good' else 'warned' end
    where regency_id = ${tx.regencyId} and import_id = ${importId} and list_problems <> '[]' and person_sealed is not null`.execute(tx.db)
  await inSlices([...found], (slice) => sql`
    update registry.import_row r set list_problems = v.problems::jsonb, state = v.state
    from unnest(${slice.map(([rowNumber]) => rowNumber)}::int[], ${slice.map(([, row]) => JSON.stringify(row.problems))}::text[],
      ${slice.map(([, row]) => (row.isBad ? 'bad' : 'warned'))}::text[]) as v (row_number, problems, state)
    where ${within(tx, importId, slice.map(([rowNumber]) => ({ rowNumber })))} and r.row_number = v.row_number`.execute(tx.db))
}

type ClosedRow = Pick<StoredRow, 'rowNumber' | 'cellsSealed' | 'correctionsSealed' | 'personSealed'>

/** Marks rows as stored, with whom they are about, and closed for them. */
export async function saveStoredRows(
  tx: Tx, importId: string, rows: readonly (ClosedRow & { personId: string; familyId: string; outcome: Outcome })[],
): Promise<void> {
  await inSlices(rows, (slice) => sql`
    update registry.import_row r set state = 'stored', person_id = v.person_id, family_id = v.family_id, outcome = v.outcome,
      cells_sealed = v.cells, corrections_sealed = v.corrections, person_sealed = v.person
    from unnest(${slice.map((row) => row.rowNumber)}::int[], ${slice.map((row) => row.personId)}::uuid[], ${slice.map((row) => row.familyId)}::uuid[],
      ${slice.map((row) => row.outcome)}::text[], ${slice.map((row) => row.cellsSealed)}::bytea[],
      ${slice.map((row) => row.correctionsSealed)}::bytea[], ${slice.map((row) => row.personSealed)}::bytea[])
      as v (row_number, person_id, family_id, outcome, cells, corrections, person)
    where ${within(tx, importId, slice)} and r.row_number = v.row_number`.execute(tx.db))
}

/** Everybody whom the stored rows of a list are about. */
export async function listStoredPersons(tx: Tx, importId: string): Promise<readonly string[]> {
  const rows = await tx.db.selectFrom('registry.import_row').select('person_id').distinct().where('regency_id', '=', tx.regencyId).where('import_id', '=', importId)
    .where('state', '=', 'stored').where('person_id', 'is not', null).execute()
  return rows.flatMap((row) => row.person_id ?? [])
}
