import { writeXlsx } from 'hucre/xlsx'
import type { CellStyle, CellValue, WriteSheet } from 'hucre/xlsx'
import type { XlsxColumn, XlsxTable } from './xlsx-table.ts'

const formats: Readonly<Record<XlsxColumn['kind'], string>> = { text: '@', number: '#,##0', day: 'dd/mm/yyyy' }

// A workbook must say when it was changed; a fixed moment makes the same table the same file.
const unchanging = new Date('2000-01-01T00:00:00Z')

/** A workbook with one table: bold header that stays in sight, filter, texts as texts. Nothing in it is ever a formula. The same table gives the same bytes. */
export async function writeXlsxTable(table: XlsxTable): Promise<Buffer> {
  const rows: CellValue[][] = [
    table.columns.map((column) => column.header),
    ...table.rows.map((row) => table.columns.map((column, at) => valueOf(row[at] ?? null, column))),
  ]
  const lastCell = `${lettersOf(table.columns.length - 1)}${rows.length}`
  const sheet: WriteSheet = {
    name: sheetNameOf(table.name), rows, freezePane: { rows: 1 }, autoFilter: { range: `A1:${lastCell}` },
    columns: table.columns.map((column) => ({ width: column.width ?? 18, style: { numFmt: formats[column.kind] } })),
    cells: new Map(table.columns.map((column, at) => [`0,${at}`, { value: column.header, style: headerStyle }])),
  }
  return Buffer.from(await writeXlsx({ sheets: [sheet, ...notesOf(table)], properties: { created: unchanging, modified: unchanging } }))
}

const headerStyle: CellStyle = { font: { bold: true }, numFmt: '@', alignment: { wrapText: true, vertical: 'top' } }

function notesOf(table: XlsxTable): WriteSheet[] {
  if (table.notes === undefined) return []
  const rows = table.notes.lines.map((line) => [...line])
  return [{ name: sheetNameOf(table.notes.name), rows, columns: [{ width: 28, style: { numFmt: '@' } }, { width: 90, style: { numFmt: '@' } }] }]
}

function valueOf(value: string | number | null, column: XlsxColumn): CellValue {
  if (value === null || value === '') return null
  if (column.kind === 'day' && typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return new Date(`${value}T00:00:00Z`)
  return column.kind === 'text' ? String(value) : value
}

/** Spreadsheets allow 31 characters in a sheet's name, and not these. */
function sheetNameOf(name: string): string {
  return name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31).trim() || 'Data'
}

function lettersOf(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : lettersOf(Math.floor(column / 26) - 1) + lettersOf(column % 26)
}
