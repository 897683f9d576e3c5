import { streamXlsxRows } from 'hucre/xlsx'
import { isBlank, isSheetError, type Cell, type PlainCell, type SheetRow } from './cell.ts'
import { SheetRefused, type SheetLimits } from './limits.ts'
import type { OpenSheet } from './open-sheet.ts'
import { createSheetScan, type Merge, type SheetScan } from './sheet-scan.ts'
import { listSheets, type WorkbookSheet } from './workbook.ts'
import { guardZip } from './zip-guard.ts'

const listingParts = new Set(['xl/workbook.xml', 'xl/_rels/workbook.xml.rels'])
const maxListingBytes = 4_000_000

/** Opens a workbook after the guard has unpacked it once; the sheet of the given name is read, or else the fullest of the visible ones. */
export async function openXlsx(bytes: Buffer, limits: SheetLimits, name?: string): Promise<OpenSheet> {
  const { sheets, scans } = await survey(bytes, limits)
  const { index, sheet, scan } = name === undefined ? fullestSheet(sheets, scans) : namedSheet(sheets, scans, name)
  if (scan.filledRows > limits.maxRows) throw new SheetRefused('sheet_too_many_rows')
  const otherSheets = sheets.filter((other) => other !== sheet && !other.hidden).map((other) => other.name)
  return {
    facts: { kind: 'xlsx', sheetName: sheet.name, otherSheets, encoding: 'utf-8', delimiter: null },
    rows: rowsOf(bytes, { index, scan, limits }),
  }
}

async function survey(bytes: Buffer, limits: SheetLimits): Promise<{ sheets: readonly WorkbookSheet[]; scans: ReadonlyMap<string, SheetScan> }> {
  const listing = new Map<string, Buffer[]>()
  const scans = new Map<string, SheetScan>()
  await guardZip(bytes, limits, (name) => {
    if (listingParts.has(name)) return collectInto(listing, name)
    if (!/^xl\/worksheets\/[^/]+\.xml$/.test(name)) return undefined
    const { take, scan } = createSheetScan()
    scans.set(name, scan)
    return take
  })
  const texts = new Map([...listing].map(([name, chunks]) => [name, Buffer.concat(chunks).toString('utf8')]))
  return { sheets: listSheets(texts), scans }
}

function collectInto(listing: Map<string, Buffer[]>, name: string): (chunk: Buffer) => void {
  const chunks: Buffer[] = []
  let size = 0
  listing.set(name, chunks)
  return (chunk) => {
    size += chunk.length
    if (size > maxListingBytes) throw new SheetRefused('sheet_too_big')
    chunks.push(chunk)
  }
}

function namedSheet(
  sheets: readonly WorkbookSheet[], scans: ReadonlyMap<string, SheetScan>, name: string,
): { index: number; sheet: WorkbookSheet; scan: SheetScan } {
  const index = sheets.findIndex((sheet) => sheet.name.trim().toLowerCase() === name)
  const [sheet, scan] = [sheets[index], scans.get(sheets[index]?.part ?? '')]
  if (sheet === undefined || scan === undefined) throw new SheetRefused('sheet_empty')
  return { index, sheet, scan }
}

function fullestSheet(
  sheets: readonly WorkbookSheet[], scans: ReadonlyMap<string, SheetScan>,
): { index: number; sheet: WorkbookSheet; scan: SheetScan } {
  const candidates = sheets.flatMap((sheet, index) => {
    const scan = scans.get(sheet.part)
    return scan === undefined || sheet.hidden || scan.filledRows === 0 ? [] : [{ index, sheet, scan }]
  })
  const [first, ...others] = candidates
  if (first === undefined) throw new SheetRefused('sheet_empty')
  return others.reduce((best, next) => (isFuller(next.scan, best.scan) ? next : best), first)
}

function isFuller(one: SheetScan, other: SheetScan): boolean {
  return one.wideRows > other.wideRows || (one.wideRows === other.wideRows && one.filledRows > other.filledRows)
}

async function* rowsOf(bytes: Buffer, what: { index: number; scan: SheetScan; limits: SheetLimits }): AsyncGenerator<SheetRow> {
  const fill = createMergeFill(what.scan.merges, what.limits.maxColumns)
  let seen = 0
  try {
    for await (const row of streamXlsxRows(bytes, { sheet: what.index })) {
      seen += 1
      const computed = new Set(what.scan.formulas.get(row.index))
      const cells = withoutBlankEnd(row.values.map((value, column) => cellOf(value, computed.has(column))))
      if (cells.length > what.limits.maxColumns) throw new SheetRefused('sheet_too_big')
      if (cells.length > 0) yield { number: row.index + 1, cells: fill(row.index, cells) }
    }
    // A lenient parser stops in the middle of a damaged sheet without a word; a row must never be lost like that.
    if (seen !== what.scan.rows) throw new SheetRefused('sheet_broken')
  } catch (error) {
    throw error instanceof SheetRefused ? error : new SheetRefused('sheet_broken')
  }
}

function cellOf(value: string | number | boolean | Date | null, computed: boolean): Cell {
  const plain = plainOf(value)
  if (typeof plain === 'string' && isSheetError(plain)) return { error: plain }
  return computed ? { formula: true, value: plain } : plain
}

function plainOf(value: string | number | boolean | Date | null): PlainCell {
  if (!(value instanceof Date)) return value
  return Number.isNaN(value.getTime()) ? null : { day: value.toISOString().slice(0, 10) }
}

function withoutBlankEnd(cells: readonly Cell[]): Cell[] {
  const last = cells.findLastIndex((cell) => !isBlank(cell))
  return cells.slice(0, last + 1)
}

/** Gives every cell of a merged rectangle the value of its first cell, as the eye reads it. Rows must come from top to bottom. */
function createMergeFill(merges: readonly Merge[], maxColumns: number): (row: number, cells: Cell[]) => Cell[] {
  const waiting = merges.filter((merge) => merge.right < maxColumns).toSorted((one, other) => other.top - one.top)
  let open: { merge: Merge; value: Cell }[] = []
  return (row, cells) => {
    open = open.filter(({ merge }) => merge.bottom >= row)
    for (let next = waiting.at(-1); next !== undefined && next.top <= row; next = waiting.at(-1)) {
      waiting.pop()
      if (next.bottom >= row) open.push({ merge: next, value: next.top === row ? cells[next.left] ?? null : null })
    }
    for (const { merge, value } of open) spread(cells, merge, value)
    return cells
  }
}

function spread(cells: Cell[], merge: Merge, value: Cell): void {
  if (isBlank(value)) return
  while (cells.length <= merge.right) cells.push(null)
  for (let column = merge.left; column <= merge.right; column += 1) {
    if (isBlank(cells[column])) cells[column] = value
  }
}
