/** A day cell of a spreadsheet: a number that the sheet shows as a date. */
export interface DayCell {
  /** `YYYY-MM-DD` */
  readonly day: string
}

/** A cell whose value was computed by the spreadsheet when it was last saved. */
export interface FormulaCell {
  readonly formula: true
  readonly value: PlainCell
}

/** A cell in which the spreadsheet shows an error (`#REF!`). */
export interface ErrorCell {
  readonly error: string
}

export type PlainCell = string | number | boolean | DayCell | null

/** One cell as it lies in the file: a text stays a text and a number a number, because a long number has already lost digits. */
export type Cell = PlainCell | FormulaCell | ErrorCell

/** One row of a sheet; `number` is what the spreadsheet shows beside it, from 1. */
export interface SheetRow {
  readonly number: number
  readonly cells: readonly Cell[]
}

const sheetErrors = new Set(['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A', '#SPILL!', '#CALC!', '#GETTING_DATA'])

/** Whether a text is one of the errors that spreadsheets show. */
export function isSheetError(text: string): boolean {
  return sheetErrors.has(text)
}

/** Whether the cell's value was computed. */
export function isFormula(cell: Cell): cell is FormulaCell {
  return cell !== null && typeof cell === 'object' && 'formula' in cell
}

/** Whether the cell shows an error. */
export function isErrorCell(cell: Cell): cell is ErrorCell {
  return cell !== null && typeof cell === 'object' && 'error' in cell
}

/** Whether the cell is a day. */
export function isDayCell(cell: Cell): cell is DayCell {
  return cell !== null && typeof cell === 'object' && 'day' in cell
}

/** Whether nothing is written in the cell. */
export function isBlank(cell: Cell | undefined): boolean {
  if (cell === null || cell === undefined) return true
  return typeof cell === 'string' ? cell.trim() === '' : false
}

// Nearly every cell is such a text already, and there are many cells.
const plainText = /^[!-~]+(?: [!-~]+)*$/

/** What a person sees in the cell: on one line, without the blanks around it and without control characters. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return plainText.test(cell) ? cell : cell.toWellFormed().replaceAll(/[\s\p{C}]+/gu, ' ').trim()
  if (typeof cell === 'number') return plainNumber(cell)
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  if (isErrorCell(cell)) return cell.error
  if (isFormula(cell)) return textOf(cell.value)
  return cell.day
}

/** A number with all its digits: 1234051203900001, never 1.234051203900001e15. */
function plainNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return BigInt(value).toString()
  return String(value)
}
