import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { SheetFacts } from '#platform/sheets/open-sheet.ts'
import type { Column } from './column.rules.ts'
import type { ImportField, ProblemKind, RelationCodes } from './field.contract.ts'
import type { ImportCounts, ImportState, PlaceQuestion } from './import.contract.ts'
import type { RecognisedProfile } from './profile/profile.rules.ts'

/** One uploaded list as it is kept. */
export interface ImportRecord {
  readonly importId: string
  readonly areaId: number
  readonly state: ImportState
  readonly refusal: string | null
  readonly sourceKey: string
  readonly asOfOn: string
  readonly fileName: string
  readonly fileSha256: Buffer
  readonly sealedFile: string | null
  readonly sheet: SheetFacts | null
  readonly columns: readonly Column[]
  readonly relationCodes: RelationCodes
  readonly profile: RecognisedProfile | null
  /** Place key → village, as people answered. */
  readonly places: Readonly<Record<string, number>>
  readonly headerFrom: number | null
  readonly headerTo: number | null
  readonly rowsTotal: number
  readonly rowsDone: number
  readonly counts: ImportCounts | null
  readonly result: StoredResult | null
  readonly snapshotId: string | null
  readonly storedAt: Date | null
  readonly uploadedBy: string | null
  readonly uploadedByName: string
  readonly uploadedAt: Date
  readonly changedAt: Date
}

/** What storing did; families are named when they are shown. */
export interface StoredResult {
  readonly new: number
  readonly changed: number
  readonly same: number
  readonly familiesNew: number
  readonly familiesChanged: number
  readonly firstFamilyIds: readonly string[]
}

export type NewImport = Pick<ImportRecord, 'importId' | 'areaId' | 'sourceKey' | 'asOfOn' | 'fileName' | 'fileSha256'> & { sealedFile: string; sizeBytes: number }

/** Adds an uploaded list; false when the same file is already on its way, or stored, for the area. */
export async function insertImport(tx: Tx, list: NewImport): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db.insertInto('registry.import').values({
    regency_id: tx.regencyId, import_id: list.importId, area_id: list.areaId, state: 'uploaded', source_key: list.sourceKey, as_of_on: list.asOfOn,
    file_name: list.fileName, file_sha256: list.fileSha256, sealed_file: list.sealedFile, size_bytes: list.sizeBytes,
    uploaded_by: tx.actor.accountId, uploaded_by_name: tx.actor.name, uploaded_at: tx.now, changed_at: tx.now,
  }).onConflict((conflict) => conflict.doNothing()).executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** The list of the same file for the area that is not given up. */
export async function findImportOfFile(tx: Tx, file: Pick<NewImport, 'areaId' | 'fileSha256'>): Promise<ImportRecord | undefined> {
  const row = await tx.db.selectFrom('registry.import').selectAll().where('regency_id', '=', tx.regencyId).where('area_id', '=', file.areaId)
    .where('file_sha256', '=', file.fileSha256).where('state', 'not in', ['failed', 'cancelled', 'undone']).executeTakeFirst()
  return row && toRecord(row)
}

/** A list of the actor's areas. */
export async function findImport(tx: Tx, importId: string): Promise<ImportRecord | undefined> {
  const row = await tx.db.selectFrom('registry.import').selectAll().where('regency_id', '=', tx.regencyId).where('import_id', '=', importId).executeTakeFirst()
  return row && toRecord(row)
}

/** The same, held until the transaction ends, so that two acts on one list follow each other. */
export async function lockImport(tx: Tx, importId: string): Promise<ImportRecord | undefined> {
  const row = await tx.db.selectFrom('registry.import').selectAll().where('regency_id', '=', tx.regencyId).where('import_id', '=', importId)
    .forUpdate().executeTakeFirst()
  return row && toRecord(row)
}

