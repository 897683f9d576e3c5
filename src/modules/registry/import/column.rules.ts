import { isBlank, isDayCell, textOf, type Cell } from '#platform/sheets/cell.ts'
import type { Confidence, ImportField, RelationCodes } from './field.contract.ts'
import { headingKey, meaningOfHeading } from './heading.rules.ts'
import type { Profile } from './profile/profile.rules.ts'

/** One column as it is offered for checking. */
export interface Column {
  readonly heading: string
  readonly field: ImportField | null
  readonly confidence: Confidence | null
}

export interface ColumnClues {
  readonly headings: readonly string[]
  /** Some rows of data, to look at when a heading says nothing. */
  readonly rows: readonly (readonly Cell[])[]
  /** Heading key → what a person said it means in lists of this source; null: nothing. */
  readonly remembered: ReadonlyMap<string, ImportField | null>
  /** Heading key → what it means in this regency. */
  readonly own: ReadonlyMap<string, ImportField | null>
  /** What headings mean in lists of this layout. */
  readonly profile: Pick<Profile, 'headings'>
}

const order: readonly Confidence[] = ['remembered', 'certain', 'likely', 'guess']

/** What each column means. A field is given to one column only: the surest, and of equals the first. */
export function recogniseColumns(clues: ColumnClues): readonly Column[] {
  const width = Math.max(clues.headings.length, ...clues.rows.map((row) => row.length), 0)
  const columns = Array.from({ length: width }, (_, at) => byHeading(clues.headings[at] ?? '', clues))
  const settled = eachFieldOnce(columns)
  return eachFieldOnce(settled.map((column, at) => {
    if (column.field !== null || column.confidence !== null) return column
    const field = guessByValues(clues.rows.map((row) => row[at] ?? null), settled)
    return field === undefined ? column : { ...column, field, confidence: 'guess' }
  }))
}

function byHeading(heading: string, { remembered, own, profile }: ColumnClues): Column {
  const key = headingKey(heading)
  const told = remembered.get(key)
  if (told !== undefined && heading !== '') return { heading, field: told, confidence: 'remembered' }
  const known = own.has(key) ? own.get(key) : profile.headings[key]
  if (known !== undefined && heading !== '') return { heading, field: known, confidence: 'certain' }
  const meaning = meaningOfHeading(heading) ?? meaningOfEnd(heading)
  return { heading, field: meaning?.field ?? null, confidence: meaning?.confidence ?? null }
}

/** A heading joined from several rows (`Identitas Nama`) may be known by its last word only. */
function meaningOfEnd(heading: string): { field: ImportField; confidence: Confidence } | undefined {
  const words = heading.split(' ')
  const meaning = words.length > 1 && words.length <= 4 ? meaningOfHeading(words.at(-1) ?? '') : undefined
  return meaning?.confidence === 'certain' ? { field: meaning.field, confidence: 'likely' } : undefined
}

function eachFieldOnce(columns: readonly Column[]): readonly Column[] {
  const holder = new Map<ImportField, number>()
  columns.forEach((column, at) => {
    if (column.field === null) return
    const rival = columns[holder.get(column.field) ?? -1]
    if (rival === undefined || rank(column) < rank(rival)) holder.set(column.field, at)
  })
  return columns.map((column, at) => (column.field === null || holder.get(column.field) === at ? column : { ...column, field: null, confidence: null }))
}

function rank(column: Column): number {
  return column.confidence === null ? order.length : order.indexOf(column.confidence)
}

/** What most values of a column look like, among the fields that no heading claims. */
function guessByValues(cells: readonly Cell[], columns: readonly Column[]): ImportField | undefined {
  const filled = cells.filter((cell) => !isBlank(cell))
  if (filled.length < 3) return undefined
  const free = (field: ImportField): boolean => columns.every((column) => column.field !== field)
  const most = (looks: (cell: Cell) => boolean): boolean => filled.filter(looks).length >= filled.length * 0.8
  if (most((cell) => /^\d{16}$/.test(textOf(cell)))) return guessNumber(filled, free)
  if (free('birthOn') && free('birthPlaceAndDay') && most((cell) => isDayCell(cell) || /^\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}$/.test(textOf(cell)))) return 'birthOn'
  if (free('sex') && most((cell) => /^(L|P|LAKI.*|PEREMPUAN)$/i.test(textOf(cell)))) return 'sex'
  return undefined
}

/** Numbers that repeat are family cards; numbers that do not are people. */
function guessNumber(filled: readonly Cell[], free: (field: ImportField) => boolean): ImportField | undefined {
  const distinct = new Set(filled.map(textOf)).size
  if (distinct <= filled.length * 0.7 && free('card')) return 'card'
  return free('nik') ? 'nik' : undefined
}

/** Whether enough is known to read people from the list: somebody's name must have a column. */
export function isReadable(fields: readonly (ImportField | null)[]): boolean {
  return fields.includes('name') || fields.includes('headName')
}

/**
 * Whose numbers a relation column uses. Code 3 is a wife for the civil registry and a child for the statistics office: when some of those
 * with code 3 are men, it is the latter. Words need no codes, so they give the civil registry.
 */
export function guessRelationCodes(rows: readonly { readonly relation: string; readonly isMale: boolean }[]): RelationCodes {
  const threes = rows.filter(({ relation }) => /^0?3$/.test(relation))
  const men = threes.filter(({ isMale }) => isMale).length
  return threes.length > 0 && men > threes.length * 0.15 ? 'statistics' : 'civil_registry'
}
