import { SheetRefused } from './limits.ts'

/** A rectangle of cells joined into one; rows and columns from 0, both ends included. */
export interface Merge {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** What lies in a worksheet beside its values. */
export interface SheetScan {
  readonly rows: number
  readonly filledRows: number
  /** Rows with at least three values: what makes a sheet a table. */
  readonly wideRows: number
  /** Row (from 0) → columns (from 0) whose value is computed. */
  readonly formulas: ReadonlyMap<number, readonly number[]>
  readonly merges: readonly Merge[]
}

const longestTag = 65_536
const maxMerges = 100_000
const widthOfTable = 3
const tagPattern = /<(?:\w+:)?(row|c|f|v|is|mergeCell)\b([^<>]*)>/g

/** Finds formulas, merged cells and filled rows in the XML of a worksheet while it passes by. */
export function createSheetScan(): { readonly take: (chunk: Buffer) => void; readonly scan: SheetScan } {
  const formulas = new Map<number, number[]>()
  const merges: Merge[] = []
  const scan = { rows: 0, filledRows: 0, wideRows: 0, formulas, merges }
  const at = { row: -1, column: -1, values: 0 }
  let carried = ''

  function take(chunk: Buffer): void {
    const text = carried + chunk.toString('latin1')
    for (const [, tag, attributes] of text.matchAll(tagPattern)) visit(tag ?? '', attributes ?? '')
    carried = unfinishedTag(text)
    if (carried.length > longestTag) throw new SheetRefused('sheet_broken')
  }

  function visit(tag: string, attributes: string): void {
    if (tag === 'row') startRow(attributes)
    else if (tag === 'c') startCell(attributes)
    else if (tag === 'f') noteFormula()
    else if (tag === 'mergeCell') noteMerge(attributes)
    else noteValue()
  }

  function startRow(attributes: string): void {
    const number = /(?:^|\s)r="(\d+)"/.exec(attributes)?.[1]
    at.row = number === undefined ? at.row + 1 : Number(number) - 1
    at.column = -1
    at.values = 0
    scan.rows += 1
  }

  function startCell(attributes: string): void {
    const letters = /(?:^|\s)r="([A-Za-z]{1,3})\d+"/.exec(attributes)?.[1]
    at.column = letters === undefined ? at.column + 1 : columnOf(letters)
  }

  function noteFormula(): void {
    const columns = formulas.get(at.row) ?? []
    columns.push(at.column)
    formulas.set(at.row, columns)
  }

  function noteValue(): void {
    at.values += 1
    if (at.values === 1) scan.filledRows += 1
    if (at.values === widthOfTable) scan.wideRows += 1
  }

  function noteMerge(attributes: string): void {
    const range = /ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/.exec(attributes)
    if (range === null) return
    if (merges.length === maxMerges) throw new SheetRefused('sheet_too_big')
    const [, left = '', top = '', right = '', bottom = ''] = range
    merges.push({ top: Number(top) - 1, left: columnOf(left), bottom: Number(bottom) - 1, right: columnOf(right) })
  }

  return { take, scan }
}

function unfinishedTag(text: string): string {
  const open = text.lastIndexOf('<')
  return open === -1 || text.includes('>', open) ? '' : text.slice(open)
}

/** Letters of a column to its number from 0: A → 0, AA → 26. */
function columnOf(letters: string): number {
  let column = 0
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}
