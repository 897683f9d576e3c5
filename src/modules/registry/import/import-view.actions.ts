import type { Deps } from '#deps.ts'
import { messages, problems, refusalText } from '#web/i18n/index.ts'
import { findSource } from '#modules/registry/source/source.rules.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import type { FileAnswer } from '#platform/http/call.ts'
import type { Language } from '#platform/http/texts.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { textOf } from '#platform/sheets/cell.ts'
import { writeXlsxTable } from '#platform/sheets/write-xlsx.ts'
import { maskNik } from '#modules/registry/person/nik.rules.ts'
import { problemSeverity, type ProblemKind } from './field.contract.ts'
import { listRows, type StoredRow } from './import-row.store.ts'
import type { ImportColumn, ImportDetail, ImportResult, ImportRow, ImportSummary } from './import.contract.ts'
import { findImport, listImportRecords, listPlaceQuestions, type ImportRecord } from './import.store.ts'
import { findKnownByNik, findNiks, listFamilySummaries } from './link.store.ts'
import { problemText, type RowTexts } from './problem-text.rules.ts'
import { correctedCells, openCells, openCorrections } from './sealed-row.load.ts'
import { templateTable } from './template.rules.ts'
import { undoableUntil } from './undo-import.rules.ts'

const listsAtOnce = 30
const sampledRows = 30
const shownSamples = 3
const xlsxMediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

type NotFound = { readonly kind: 'not_found' }

/** One page of the lists of the actor's area, the latest first. */
export async function listImports(
  deps: Deps, actor: Actor, asked: { after?: string | undefined; language: Language },
): Promise<{ items: ImportSummary[]; next: string | null }> {
  const after = cursorOf(asked.after)
  const records = await deps.db.asActor(actor, (tx) => listImportRecords(tx, { limit: listsAtOnce + 1, ...(after && { after }) }))
  const page = records.slice(0, listsAtOnce)
  const last = records.length > listsAtOnce ? page.at(-1) : undefined
  return { items: page.map((record) => summaryOf(deps, record, asked.language)), next: last === undefined ? null : `${last.uploadedAt.toISOString()}~${last.importId}` }
}

function cursorOf(text: string | undefined): { at: Date; importId: string } | undefined {
  const [at, importId] = (text ?? '').split('~')
  if (at === undefined || importId === undefined || Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(importId)) return undefined
  return { at: new Date(at), importId }
}

function summaryOf(deps: Deps, record: ImportRecord, language: Language): ImportSummary {
  const { importId, fileName, sourceKey, asOfOn, state, refusal, areaId, rowsTotal, rowsDone, counts, uploadedByName } = record
  return {
    importId, fileName, sourceKey, sourceName: findSource(deps.regency, sourceKey)?.name ?? sourceKey, asOfOn, state, areaId,
    refusal: refusal === null ? null : { kind: refusal, text: refusalText(language, { kind: refusal }) },
    areaName: deps.regency.areas.byId.get(areaId)?.name ?? '', rowsTotal, rowsDone, counts, uploadedByName, uploadedAt: record.uploadedAt.toISOString(),
  }
}

/** A list with what its columns hold, what is open, and what came of it. */
export async function getImport(deps: Deps, actor: Actor, asked: { importId: string; language: Language }): Promise<Result<ImportDetail, NotFound>> {
  return deps.db.asActor(actor, async (tx) => {
    const record = await findImport(tx, asked.importId)
    if (record === undefined) return err({ kind: 'not_found' as const })
    const { sheet, headerFrom, headerTo, relationCodes, profile } = record
    return ok({
      ...summaryOf(deps, record, asked.language), headerFrom, headerTo, relationCodes, profile: profile === null ? null : { ...profile, because: [...profile.because] },
      sheet: sheet === null ? null : { ...sheet, otherSheets: [...sheet.otherSheets] },
      columns: await columnsOf(deps, tx, record),
      placeQuestions: record.state === 'checked' ? [...(await listPlaceQuestions(tx, asked.importId))] : [],
      kinds: kindsOf(record, asked.language),
      result: await resultOf(deps, tx, record),
      undoableUntil: openUntil(deps, record),
    })
  })
}

