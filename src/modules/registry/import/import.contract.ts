import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'
import { Confidence, ImportField, ProblemKind, RelationCodes, RowProblem } from './field.contract.ts'
import { profileKeys } from './profile/profile.rules.ts'

/** A list's way: its file is here, is being read, its columns wait to be confirmed, its rows are checked, wait, are stored. */
export const ImportState = z.enum(['uploaded', 'reading', 'mapped', 'checking', 'checked', 'saving', 'confirmed', 'undone', 'failed', 'cancelled'])
export type ImportState = z.infer<typeof ImportState>

export const RowState = z.enum(['read', 'good', 'warned', 'bad', 'stored'])
export type RowState = z.infer<typeof RowState>

const Count = z.int().min(0)

/** Rows by what becomes of them. `warned` are good too; good + warned + bad = all rows. */
export const ImportCounts = z.object({
  good: Count, warned: Count, bad: Count,
  /** What storing will do: people that are added, changed, only confirmed. */
  new: Count, changed: Count, same: Count,
  /** Families named by the rows that will be stored. */
  families: Count,
  /** Rows with a problem, by kind; a row may have several. */
  kinds: z.partialRecord(ProblemKind, Count),
}).meta({ id: 'ImportCounts' })
export type ImportCounts = Readonly<z.infer<typeof ImportCounts>>

export const ImportSummary = z.object({
  importId: z.uuid(),
  fileName: z.string(),
  sourceKey: z.string(),
  sourceName: z.string(),
  /** The date for which the list holds. */
  asOfOn: z.iso.date(),
  state: ImportState,
  /** Why it failed, or was not stored, in the reader's language. */
  refusal: z.object({ kind: z.string(), text: z.string() }).nullable(),
  areaId: z.int(),
  areaName: z.string(),
  rowsTotal: Count,
  /** Rows done of what is under way. */
  rowsDone: Count,
  counts: ImportCounts.nullable(),
  uploadedByName: z.string(),
  uploadedAt: z.iso.datetime(),
}).meta({ id: 'ImportSummary' })
export type ImportSummary = Readonly<z.infer<typeof ImportSummary>>

export const ImportColumn = z.object({
  heading: z.string(),
  field: ImportField.nullable(),
  confidence: Confidence.nullable(),
  /** The first three different values that stand in it. */
  samples: z.array(z.string()),
}).meta({ id: 'ImportColumn' })
export type ImportColumn = Readonly<z.infer<typeof ImportColumn>>

/** Words for a village that nobody but a person can settle, with everything that may be meant. */
export const PlaceQuestion = z.object({
  placeKey: z.string(),
  written: z.string(),
  kind: ProblemKind,
  rows: Count,
  candidates: z.array(z.object({ areaId: z.int(), label: z.string() })),
}).meta({ id: 'PlaceQuestion' })
export type PlaceQuestion = Readonly<z.infer<typeof PlaceQuestion>>

export const ImportResult = z.object({
  new: Count, changed: Count, same: Count, familiesNew: Count, familiesChanged: Count,
  firstFamilies: z.array(z.object({ familyId: z.uuid(), headName: z.string(), areaName: z.string(), members: Count })),
}).meta({ id: 'ImportResult' })
export type ImportResult = Readonly<z.infer<typeof ImportResult>>

export const ImportDetail = ImportSummary.extend({
  sheet: z.object({ kind: z.enum(['xlsx', 'csv']), sheetName: z.string().nullable(), otherSheets: z.array(z.string()), encoding: z.string(), delimiter: z.string().nullable() }).nullable(),
  headerFrom: z.int().nullable(),
  headerTo: z.int().nullable(),
  columns: z.array(ImportColumn),
  relationCodes: RelationCodes,
  /** The layout that it has, how sure (0–100), and the headings that told; null while it is not read. */
  profile: z.object({ key: z.enum(profileKeys), name: z.string(), score: z.int().min(0).max(100), because: z.array(z.string()) }).nullable(),
  placeQuestions: z.array(PlaceQuestion),
  /** Kinds of problems that occur, the most frequent first; `label` in the reader's language. */
  kinds: z.array(z.object({ kind: ProblemKind, label: z.string(), isError: z.boolean(), rows: Count })),
  result: ImportResult.nullable(),
  /** Until when the stored list can be taken back; null when it cannot. */
  undoableUntil: z.iso.datetime().nullable(),
}).meta({ id: 'ImportDetail' })
export type ImportDetail = Readonly<z.infer<typeof ImportDetail>>

export const ImportRow = z.object({
  rowNumber: z.int(),
  state: RowState,
  outcome: z.enum(['new', 'changed', 'same']).nullable(),
  /** The text of each cell, corrections applied. */
  cells: z.array(z.string()),
  /** Who carries the row's NIK in the registry, where that is somebody else. */
  carrier: z.object({
    personId: z.uuid(), name: z.string(), sex: z.enum(['male', 'female']).nullable(), birthOn: z.iso.date().nullable(), nikMasked: z.string(), areaName: z.string(),
  }).nullable(),
  /** Columns that a person corrected. */
  corrected: z.array(z.int()),
  /** Errors first; `text` says it in the reader's language. */
  problems: z.array(RowProblem.extend({ text: z.string(), isError: z.boolean() })),
}).meta({ id: 'ImportRow' })
export type ImportRow = Readonly<z.infer<typeof ImportRow>>

