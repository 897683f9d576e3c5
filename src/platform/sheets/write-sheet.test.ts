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
