import { expect, test } from 'vitest'
import { batchTable, type SentFamily } from './batch-table.rules.ts'

const family: SentFamily = {
  reference: 'BWI-2026-12-1-0001', kind: 'in', card: null, nik: '0510155203900011', name: 'Sumiati', address: 'Jl. Melati 4', hamlet: 'Krajan', rt: 3, rw: null,
  village: 'Kemiren', villageCode: '35.10.15.2004', district: 'Glagah', members: 4, criteria: ['Lantai tanah', 'Tanpa jamban'], reason: 'Atap\nbocor', decree: '188/1',
  decreeOn: '2026-11-25',
}
const of = { families: [family], name: 'BWI-2026-12-1', notes: { name: 'Keterangan', lines: [] }, kinds: { in: 'masuk', out: 'keluar', correction: 'pembetulan' } }

test('the file has the columns of the layout, in its order and under its headings, and everything in it is a text', () => {
  const columns = [{ field: 'rt', header: 'RT' }, { field: 'nik', header: 'NIK' }, { field: 'reference', header: 'NO REF' }, { field: 'reason', header: 'KET' }] as const
  const table = batchTable({ columns: [...columns] }, of)
  expect(table.columns.map((column) => [column.header, column.kind])).toEqual([['RT', 'text'], ['NIK', 'text'], ['NO REF', 'text'], ['KET', 'text']])
  expect(table.rows).toEqual([['003', '0510155203900011', 'BWI-2026-12-1-0001', 'Atap bocor']])
})

test('a regency adds columns of its own, the system\'s words for the kinds, and its way to write days', () => {
  const columns = [
    { field: null, header: 'KODE PROVINSI', always: '35' }, { field: null, header: 'KOSONG' }, { field: 'kind', header: 'JENIS' }, { field: 'decreeOn', header: 'TGL SK' },
  ] as const
  const table = batchTable({ columns: [...columns], kindWords: { in: 'USUL BARU', out: 'USUL HAPUS', correction: 'PERBAIKAN' }, dayFormat: 'DD/MM/YYYY' }, of)
  expect(table.rows).toEqual([['35', null, 'USUL BARU', '25/11/2026']])
  expect(batchTable({ columns: [...columns] }, { ...of, families: [{ ...family, decreeOn: null }] }).rows).toEqual([['35', null, 'masuk', null]])
})
