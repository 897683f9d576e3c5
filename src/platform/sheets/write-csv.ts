import { stringify } from 'csv-stringify/sync'

/** Delimited text that opens rightly in spreadsheets of this country: semicolons, byte order mark, no cell that could become a formula. */
export function writeCsvTable(columns: readonly string[], rows: readonly (readonly (string | number | null)[])[]): Buffer {
  const text = stringify([columns, ...rows].map((row) => [...row]), {
    delimiter: ';', bom: true, escape_formulas: true, record_delimiter: 'windows', cast: { number: String },
  })
  return Buffer.from(text, 'utf8')
}
