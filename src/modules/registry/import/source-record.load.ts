import type { JsonObject } from '#platform/json.ts'
import type { Keys } from '#platform/keys.ts'
import { textOf } from '#platform/sheets/cell.ts'
import type { Column } from './column.rules.ts'
import { closedFields } from './field.contract.ts'
import { openCells, openCorrections } from './sealed-row.load.ts'

export interface RecordParts {
  readonly raw: JsonObject
  readonly sealed: Buffer | null
}

/** Under this name the corrections of a row stand beside what came; no heading has it. */
const correctionsKey = '=corrections'

/**
 * A row as it is kept for ever: by heading, as it came, corrections beside it. What may identify or is sensitive is closed: the columns of
 * such fields, and any cell with a long number, whatever its column says. The key is that of the person whom the row is about.
 */
export function sourceRecordOf(
  keys: Keys, row: { cellsSealed: Buffer; correctionsSealed: Buffer | null; personId: string }, columns: readonly Column[],
): RecordParts {
  const names = columnNames(columns)
  const open: Record<string, string> = {}
  const closed: Record<string, string> = {}
  openCells(keys, row.cellsSealed).forEach((cell, at) => {
    const text = textOf(cell)
    if (text !== '') (isClosed(text, columns[at]) ? closed : open)[names[at] ?? `${at + 1}`] = text
  })
  const corrections = Object.entries(openCorrections(keys, row.correctionsSealed)).map(([at, text]): [string, string] => [names[Number(at)] ?? at, text])
  const isHidden = corrections.some(([, text]) => hasLongNumber(text)) || Object.keys(closed).some((name) => corrections.some(([corrected]) => corrected === name))
  const noted = corrections.length === 0 ? {} : { [correctionsKey]: Object.fromEntries(corrections) }
  const secret = { ...closed, ...(isHidden && noted) }
  return { raw: { ...open, ...(!isHidden && noted) }, sealed: Object.keys(secret).length === 0 ? null : keys.sealFor(row.personId, JSON.stringify(secret)) }
}

function isClosed(text: string, column: Column | undefined): boolean {
  return (column?.field != null && closedFields.has(column.field)) || hasLongNumber(text)
}

function hasLongNumber(text: string): boolean {
  return /\d{9,}/.test(text.replaceAll(/[\s.-]/g, ''))
}

/** A name for each column: its heading, numbered where it repeats or is missing. */
function columnNames(columns: readonly Column[]): readonly string[] {
  const seen = new Map<string, number>()
  return columns.map(({ heading }, at) => {
    const name = heading === '' ? `${at + 1}` : heading
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}
