import { writeXlsx } from 'hucre/xlsx'
import type { Cell as XlsxCell, CellValue, MergeRange } from 'hucre/xlsx'
import { problemSeverity, type ImportField, type ProblemKind } from '#modules/registry/import/field.contract.ts'
import type { ProfileKey } from '#modules/registry/import/profile/profile.rules.ts'

/** A value as it is put into a sample: text, number, a real date cell, or a formula with its result. */
export type Value = string | number | null | Date | { readonly formula: string; readonly result: CellValue }

/** One row of a sample with what must be said about it. */
export interface SampleRow {
  readonly values: readonly Value[]
  readonly kinds: readonly ProblemKind[]
}

export interface SampleColumn {
  /** One heading, or one for each row of headings. */
  readonly heading: string | readonly [string, string]
  readonly field: ImportField | null
}

export interface Sample {
  readonly file: string
  /** The layout as which it must be recognised. */
  readonly profile: ProfileKey
  readonly about: { readonly id: string; readonly en: string }
  /** The demo account that loads it. */
  readonly username: string
  readonly source: string
  readonly asOfOn: string
  readonly titles: readonly (readonly string[])[]
  readonly columns: readonly SampleColumn[]
  readonly hasColumnNumbers?: boolean
  readonly rows: readonly SampleRow[]
  readonly form: { readonly kind: 'xlsx'; readonly sheet: string; readonly mergedColumns?: readonly number[] } | {
    readonly kind: 'csv'; readonly delimiter: string; readonly encoding: 'utf-8' | 'windows-1252' | 'utf-16le'
  }
}

/** What the pipeline must make of a sample; see `samples/expected.json`. */
export interface Expectation {
  readonly about: Sample['about']
  readonly username: string
  readonly profile: ProfileKey
  readonly source: string
  readonly asOfOn: string
  readonly headerFrom: number
  readonly headerTo: number
  readonly fields: readonly (ImportField | null)[]
  readonly rows: number
  readonly good: number
  readonly warned: number
  readonly bad: number
  readonly kinds: Readonly<Record<string, number>>
}

const madeAt = new Date('2026-11-01T00:00:00Z')