/** Lists of the actor's areas, the latest first; `after` is where the page before ended. */
export async function listImportRecords(tx: Tx, page: { after?: { at: Date; importId: string }; limit: number }): Promise<readonly ImportRecord[]> {
  let query = tx.db.selectFrom('registry.import').selectAll().where('regency_id', '=', tx.regencyId)
  const { after } = page
  if (after !== undefined) query = query.where(sql<boolean>`(uploaded_at, import_id) < (${after.at}, ${after.importId}::uuid)`)
  const rows = await query.orderBy('uploaded_at', 'desc').orderBy('import_id', 'desc').limit(page.limit).execute()
  return rows.map(toRecord)
}

export interface ImportChange {
  readonly state?: ImportState
  readonly refusal?: string | null
  readonly sealedFile?: null
  readonly sheet?: SheetFacts
  readonly columns?: readonly Column[]
  readonly relationCodes?: RelationCodes
  readonly profile?: RecognisedProfile
  readonly places?: Readonly<Record<string, number>>
  readonly header?: { readonly fromRow: number; readonly toRow: number } | null
  readonly rowsTotal?: number
  readonly rowsDone?: number
  readonly counts?: ImportCounts
  readonly result?: StoredResult
  readonly snapshotId?: string
  readonly storedAt?: Date
}

/** Writes what changed about a list. */
export async function changeImport(tx: Tx, importId: string, change: ImportChange): Promise<void> {
  await tx.db.updateTable('registry.import').set({
    changed_at: tx.now,
    ...(change.state !== undefined && { state: change.state }),
    ...(change.refusal !== undefined && { refusal: change.refusal }),
    ...(change.sealedFile !== undefined && { sealed_file: change.sealedFile }),
    ...(change.sheet !== undefined && { sheet: JSON.stringify(change.sheet) }),
    ...(change.columns !== undefined && { columns: JSON.stringify(change.columns) }),
    ...(change.relationCodes !== undefined && { relation_codes: change.relationCodes }),
    ...(change.profile !== undefined && { profile: JSON.stringify(change.profile) }),
    ...(change.places !== undefined && { places: JSON.stringify(change.places) }),
    ...(change.header !== undefined && { header_from: change.header?.fromRow ?? null, header_to: change.header?.toRow ?? null }),
    ...(change.rowsTotal !== undefined && { rows_total: change.rowsTotal }),
    ...(change.rowsDone !== undefined && { rows_done: change.rowsDone }),
    ...(change.counts !== undefined && { counts: JSON.stringify(change.counts) }),
    ...(change.result !== undefined && { result: JSON.stringify(change.result) }),
    ...(change.snapshotId !== undefined && { snapshot_id: change.snapshotId }),
    ...(change.storedAt !== undefined && { stored_at: change.storedAt }),
  }).where('regency_id', '=', tx.regencyId).where('import_id', '=', importId).execute()
}

/** Counts the rows of a list by state, outcome and kind of problem. */
export async function countRows(tx: Tx, importId: string): Promise<ImportCounts> {
  const totals = await sql<Omit<ImportCounts, 'kinds'>>`
    select count(*) filter (where state = 'good') as good, count(*) filter (where state = 'warned') as warned, count(*) filter (where state = 'bad') as bad,
      count(*) filter (where outcome = 'new' and state <> 'bad') as new, count(*) filter (where outcome = 'changed' and state <> 'bad') as changed,
      count(*) filter (where outcome = 'same' and state <> 'bad') as same,
      count(distinct card_mac) filter (where state <> 'bad') + count(*) filter (where card_mac is null and state <> 'bad') as families
    from registry.import_row where regency_id = ${tx.regencyId} and import_id = ${importId}`.execute(tx.db)
  const kinds = await sql<{ kind: ProblemKind; rows: number }>`
    select p.kind, count(distinct r.row_number) as rows
    from registry.import_row r cross join lateral jsonb_to_recordset(r.problems || r.list_problems) as p (kind text)
    where r.regency_id = ${tx.regencyId} and r.import_id = ${importId} group by p.kind`.execute(tx.db)
  const [counts] = totals.rows
  if (counts === undefined) throw new Error('a count without a row')
  return { ...counts, kinds: Object.fromEntries(kinds.rows.map(({ kind, rows }) => [kind, rows])) }
}

