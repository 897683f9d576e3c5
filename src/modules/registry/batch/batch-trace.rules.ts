import type { RegisterLayout } from '#modules/people/regency/regency.contract.ts'
import { agreement, isTraced, type MarkedRow } from '#modules/registry/export/export.rules.ts'
import { readWordsMark } from './batch-mark.rules.ts'

/** Where names stand in a file for the ministry, and where what is said of each family. */
export interface MarkedColumns {
  readonly nameAt: number
  readonly wordsAt: number
}

type Layouts = readonly Pick<RegisterLayout, 'columns'>[]

/** The columns by a row of headings; undefined when it is none of a layout's. */
export function findMarkedColumns(layouts: Layouts, cells: readonly string[]): MarkedColumns | undefined {
  const tidy = cells.map((cell) => cell.trim().toUpperCase())
  for (const { columns } of layouts) {
    const headerOf = (field: 'name' | 'reason'): string | undefined => columns.find((column) => column.field === field)?.header.toUpperCase()
    const [nameAt, wordsAt] = [tidy.indexOf(headerOf('name') ?? '\0'), tidy.indexOf(headerOf('reason') ?? '\0')]
    if (nameAt !== -1 && wordsAt !== -1) return { nameAt, wordsAt }
  }
  return undefined
}

/** The columns of a file without headings, when it is as wide as a layout. */
export function guessMarkedColumns(layouts: Layouts, width: number): MarkedColumns | undefined {
  const layout = layouts.find(({ columns }) => columns.length === width)
  const at = (field: 'name' | 'reason'): number => layout?.columns.findIndex((column) => column.field === field) ?? -1
  return at('name') === -1 || at('reason') === -1 ? undefined : { nameAt: at('name'), wordsAt: at('reason') }
}

/** The row's mark by its name; nothing where a row carries none. */
export function markedRow(cells: readonly string[], { nameAt, wordsAt }: MarkedColumns): MarkedRow[] {
  const [name = '', words = ''] = [cells[nameAt]?.trim(), cells[wordsAt]]
  const mark = readWordsMark(words)
  return name === '' || mark === undefined ? [] : [{ name, mark }]
}

/** The number of the batch that a row's reference names; undefined when the cell is no reference. */
export function batchNumberIn(cell: string): string | undefined {
  return /^(\S+-\d{4}-\d{2}-\d+)-\d{1,6}$/.exec(cell.normalize('NFKC').trim().toUpperCase())?.[1]
}

/** A copy that somebody took, as far as it is compared. */
export interface ComparedCopy {
  readonly downloadId: string
  readonly number: string
}

export interface CopyMatch {
  readonly downloadId: string
  readonly foundBy: 'number' | 'marks'
  readonly marks: number
  readonly share: number
}

/** From which copies a file may come: those whose marks it carries; where none of a batch's does, all copies of the batch that its references name. */
export function traceCopies(
  copies: readonly ComparedCopy[], leaked: { readonly marked: readonly MarkedRow[]; readonly batchNumbers: ReadonlySet<string> }, markOf: (downloadId: string) => (name: string) => 0 | 1,
): readonly CopyMatch[] {
  const marks = leaked.marked.length
  const compared = copies.map((copy) => {
    const agreeing = agreement(leaked.marked, markOf(copy.downloadId))
    return { ...copy, isSure: isTraced(marks, agreeing), share: marks === 0 ? 0 : agreeing / marks }
  })
  const sure = new Set(compared.filter((copy) => copy.isSure).map((copy) => copy.number))
  return compared.flatMap(({ downloadId, number, isSure, share }): CopyMatch[] => {
    if (isSure) return [{ downloadId, foundBy: 'marks', marks, share }]
    return leaked.batchNumbers.has(number.toUpperCase()) && !sure.has(number) ? [{ downloadId, foundBy: 'number', marks, share }] : []
  })
}