/** Nothing any more once the time is over. */
function openUntil(deps: Deps, record: ImportRecord): string | null {
  const until = undoableUntil(deps.regency, record)
  return until !== null && until > deps.clock.now() ? until.toISOString() : null
}

function kindsOf(record: ImportRecord, language: Language): ImportDetail['kinds'] {
  const labels = problems(language).importKinds
  const counted = Object.entries(record.counts?.kinds ?? {}) as [ProblemKind, number][]
  return counted.map(([kind, rows]) => ({ kind, label: labels[kind], isError: problemSeverity[kind] === 'error', rows }))
    .toSorted((one, other) => other.rows - one.rows || one.label.localeCompare(other.label))
}

/** Samples are opened when somebody looks, which is logged, and kept nowhere. */
async function columnsOf(deps: Deps, tx: Tx, record: ImportRecord): Promise<ImportColumn[]> {
  const mayBeCorrected = record.state === 'mapped' || record.state === 'checked'
  const rows = mayBeCorrected ? await listRows(tx, record.importId, { after: 0, limit: sampledRows }) : []
  if (rows.length > 0) await auditRead(tx, readOf(record, 'getImport'))
  const cells = rows.map((row) => openCells(deps.keys, row.cellsSealed).map(textOf))
  return record.columns.map((column, at) => ({
    ...column, samples: [...new Set(cells.map((row) => (row[at] ?? '').slice(0, 80)))].filter((text) => text !== '').slice(0, shownSamples),
  }))
}

async function resultOf(deps: Deps, tx: Tx, record: ImportRecord): Promise<ImportResult | null> {
  if (record.result === null) return null
  const { firstFamilyIds, ...counts } = record.result
  const families = await listFamilySummaries(tx, firstFamilyIds)
  if (families.length > 0) await auditRead(tx, readOf(record, 'getImport'))
  return {
    ...counts,
    firstFamilies: families.map(({ areaId, ...family }) => ({ ...family, areaName: deps.regency.areas.byId.get(areaId)?.name ?? '' })),
  }
}

export interface RowsAsked {
  readonly importId: string
  readonly language: Language
  readonly state?: 'good' | 'warned' | 'bad' | 'stored' | undefined
  readonly kind?: ProblemKind | undefined
  readonly after: number
  readonly limit: number
}

/** One page of rows, opened for the one who mends them; that is logged. */
export async function listImportRows(deps: Deps, actor: Actor, asked: RowsAsked): Promise<Result<{ items: ImportRow[]; next: string | null }, NotFound>> {
  return deps.db.asActor(actor, async (tx) => {
    const record = await findImport(tx, asked.importId)
    if (record === undefined) return err({ kind: 'not_found' as const })
    const { state, kind, after, limit } = asked
    const rows = await listRows(tx, asked.importId, { after, limit: limit + 1, ...(state && { states: [state] }), ...(kind && { kind }) })
    await auditRead(tx, readOf(record, 'listImportRows'))
    const page = rows.slice(0, limit)
    const carriers = await findCarriers(deps, tx, page)
    const last = rows.length > limit ? page.at(-1) : undefined
    return ok({ items: page.map((row) => ({ ...rowView(deps, row, { record, texts: rowTexts(asked.language) }), carrier: carriers.get(row.rowNumber) ?? null })), next: last === undefined ? null : `${last.rowNumber}` })
  })
}

function readOf(record: ImportRecord, action: string): Parameters<typeof auditRead>[1] {
  return { action, subjectKind: 'import', subjectId: record.importId, areaId: record.areaId, purpose: 'list_check', fields: ['nik', 'card', 'name', 'address'] }
}

function rowTexts(language: Language): RowTexts {
  return { problems: problems(language).importProblems, fields: messages(language).importList.fields }
}

