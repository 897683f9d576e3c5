import type { BatchField } from '#modules/people/regency/regency.contract.ts'
import type { XlsxTable } from '#platform/sheets/xlsx-table.ts'

/** The table of a batch as it was frozen, with what each column holds. */
export interface FrozenTable {
  readonly fields: readonly (BatchField | null)[]
  readonly table: XlsxTable
}

const endings = /[\s.]+$/

/** One of two equally good ways of ending a sentence; which one a row gets is the copy's hidden mark. What ends otherwise stays as it is. */
export function markWords(words: string, mark: 0 | 1): string {
  const plain = words.replace(endings, '')
  if (!carriesMark(plain)) return words
  return mark === 1 ? `${plain}.` : plain
}

/** The mark that words carry; undefined when they have nothing to carry one. */
export function readWordsMark(words: string): 0 | 1 | undefined {
  const trimmed = words.trim()
  if (!carriesMark(trimmed.replace(endings, ''))) return undefined
  return trimmed.endsWith('.') ? 1 : 0
}

function carriesMark(words: string): boolean {
  return /[\p{L}\d)]$/u.test(words)
}

/** A copy of a batch with its own marks: what is said of each family ends with a full stop or without. No column, number or name changes. */
export function markTable({ fields, table }: FrozenTable, markOf: (name: string) => 0 | 1): XlsxTable {
  const [nameAt, wordsAt] = [fields.indexOf('name'), fields.indexOf('reason')]
  if (nameAt === -1 || wordsAt === -1) return table
  const rows = table.rows.map((row) => row.map((cell, at) => (
    at === wordsAt && typeof cell === 'string' ? markWords(cell, markOf(String(row[nameAt] ?? ''))) : cell)))
  return { ...table, rows }
}
