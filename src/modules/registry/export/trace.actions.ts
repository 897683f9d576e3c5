import type { Deps } from '#deps.ts'
import { batchNumberIn, findMarkedColumns, guessMarkedColumns, markedRow as markedRowOfBatch, traceCopies, type MarkedColumns } from '#modules/registry/batch/batch-trace.rules.ts'
import { listTakenCopies, type TakenCopy } from '#modules/registry/batch/batch-trace.store.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { textOf, type SheetRow } from '#platform/sheets/cell.ts'
import { readSheet } from '#platform/sheets/read-sheet.ts'
import { exportView } from './export.actions.ts'
import type { TracedCopy, TracedExport } from './export.contract.ts'
import { agreement, isTraced, readMark, type MarkedRow } from './export.rules.ts'
import { listExportRecords, type ExportRecord } from './export.store.ts'
import { markOf } from './mark.rules.ts'

/** Rows whose marks are compared: more would only cost time. */
const comparedRows = 200
const comparedExports = 5_000

/** What was read of a file that turned up somewhere. */
interface Leaked {
  readonly rows: number
  readonly marked: readonly MarkedRow[]
  /** Everything that may hold an export's number: its visible mark. */
  readonly numbers: ReadonlySet<string>
  /** The same of a file for the ministry: marks of its rows, and the batches that its references name. */
  readonly batch: { readonly marked: readonly MarkedRow[]; readonly batchNumbers: ReadonlySet<string> }
}

/**
 * From which exports a file may come: by the number that stands in it, or, where somebody took that out, by the hidden marks of its rows. Works on a
 * part of the rows, in any order, in a workbook or a text, as long as names and addresses were copied as they are.
 */
export async function traceExport(
  deps: Pick<Deps, 'db' | 'keys' | 'regency'>, actor: Actor, bytes: Buffer,
): Promise<Result<{ rows: number; items: TracedExport[]; copies: TracedCopy[] }, { readonly kind: 'file_unreadable' }>> {
  const leaked = await readLeaked(bytes, deps.regency.proposals.layouts)
  if (leaked === undefined) return err({ kind: 'file_unreadable' })
  return deps.db.asActor(actor, async (tx) => {
    await auditRead(tx, { action: 'traceExport', subjectKind: 'export', subjectId: 'all', purpose: 'oversight', fields: ['exports'] })
    const records = await listExportRecords(tx, { whose: 'all', after: undefined, limit: comparedExports })
    const items = records.flatMap((record) => compare(deps, record, leaked).map((found) => ({ ...exportView(deps, record, actor), ...found })))
    const copies = matchCopies(deps, await listTakenCopies(tx, comparedExports), leaked)
    return ok({ rows: leaked.rows, items: items.toSorted((left, right) => right.share - left.share), copies })
  })
}

function compare(deps: Pick<Deps, 'keys'>, record: ExportRecord, leaked: Leaked): Pick<TracedExport, 'foundBy' | 'marks' | 'share'>[] {
  const marks = leaked.marked.length
  const agreeing = agreement(leaked.marked, markOf(deps.keys, record.exportId))
  const share = marks === 0 ? 0 : agreeing / marks
  if (leaked.numbers.has(record.exportId)) return [{ foundBy: 'number', marks, share }]
  return isTraced(marks, agreeing) ? [{ foundBy: 'marks', marks, share }] : []
}

function matchCopies(deps: Pick<Deps, 'keys'>, taken: readonly TakenCopy[], leaked: Leaked): TracedCopy[] {
  const byId = new Map(taken.map(({ at, ...copy }) => [copy.downloadId, { ...copy, at: at.toISOString() }]))
  const matches = traceCopies(taken, leaked.batch, (downloadId) => markOf(deps.keys, downloadId))
  return matches.map((match) => ({ ...byId.get(match.downloadId)!, ...match })).toSorted((left, right) => right.share - left.share)
}

type Layouts = Deps['regency']['proposals']['layouts']

async function readLeaked(bytes: Buffer, layouts: Layouts): Promise<Leaked | undefined> {
  const found = { marked: [] as MarkedRow[], numbers: new Set<string>(), batch: { marked: [] as MarkedRow[], batchNumbers: new Set<string>() } }
  let rows = 0
  let nameAt = 0
  let columns: MarkedColumns | undefined
  const read = await readSheet(bytes, {
    onRows: (slice) => {
      for (const row of slice) {
        const cells = row.cells.map(textOf)
        rows += 1
        nameAt = headingOf(cells) ?? nameAt
        const headings = findMarkedColumns(layouts, cells)
        columns = headings ?? columns ?? guessMarkedColumns(layouts, cells.length)
        take(found, row, { nameAt, columns: headings === undefined ? columns : undefined })
      }
    },
  })
  return read.ok ? { rows, ...found } : undefined
}

interface Finding {
  readonly marked: MarkedRow[]
  readonly numbers: Set<string>
  readonly batch: { readonly marked: MarkedRow[]; readonly batchNumbers: Set<string> }
}

function take({ marked, numbers, batch }: Finding, row: SheetRow, at: { nameAt: number; columns: MarkedColumns | undefined }): void {
  const cells = row.cells.map(textOf)
  for (const number of numbersIn(row)) numbers.add(number)
  for (const number of cells.flatMap((cell) => batchNumberIn(cell) ?? [])) batch.batchNumbers.add(number)
  if (marked.length < comparedRows) marked.push(...markedRow(cells, at.nameAt))
  if (at.columns !== undefined && batch.marked.length < comparedRows) batch.marked.push(...markedRowOfBatch(cells, at.columns))
}

/** Where names stand, when the row is the heading. */
function headingOf(cells: readonly string[]): number | undefined {
  const at = cells.findIndex((cell) => /^(nama|name)$/i.test(cell.trim()))
  return at === -1 ? undefined : at
}

function numbersIn(row: SheetRow): readonly string[] {
  return row.cells.flatMap((cell) => textOf(cell).match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [])
}

function markedRow(cells: readonly string[], nameAt: number): MarkedRow[] {
  const name = cells[nameAt] ?? ''
  const mark = cells.map(readMark).find((found) => found !== undefined)
  return name === '' || mark === undefined ? [] : [{ name, mark }]
}
