import type { Deps } from '#deps.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { textOf, type SheetRow } from '#platform/sheets/cell.ts'
import { readSheet } from '#platform/sheets/read-sheet.ts'
import { exportView } from './export.actions.ts'
import type { TracedExport } from './export.contract.ts'
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
}

/**
 * From which exports a file may come: by the number that stands in it, or, where somebody took that out, by the hidden marks of its rows. Works on a
 * part of the rows, in any order, in a workbook or a text, as long as names and addresses were copied as they are.
 */
export async function traceExport(
  deps: Pick<Deps, 'db' | 'keys' | 'regency'>, actor: Actor, bytes: Buffer,
): Promise<Result<{ rows: number; items: TracedExport[] }, { readonly kind: 'file_unreadable' }>> {
  const leaked = await readLeaked(bytes)
  if (leaked === undefined) return err({ kind: 'file_unreadable' })
  return deps.db.asActor(actor, async (tx) => {
    await auditRead(tx, { action: 'traceExport', subjectKind: 'export', subjectId: 'all', purpose: 'oversight', fields: ['exports'] })
    const records = await listExportRecords(tx, { whose: 'all', after: undefined, limit: comparedExports })
    const items = records.flatMap((record) => compare(deps, record, leaked).map((found) => ({ ...exportView(deps, record, actor), ...found })))
    return ok({ rows: leaked.rows, items: items.toSorted((left, right) => right.share - left.share) })
  })
}

function compare(deps: Pick<Deps, 'keys'>, record: ExportRecord, leaked: Leaked): Pick<TracedExport, 'foundBy' | 'marks' | 'share'>[] {
  const marks = leaked.marked.length
  const agreeing = agreement(leaked.marked, markOf(deps.keys, record.exportId))
  const share = marks === 0 ? 0 : agreeing / marks
  if (leaked.numbers.has(record.exportId)) return [{ foundBy: 'number', marks, share }]
  return isTraced(marks, agreeing) ? [{ foundBy: 'marks', marks, share }] : []
}

async function readLeaked(bytes: Buffer): Promise<Leaked | undefined> {
  const marked: MarkedRow[] = []
  const numbers = new Set<string>()
  let rows = 0
  let nameAt = 0
  const read = await readSheet(bytes, {
    onRows: (batch) => {
      for (const row of batch) {
        const cells = row.cells.map(textOf)
        rows += 1
        nameAt = headingOf(cells) ?? nameAt
        for (const number of numbersIn(row)) numbers.add(number)
        if (marked.length < comparedRows) marked.push(...markedRow(cells, nameAt))
      }
    },
  })
  return read.ok ? { rows, marked, numbers } : undefined
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
