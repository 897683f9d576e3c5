import { isBlank, textOf, type Cell, type SheetRow } from '#platform/sheets/cell.ts'
import { meaningOfParts } from './heading.rules.ts'

/** Where the headings of a list stand, and what they say; rows from the file, both ends included. */
export interface Header {
  readonly fromRow: number
  /** The last row that belongs to the headings, a row of column numbers included. Data begins below. */
  readonly toRow: number
  /** Heading of each column, its rows joined with a blank. Empty where there is none. */
  readonly headings: readonly string[]
}

const searchedRows = 40
const highestHeader = 3
const longestHeading = 200
/** Share of the columns over which each of several rows of headings stretches; titles such as `Kecamatan: …` fill two. */
const leastFilled = 0.4

/**
 * Finds the headings among the first rows of a list: titles above them are passed over, headings on several rows (merged cells) are read
 * together, a row of column numbers below them belongs to them. Undefined when no row looks like headings.
 */
export function findHeader(rows: readonly SheetRow[]): Header | undefined {
  const top = rows.slice(0, searchedRows)
  let best: { score: number; at: number; height: number } | undefined
  for (let at = 0; at < top.length; at += 1) {
    for (let height = 1; height <= highestHeader && at + height <= top.length; height += 1) {
      const score = scoreOf(top.slice(at, at + height))
      if (score > (best?.score ?? 0)) best = { score, at, height }
    }
  }
  if (best !== undefined && best.score >= 1) return headerOf(rows, best.at, best.height)
  const fallback = top.findIndex(looksLikeHeadings)
  return fallback === -1 ? undefined : headerOf(rows, fallback, 1)
}

function headerOf(rows: readonly SheetRow[], at: number, height: number): Header | undefined {
  const span = rows.slice(at, at + height)
  const next = rows[at + height]
  const last = next !== undefined && isColumnNumbers(next.cells) ? next : span.at(-1)
  if (span[0] === undefined || last === undefined) return undefined
  return { fromRow: span[0].number, toRow: last.number, headings: headingsOf(span) }
}

/** Headings of each column, the rows of one heading joined. */
function headingsOf(span: readonly SheetRow[]): string[] {
  const width = Math.max(...span.map((row) => row.cells.length))
  return Array.from({ length: width }, (_, column) => {
    const parts = span.map((row) => textOf(row.cells[column]))
    return parts.filter((part, at) => part !== '' && part !== parts[at - 1]).join(' ').slice(0, longestHeading)
  })
}

/** How much the rows say about columns: each field once, less what does not look like a heading. */
function scoreOf(span: readonly SheetRow[]): number {
  const width = Math.max(...span.map((row) => row.cells.length))
  if (!span.every((row) => row.cells.every(mayBeHeading) && !isTitle(row.cells))) return 0
  if (span.length > 1 && span.some((row) => countFilled(row.cells) < width * leastFilled)) return 0
  const certain = new Set<string>()
  const likely = new Set<string>()
  for (let column = 0; column < width; column += 1) {
    const meaning = meaningOfParts(span.map((row) => textOf(row.cells[column])))
    if (meaning !== undefined) (meaning.confidence === 'certain' ? certain : likely).add(meaning.field)
  }
  return certain.size + [...likely].filter((field) => !certain.has(field)).length * 0.5 - (span.length - 1) * 0.3
}

function countFilled(cells: readonly Cell[]): number {
  return cells.filter((cell) => !isBlank(cell)).length
}

/** Data has long numbers, days and numbers with meaning; headings are words. */
function mayBeHeading(cell: Cell): boolean {
  if (isBlank(cell)) return true
  return typeof cell === 'string' && !/\d{5,}|^\s*:/.test(cell)
}

/** One text over half of the sheet or more, as merged titles are. */
function isTitle(cells: readonly Cell[]): boolean {
  const texts = cells.map(textOf).filter((text) => text !== '')
  return texts.length > 0 && new Set(texts).size === 1
}

function looksLikeHeadings(row: SheetRow): boolean {
  const texts = row.cells.filter((cell) => !isBlank(cell))
  return texts.length >= 2 && !isTitle(row.cells) && texts.every((cell) => typeof cell === 'string' && /\p{L}/u.test(cell) && !/\d{3,}/.test(cell))
}

/** `(1) (2) (3)` or `1 2 3` below the headings. */
function isColumnNumbers(cells: readonly Cell[]): boolean {
  const numbers = cells.filter((cell) => !isBlank(cell)).map((cell) => Number(textOf(cell).replaceAll(/[()]/g, '')))
  return numbers.length >= 3 && numbers.every((number, at) => number === (numbers[0] ?? 0) + at) && (numbers[0] ?? 9) <= 2
}