/** What must come out of a sample, from what was put in. */
export function expectationOf(sample: Sample): Expectation {
  const headerFrom = sample.titles.length + 1
  const headings = headingRows(sample)
  const of = (row: SampleRow, severity: 'error' | 'warning'): boolean => row.kinds.some((kind) => problemSeverity[kind] === severity)
  const bad = sample.rows.filter((row) => of(row, 'error')).length
  const warned = sample.rows.filter((row) => !of(row, 'error') && of(row, 'warning')).length
  const kinds = new Map<string, number>()
  for (const row of sample.rows) for (const kind of new Set(row.kinds)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  const { about, username, profile, source, asOfOn } = sample
  return {
    about, username, profile, source, asOfOn, headerFrom, headerTo: headerFrom + headings.length - 1 + (sample.hasColumnNumbers === true ? 1 : 0),
    fields: sample.columns.map((column) => column.field), rows: sample.rows.length, good: sample.rows.length - bad - warned, warned, bad,
    kinds: Object.fromEntries([...kinds].toSorted(([one], [other]) => (one < other ? -1 : 1))),
  }
}

/** The bytes of a sample. */
export async function bytesOf(sample: Sample): Promise<Buffer> {
  return sample.form.kind === 'xlsx' ? xlsxOf(sample, sample.form) : csvOf(sample, sample.form)
}

function headingRows(sample: Sample): string[][] {
  const isDouble = sample.columns.some((column) => Array.isArray(column.heading))
  const top = sample.columns.map(({ heading }) => (typeof heading === 'string' ? heading : heading[0]))
  const bottom = sample.columns.map(({ heading }) => (typeof heading === 'string' ? '' : heading[1]))
  return isDouble ? [top, bottom] : [top]
}

async function xlsxOf(sample: Sample, form: Extract<Sample['form'], { kind: 'xlsx' }>): Promise<Buffer> {
  const width = sample.columns.length
  const headings = headingRows(sample)
  const numbers = sample.hasColumnNumbers === true ? [sample.columns.map((_, at) => `(${at + 1})`)] : []
  const lines: Value[][] = [...sample.titles.map((title) => [...title]), ...headings, ...numbers, ...sample.rows.map((row) => [...row.values])]
  const cells = new Map<string, Partial<XlsxCell>>()
  const rows = lines.map((line, row) => line.map((value, column) => plain(value, `${row},${column}`, cells)))
  const firstHeading = sample.titles.length
  const merges = [
    ...sample.titles.flatMap((title, row) => (title.length === 1 ? [{ startRow: row, endRow: row, startCol: 0, endCol: width - 1 }] : [])),
    ...headingMerges(sample, firstHeading), ...(form.mergedColumns ?? []).flatMap((column) => downMerges(rows, column, lines.length - sample.rows.length)),
  ]
  const sheet = { name: form.sheet, rows, merges, cells, columns: sample.columns.map(() => ({ width: 18 })) }
  return Buffer.from(await writeXlsx({ sheets: [sheet], properties: { created: madeAt, modified: madeAt } }))
}

function plain(value: Value, at: string, cells: Map<string, Partial<XlsxCell>>): CellValue {
  if (value instanceof Date) cells.set(at, { value, style: { numFmt: 'dd/mm/yyyy' } })
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  cells.set(at, { formula: value.formula, formulaResult: value.result })
  return value.result
}

/** Headings over two rows: equal neighbours of the upper row are one cell, a heading without a lower part stands on both rows. */
function headingMerges(sample: Sample, row: number): MergeRange[] {
  const merges: MergeRange[] = []
  sample.columns.forEach(({ heading }, column) => {
    if (typeof heading === 'string') {
      if (headingRows(sample).length === 2) merges.push({ startRow: row, endRow: row + 1, startCol: column, endCol: column })
      return
    }
    const isFirst = topOf(sample, column - 1) !== heading[0]
    const last = sample.columns.findLastIndex((_, other) => topOf(sample, other) === heading[0])
    if (isFirst && last > column) merges.push({ startRow: row, endRow: row, startCol: column, endCol: last })
  })
  return merges
}

function topOf(sample: Sample, column: number): string | undefined {
  const heading = sample.columns[column]?.heading
  return typeof heading === 'string' ? undefined : heading?.[0]
}

/** Equal values below each other in a column become one tall cell, as village lists do with the family card's number. */
function downMerges(rows: CellValue[][], column: number, firstRow: number): MergeRange[] {
  const merges: MergeRange[] = []
  for (let row = firstRow; row < rows.length;) {
    let last = row
    while (rows[last + 1]?.[column] === rows[row]?.[column] && rows[row]?.[column] != null) last += 1
    if (last > row) merges.push({ startRow: row, endRow: last, startCol: column, endCol: column })
    for (let below = row + 1; below <= last; below += 1) rows[below]![column] = null
    row = last + 1
  }
  return merges
}

const windows1252: Readonly<Record<string, number>> = { '–': 0x96, '’': 0x92, '“': 0x93, '”': 0x94 }

function csvOf(sample: Sample, form: Extract<Sample['form'], { kind: 'csv' }>): Buffer {
  const lines = [...sample.titles, ...headingRows(sample), ...sample.rows.map((row) => row.values.map(textOf))]
  const quote = (text: string): string => (text.includes(form.delimiter) || /["\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const text = `${lines.map((line) => line.map(quote).join(form.delimiter)).join('\r\n')}\r\n`
  if (form.encoding === 'utf-16le') return Buffer.from(`\ufeff${text}`, 'utf16le')
  if (form.encoding === 'utf-8') return Buffer.from(text)
  return Buffer.from(Array.from(text, (letter) => windows1252[letter] ?? letter.charCodeAt(0)))
}

function textOf(value: Value): string {
  if (value === null) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return typeof value === 'object' ? String(value.result) : String(value)
}
