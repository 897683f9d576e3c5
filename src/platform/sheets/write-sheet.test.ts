import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readXlsx } from 'hucre/xlsx'
import type { SheetRow } from './cell.ts'
import { readSheet } from './read-sheet.ts'
import { writeCsvTable } from './write-csv.ts'
import { writeXlsxTable } from './write-xlsx.ts'

async function read(bytes: Uint8Array): Promise<readonly SheetRow[]> {
  const rows: SheetRow[] = []
  await readSheet(bytes, { onRows: (batch) => void rows.push(...batch) })
  return rows
}

describe('a written workbook', () => {
  const table = {
    name: 'Baris [keliru]?',
    columns: [{ header: 'NIK', kind: 'text' }, { header: 'Desil', kind: 'number' }, { header: 'Lahir', kind: 'day' }, { header: 'Sebab', kind: 'text', width: 60 }],
    rows: [['0510051203900001', -2, '1990-03-12', '=HYPERLINK("http://x")'], ['3510051203900002', 10, 'kemarin', null]],
    notes: { name: 'Keterangan', lines: [['Sumber', 'SIKS-NG']] },
  } as const

  test('gives back what was put in: texts with every digit, numbers, days, and no formula', async () => {
    const rows = await read(await writeXlsxTable(table))
    expect(rows.map((row) => row.cells)).toEqual([
      ['NIK', 'Desil', 'Lahir', 'Sebab'],
      ['0510051203900001', -2, { day: '1990-03-12' }, '=HYPERLINK("http://x")'],
      ['3510051203900002', 10, 'kemarin'],
    ])
  })

  test('has a bold header that stays, a filter, text cells for numbers of identity, and its notes', async () => {
    const book = await readXlsx(await writeXlsxTable(table), { readStyles: true })
    const [sheet, notes] = book.sheets
    expect(sheet?.name).toBe('Baris  keliru')
    expect(sheet?.freezePane?.rows).toBe(1)
    expect(sheet?.autoFilter?.range).toBe('A1:D3')
    expect(sheet?.cells?.get('0,0')?.style?.font?.bold).toBe(true)
    expect(sheet?.cells?.get('1,0')?.style?.numFmt).toBe('@')
    expect(notes?.rows).toEqual([['Sumber', 'SIKS-NG']])
  })
})

describe('a written delimited text', () => {
  test('has no cell that a spreadsheet would compute, and leaves numbers alone', async () => {
    const text = writeCsvTable(['Nama', 'Nilai'], [['=1+1', -5], ['@x', null], ['Siti; Aminah', 2]]).toString('utf8')
    expect(text).toBe('\ufeffNama;Nilai\r\n\'=1+1;-5\r\n\'@x;\r\n"Siti; Aminah";2\r\n')
  })
})

/** How formulas begin in the spreadsheets of this world, also in full-width signs and behind what hides. */
const starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '\t=', ' =', '"=', "'=", ';=', '|', '%']
const calls = ['1+1', 'cmd|\' /C calc\'!A0', 'HYPERLINK("http://jahat.example","klik")', 'IMPORTXML("http://jahat.example","//a")', 'WEBSERVICE("http://jahat.example")', 'SUM(A1:A9)', 'DDE("cmd";"/C calc";"x")']

describe('what is written', () => {
  test('is never a live formula: 500 ways to begin one, in both kinds of file, and they come back as they were', async () => {
    const payloads = fc.sample(fc.tuple(fc.constantFrom(...starts), fc.constantFrom(...calls), fc.string({ maxLength: 12 })).map((parts) => parts.join('')), { numRuns: 500, seed: 20261126 })
    const rows = payloads.map((payload) => [payload, '0510051203900001', -2])
    const columns = [{ header: 'Ket', kind: 'text' }, { header: 'NIK', kind: 'text' }, { header: 'Nilai', kind: 'number' }] as const
    const workbook = await read(await writeXlsxTable({ name: 'Data', columns, rows }))
    expect(workbook).toHaveLength(501)
    // A cell that is a formula would come back as `{ formula: true }`.
    for (const row of workbook) expect(row.cells.every((cell) => cell === null || typeof cell !== 'object')).toBe(true)
    expect(workbook.slice(1).map((row) => row.cells.slice(1))).toEqual(rows.map(([, nik, value]) => [nik, value]))

    const lines = await read(writeCsvTable(['Ket', 'NIK', 'Nilai'], rows))
    expect(lines).toHaveLength(501)
    for (const line of lines.slice(1)) {
      expect(String(line.cells[0])).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
      expect(line.cells.slice(1)).toEqual(['0510051203900001', '-2'])
    }
  })
})
