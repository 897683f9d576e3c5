import { err, ok, type Result } from '#platform/result.ts'
import { textOf, type SheetRow } from '#platform/sheets/cell.ts'
import type { SheetRefusal } from '#platform/sheets/limits.ts'
import { readSheet } from '#platform/sheets/read-sheet.ts'
import { compileForm, type CompileProblem, type FormSheets } from './compile.rules.ts'
import { formLimits, type CompiledForm } from './form.contract.ts'
import type { FormRow } from './form-row.rules.ts'

export type WorkbookRefused =
  | SheetRefusal
  | { readonly kind: 'form_sheet_missing'; readonly sheet: string }
  | { readonly kind: 'form_invalid'; readonly problems: readonly CompileProblem[] }

const sheetNames = ['survey', 'choices', 'settings'] as const

/** Reads and compiles an XLSForm workbook. */
export async function readFormWorkbook(bytes: Uint8Array): Promise<Result<CompiledForm, WorkbookRefused>> {
  const sheets: Partial<Record<keyof FormSheets, readonly FormRow[]>> = {}
  for (const name of sheetNames) {
    const read = await readRows(bytes, name)
    if (!read.ok && read.error.kind === 'sheet_empty') return err({ kind: 'form_sheet_missing', sheet: name })
    if (!read.ok) return read
    sheets[name] = read.value
  }
  const compiled = compileForm(sheets as FormSheets)
  return compiled.ok ? compiled : err({ kind: 'form_invalid', problems: compiled.error })
}

async function readRows(bytes: Uint8Array, sheet: string): Promise<Result<readonly FormRow[], SheetRefusal>> {
  const rows: SheetRow[] = []
  const read = await readSheet(bytes, {
    sheet, limits: { maxFileBytes: formLimits.fileBytes, maxRows: 5_000, maxUnpackedBytes: 20_000_000, maxSeconds: 20 },
    onRows: (batch) => void rows.push(...batch),
  })
  if (!read.ok) return read
  const [header, ...rest] = rows
  const headings = (header?.cells ?? []).map((cell) => textOf(cell))
  return ok(rest.map((row) => rowOf(row, headings)))
}

function rowOf(row: SheetRow, headings: readonly string[]): FormRow {
  const cells = headings.flatMap((heading, column): [string, string][] => {
    const text = textOf(row.cells[column])
    return heading === '' || text === '' ? [] : [[heading, text]]
  })
  return { number: row.number, cells: Object.fromEntries(cells) }
}