/** Words for villages that wait for an answer, the most frequent first; at most a hundred. */
export async function listPlaceQuestions(tx: Tx, importId: string): Promise<readonly PlaceQuestion[]> {
  const { rows } = await sql<{ place_key: string; written: string; kind: ProblemKind; rows: number; candidates: PlaceQuestion['candidates'] }>`
    select p."placeKey" as place_key, min(p.value) as written, min(p.kind) as kind, count(*) as rows, (array_agg(p.candidates))[1] as candidates
    from registry.import_row r
      cross join lateral jsonb_to_recordset(r.problems) as p (kind text, value text, "placeKey" text, candidates jsonb)
    where r.regency_id = ${tx.regencyId} and r.import_id = ${importId} and r.state = 'bad' and p."placeKey" is not null
    group by 1 order by count(*) desc, 1 limit 100`.execute(tx.db)
  return rows.map(({ place_key: placeKey, ...question }) => ({ placeKey, ...question, candidates: question.candidates ?? [] }))
}

/** What people said headings of a source mean. */
export async function listRememberedHeadings(tx: Tx, sourceKey: string): Promise<ReadonlyMap<string, ImportField | null>> {
  const rows = await tx.db.selectFrom('registry.import_heading').select(['heading_key', 'field']).where('regency_id', '=', tx.regencyId)
    .where('source_key', '=', sourceKey).execute()
  return new Map(rows.map((row) => [row.heading_key, row.field as ImportField | null]))
}

/** Remembers what headings mean in lists of a source. */
export async function rememberHeadings(tx: Tx, sourceKey: string, said: ReadonlyMap<string, ImportField | null>): Promise<void> {
  if (said.size === 0) return
  await tx.db.insertInto('registry.import_heading').values([...said].map(([headingKey, field]) => ({
    regency_id: tx.regencyId, source_key: sourceKey, heading_key: headingKey, field, said_at: tx.now,
  }))).onConflict((conflict) => conflict.columns(['regency_id', 'source_key', 'heading_key']).doUpdateSet({
    field: (row) => row.ref('excluded.field'), said_at: tx.now,
  })).execute()
}

interface StoredImport {
  import_id: string
  area_id: number
  state: string
  refusal: string | null
  source_key: string
  as_of_on: string
  file_name: string
  file_sha256: Buffer
  sealed_file: string | null
  sheet: unknown
  columns: unknown
  relation_codes: string
  profile: unknown
  places: unknown
  header_from: number | null
  header_to: number | null
  rows_total: number
  rows_done: number
  counts: unknown
  result: unknown
  snapshot_id: string | null
  stored_at: Date | string | null
  uploaded_by: string | null
  uploaded_by_name: string
  uploaded_at: Date | string
  changed_at: Date | string
}

function toRecord(row: StoredImport): ImportRecord {
  const counts = row.counts as ImportCounts
  return {
    importId: row.import_id, areaId: row.area_id, state: row.state as ImportState, refusal: row.refusal, sourceKey: row.source_key, asOfOn: row.as_of_on,
    fileName: row.file_name, fileSha256: row.file_sha256, sealedFile: row.sealed_file, sheet: row.sheet as SheetFacts | null,
    columns: row.columns as readonly Column[], relationCodes: row.relation_codes as RelationCodes,
    profile: row.profile as RecognisedProfile | null, places: row.places as Record<string, number>,
    headerFrom: row.header_from, headerTo: row.header_to, rowsTotal: row.rows_total, rowsDone: row.rows_done,
    counts: 'good' in counts ? counts : null, result: row.result as StoredResult | null,
    snapshotId: row.snapshot_id, storedAt: row.stored_at === null ? null : new Date(row.stored_at),
    uploadedBy: row.uploaded_by, uploadedByName: row.uploaded_by_name, uploadedAt: new Date(row.uploaded_at), changedAt: new Date(row.changed_at),
  }
}
