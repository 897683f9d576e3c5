import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markTable, markWords, readWordsMark } from './batch-mark.rules.ts'

test.each(['Menumpang di dapur tetangga', 'Atap roboh.', 'Tinggal berdua (lansia)', 'Tiga anak, dst...', 'RT 02'])('%s carries either mark and stays the same sentence', (words) => {
  const [without, withStop] = [markWords(words, 0), markWords(words, 1)]
  expect([readWordsMark(without), readWordsMark(withStop)]).toEqual([0, 1])
  expect(withStop).toBe(`${without}.`)
})

test.each(['', '   ', 'Kenapa?', '...', 'Lihat foto:'])('"%s" carries none and is left alone', (words) => {
  expect([markWords(words, 0), markWords(words, 1), readWordsMark(words)]).toEqual([words, words, undefined])
})

test('only what is said of a family changes, by a full stop', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (pairs) => {
    const table = { name: 'BWI-1', columns: ['NIK', 'NAMA', 'KETERANGAN'].map((header) => ({ header, kind: 'text' as const })), rows: pairs.map(([name, words]) => ['0123', name, words]) }
    const marked = markTable({ fields: ['nik', 'name', 'reason'], table }, (name) => (name.length % 2 === 0 ? 0 : 1))
    expect(marked.columns).toBe(table.columns)
    expect(marked.rows.map((row) => row.slice(0, 2))).toEqual(table.rows.map((row) => row.slice(0, 2)))
    for (const [at, row] of marked.rows.entries()) expect(String(row[2]).replace(/[\s.]+$/, '')).toBe(String(table.rows[at]![2]).replace(/[\s.]+$/, ''))
  }))
  const bare = { name: 'x', columns: [{ header: 'NIK', kind: 'text' as const }], rows: [['0123']] }
  expect(markTable({ fields: ['nik'], table: bare }, () => 1)).toBe(bare)
})