/** For rows whose NIK is somebody else's: that person, as far as the actor may see them, to compare both sides. */
async function findCarriers(deps: Deps, tx: Tx, rows: readonly StoredRow[]): Promise<ReadonlyMap<number, NonNullable<ImportRow['carrier']>>> {
  const conflicts = rows.filter((row) => row.nikMac !== null && row.problems.some((problem) => problem.kind === 'person_conflict'))
  const found = await findKnownByNik(tx, conflicts.flatMap((row) => row.nikMac ?? []), new Map())
  const numbers = await findNiks(tx, [...found.values()].flat().map((known) => known.personId))
  return new Map(conflicts.flatMap((row): [number, NonNullable<ImportRow['carrier']>][] => {
    const known = found.get(row.nikMac?.toString('hex') ?? '')?.[0]
    const nik = numbers.get(known?.personId ?? '')
    if (known === undefined || nik === undefined) return []
    const { personId, name, sex, birthOn, areaId } = known
    return [[row.rowNumber, { personId, name, sex, birthOn, nikMasked: maskNik(nik), areaName: deps.regency.areas.byId.get(areaId)?.name ?? '' }]]
  }))
}

function rowView(deps: Deps, row: StoredRow, given: { record: ImportRecord; texts: RowTexts }): Omit<ImportRow, 'carrier'> {
  const { columns } = given.record
  const corrections = openCorrections(deps.keys, row.correctionsSealed)
  const cells = correctedCells(openCells(deps.keys, row.cellsSealed), corrections)
  return {
    rowNumber: row.rowNumber, state: row.state, outcome: row.outcome, cells: columns.map((_, at) => textOf(cells[at])),
    corrected: Object.keys(corrections).map(Number),
    problems: [...row.problems, ...row.listProblems]
      .map((problem) => ({ ...problem, text: problemText(given.texts, problem, columns), isError: problemSeverity[problem.kind] === 'error' }))
      .toSorted((one, other) => Number(other.isError) - Number(one.isError)),
  }
}

/** The refused rows as a workbook that can be mended and uploaded again: as they came, with row number and reasons beside; that is logged. */
export async function downloadBadRows(
  deps: Deps, actor: Actor, asked: { importId: string; language: Language },
): Promise<Result<FileAnswer, NotFound | { kind: 'no_bad_rows' }>> {
  return deps.db.asActor(actor, async (tx) => {
    const record = await findImport(tx, asked.importId)
    if (record === undefined) return err({ kind: 'not_found' as const })
    const rows = await listBadRows(tx, record.importId)
    if (rows.length === 0) return err({ kind: 'no_bad_rows' as const })
    await auditRead(tx, readOf(record, 'downloadBadRows'))
    const m = problems(asked.language).importFiles
    const texts = rowTexts(asked.language)
    const bytes = await writeXlsxTable({
      name: m.badRowsSheet,
      columns: [...record.columns.map((column, at) => ({ header: column.heading || m.columnNumber({ number: at + 1 }), kind: 'text' as const })),
        { header: m.rowColumn, kind: 'number' as const, width: 8 }, { header: m.reasonColumn, kind: 'text' as const, width: 80 }],
      rows: rows.map((row) => {
        const view = rowView(deps, row, { record, texts })
        return [...view.cells, view.rowNumber, view.problems.map((problem) => problem.text).join('; ')]
      }),
    })
    return ok({ bytes, mediaType: xlsxMediaType, fileName: `${m.badRowsFile}-${record.fileName.replace(/\.[^.]*$/, '')}.xlsx` })
  })
}

async function listBadRows(tx: Tx, importId: string): Promise<readonly StoredRow[]> {
  const rows: StoredRow[] = []
  for (let after = 0; ;) {
    const page = await listRows(tx, importId, { states: ['bad'], after, limit: 1_000 })
    const last = page.at(-1)
    if (last === undefined) return rows
    rows.push(...page)
    after = last.rowNumber
  }
}

/** An empty list with every heading that is understood, and a sheet that explains them. */
export async function downloadImportTemplate(language: Language): Promise<FileAnswer> {
  const m = problems(language).importFiles
  return { bytes: await writeXlsxTable(templateTable(m)), mediaType: xlsxMediaType, fileName: `${m.templateFile}.xlsx` }
}
