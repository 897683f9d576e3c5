import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { isSheetError, type Cell, type SheetRow } from './cell.ts'
import { decode, delimiterOf, encodingOf } from './csv-text.ts'
import { SheetRefused, type SheetLimits } from './limits.ts'
import type { OpenSheet } from './open-sheet.ts'

/** Opens a delimited text: its encoding and delimiter are found out, every cell is a text. */
export function openCsv(bytes: Buffer, limits: SheetLimits): OpenSheet {
  const encoding = encodingOf(bytes)
  const text = decode(bytes, encoding)
  const delimiter = delimiterOf(text)
  const told = /^sep=[;,\t|]\r?\n/i.exec(text)?.[0] ?? ''
  return {
    facts: { kind: 'csv', sheetName: null, otherSheets: [], encoding, delimiter },
    rows: rowsOf(text.slice(told.length), { delimiter, limits, firstNumber: told === '' ? 1 : 2 }),
  }
}

async function* rowsOf(
  text: string, how: { delimiter: string; limits: SheetLimits; firstNumber: number },
): AsyncGenerator<SheetRow> {
  const parser = Readable.from(chunksOf(text)).pipe(parse({
    delimiter: how.delimiter, relax_quotes: true, relax_column_count: true, skip_empty_lines: false, max_record_size: 200_000,
  }))
  let number = how.firstNumber
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      if (record.length > how.limits.maxColumns) throw new SheetRefused('sheet_too_big')
      yield { number, cells: record.map(cellOf) }
      number += 1
    }
  } catch (error) {
    if (error instanceof CsvError) throw new SheetRefused('sheet_broken')
    throw error
  }
}

/** The parser takes its input piece by piece, so that its rows are handed on while it reads. */
function* chunksOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 65_536) yield text.slice(at, at + 65_536)
}

/** `="0012"` is how exporters keep a long number from being rounded: a text, not a computation. */
function cellOf(text: string): Cell {
  if (text === '') return null
  const kept = /^="([^"]*)"$/.exec(text)?.[1]
  if (kept !== undefined) return kept
  if (isSheetError(text)) return { error: text }
  return /^=[A-Za-z+\-(\d]/.test(text) ? { formula: true, value: null } : text
}