const ImportId = z.object({ importId: z.uuid() })
const RowId = ImportId.extend({ rowNumber: z.coerce.number().int().min(1).max(1_000_000) })
const Changed = z.object({ importId: z.uuid(), state: ImportState })
const Corrected = z.object({ rows: Count })

const access = 'registry.list.import'

/** Why a file is no list; each says what to do. */
export const sheetRefusals = {
  sheet_old_excel: 422, sheet_locked: 422, sheet_kind_unknown: 422, sheet_too_big: 422, sheet_too_many_rows: 422, sheet_broken: 422, sheet_empty: 422,
  sheet_too_slow: 422,
} as const
/** Why a list that is on its way cannot do this now. */
const stateRefusals = { list_busy: 409, list_settled: 409, list_changed: 409 } as const

export const importOperations = {
  listImportSources: {
    method: 'GET', path: '/api/registry/import-sources', access, summary: 'The registers that a list may come from',
    ok: z.object({ sources: z.array(z.object({ key: z.string(), name: z.string() })) }),
  },
  downloadImportTemplate: {
    method: 'GET', path: '/api/registry/import-template', access, summary: 'An empty list (XLSX) with the headings that are understood', file: true, ok: z.null(),
  },
  uploadList: {
    method: 'POST', path: '/api/registry/imports', access, summary: 'Upload a list (XLSX or CSV, at most 25 MB); reading starts at once',
    query: z.object({ fileName: z.string().trim().min(1).max(200), source: z.string().max(60), asOfOn: z.iso.date() }),
    raw: { maxBytes: 25_000_000 }, ok: z.object({ importId: z.uuid() }), status: 201,
    refusals: { ...sheetRefusals, source_unknown: 422, list_date_in_future: 422, list_already_loaded: 409 },
  },
  listImports: {
    method: 'GET', path: '/api/registry/imports', access, summary: 'Lists of the own area, the latest first',
    query: z.object({ after: z.string().max(100).optional() }), ok: z.object({ items: z.array(ImportSummary), next: z.string().nullable() }),
  },
  getImport: {
    method: 'GET', path: '/api/registry/imports/:importId', access, summary: 'A list with its columns, counts and open questions', params: ImportId, ok: ImportDetail,
  },
  setImportColumns: {
    method: 'PUT', path: '/api/registry/imports/:importId/columns', access, summary: 'Say what each column means; checking starts at once', params: ImportId,
    body: z.object({ fields: z.array(ImportField.nullable()).max(250), relationCodes: RelationCodes }), ok: Changed,
    refusals: { ...stateRefusals, name_column_missing: 422, column_meaning_twice: 422, columns_do_not_fit: 422 },
  },
  listImportRows: {
    method: 'GET', path: '/api/registry/imports/:importId/rows', access, summary: 'Rows by their number, with what is wrong with them; the reading is logged',
    params: ImportId,
    query: z.object({
      state: z.enum(['good', 'warned', 'bad', 'stored']).optional(), kind: ProblemKind.optional(), after: z.coerce.number().int().min(0).max(1_000_000).default(0),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    ok: z.object({ items: z.array(ImportRow), next: z.string().nullable() }),
  },
  correctImportCell: {
    method: 'POST', path: '/api/registry/imports/:importId/rows/:rowNumber/corrections', access, params: RowId,
    summary: 'Correct one cell, or every cell of its column that says the same and was refused for the same reason',
    body: z.object({ column: z.int().min(0).max(249), value: z.string().max(500), applyToSame: z.boolean().default(false) }), ok: Corrected, refusals: stateRefusals,
  },
  answerImportPlace: {
    method: 'POST', path: '/api/registry/imports/:importId/places', access, summary: 'Say which village is meant by the words of a question, for all rows with them',
    params: ImportId, body: z.object({ placeKey: z.string().min(1).max(300), areaId: z.int() }), ok: Corrected, refusals: { ...stateRefusals, village_unknown: 422 },
  },
  downloadBadRows: {
    method: 'GET', path: '/api/registry/imports/:importId/bad-rows', access, params: ImportId, file: true, ok: z.null(),
    summary: 'The refused rows (XLSX) with the reasons in an added column; the reading is logged', refusals: { no_bad_rows: 404 },
  },
  confirmImport: {
    method: 'POST', path: '/api/registry/imports/:importId/confirmation', access, summary: 'Store every good row, all or nothing', params: ImportId, ok: Changed,
    refusals: { ...stateRefusals, no_good_rows: 409, list_already_loaded: 409 },
  },
  undoImport: {
    method: 'POST', path: '/api/registry/imports/:importId/undoing', access, params: ImportId, ok: Changed,
    summary: 'Take a stored list back within the time for it: what it added goes, what it replaced returns',
    refusals: { list_not_stored: 409, list_undo_too_late: 409, list_built_upon: 409 },
  },
  cancelImport: {
    method: 'POST', path: '/api/registry/imports/:importId/cancellation', access, summary: 'Give a list up; its rows are deleted', params: ImportId, ok: Changed,
    refusals: stateRefusals,
  },
} as const satisfies Operations
