import { isErrorCell, isFormula, textOf, type Cell } from '#platform/sheets/cell.ts'
import type { ImportField, RelationCodes, RowProblem } from './field.contract.ts'
import type { ReadPlace, WrittenPlace } from './place.rules.ts'
import { isNothing } from './value.rules.ts'

/** What is the same for every row of a list. */
export interface RowContext {
  readonly columns: ReadonlyMap<ImportField, number>
  readonly headings: readonly string[]
  /** The same as they are compared (`headingKey`): made once, because every row is held against them. */
  readonly headingKeys: readonly string[]
  readonly relationCodes: RelationCodes
  /** Keys of the regency's programmes: what a list says of others is only kept as it came. */
  readonly programmeKeys: ReadonlySet<string>
  /** `YYYY-MM-DD` in the regency. */
  readonly today: string
  readonly readPlace: (place: WrittenPlace) => ReadPlace
}

/** One row while its cells are read; what is wrong is collected on the way. */
export interface RowReading {
  readonly context: RowContext
  /** The cell of a field with its formula taken off; null when the list has no such column or the cell shows an error. */
  readonly cell: (field: ImportField) => Cell
  /** Its text; empty also where it only says that there is nothing. */
  readonly text: (field: ImportField) => string
  readonly has: (field: ImportField) => boolean
  readonly report: (field: ImportField | null, problem: Omit<RowProblem, 'column'>) => void
}

/** Starts on a row; `problems` fills while it is read. Formulas and errors in a cell are said once, the first time it is looked at. */
export function startReading(cells: readonly Cell[], context: RowContext, problems: RowProblem[]): RowReading {
  const seen = new Set<ImportField>()
  const columnOf = (field: ImportField | null): number | null => (field === null ? null : context.columns.get(field) ?? null)
  const report: RowReading['report'] = (field, problem) => problems.push({ ...problem, column: columnOf(field) })

  function cell(field: ImportField): Cell {
    const found = cells[columnOf(field) ?? -1] ?? null
    const isFirst = !seen.has(field)
    seen.add(field)
    if (isErrorCell(found)) {
      if (isFirst) report(field, { kind: 'cell_error', value: found.error })
      return null
    }
    if (!isFormula(found)) return found
    if (isFirst) report(field, { kind: found.value === null ? 'formula_without_value' : 'formula' })
    return found.value
  }

  function text(field: ImportField): string {
    const words = textOf(cell(field))
    return isNothing(words) ? '' : words
  }

  return { context, cell, text, has: (field) => context.columns.has(field), report }
}

/** The beginning of a text, which is enough to know the cell again. */
export function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
