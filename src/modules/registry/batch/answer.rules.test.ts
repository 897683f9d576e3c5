import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAnswers, readHeader, type AnswerFacts } from './answer.rules.ts'
import { batchNumber, rowOfReference, rowReference } from './batch-number.rules.ts'

const answers = {
  reference: ['NO REFERENSI'], nik: ['NIK'], outcome: ['HASIL', 'STATUS'], reason: ['CATATAN'], decile: ['DESIL'], accepted: ['DITERIMA'], rejected: ['DITOLAK'],
}
const number = 'BWI-2026-12-1'
const nik = '3510155203900011'
const facts: AnswerFacts = { number, answers, answered: new Set([4]), rowCount: 5, rowOfNik: (asked) => (asked === nik ? 3 : undefined) }
const header = readHeader(['No. Referensi', 'NIK', 'Hasil', 'Catatan', 'Desil'], answers)!

describe('a header of answers', () => {
  test.each([
    ['by the reference', ['NO REFERENSI', 'HASIL'], true], ['by the NIK', ['NIK', 'Nama', 'Status'], true], ['not without an outcome', ['NIK', 'NAMA'], false],
    ['not without anything to find a row by', ['NAMA', 'HASIL'], false], ['not in a title', ['Hasil usulan bulan Desember'], false],
  ])('is known %s', (_name, cells, isHeader) => {
    expect(readHeader(cells, answers) !== undefined).toBe(isHeader)
  })
})

describe('a line of answers', () => {
  const ref = (row: number): string => rowReference(number, row)
  test.each<[string, readonly string[], object]>([
    ['is accepted by its reference', [ref(1), '', 'Diterima', '', '2'], { rowNo: 1, outcome: 'accepted', decile: 2, problem: null }],
    ['is rejected with its reason', [ref(2), '', 'DITOLAK', 'NIK tidak padan', ''], { rowNo: 2, outcome: 'rejected', reason: 'NIK tidak padan', problem: null }],
    ['is rejected with another decile', [ref(2), '', 'ditolak', 'Desil 7', '7'], { outcome: 'rejected', decile: 7, problem: null }],
    ['is found by its NIK where no reference came back', ['', `'${nik}`, 'DITERIMA', '', ''], { rowNo: 3, problem: null }],
    ['is found by a reference with other dashes', [ref(1).replaceAll('-', '–'), '', 'DITERIMA', '', ''], { rowNo: 1, problem: null }],
    ['of another batch is not found by its NIK', ['BWI-2026-11-1-0001', nik, 'DITERIMA', '', ''], { rowNo: null, problem: 'row_unknown' }],
    ['of a row that the batch has not is unknown', [ref(6), '', 'DITERIMA', '', ''], { problem: 'row_unknown' }],
    ['of an answered row is not taken again', [ref(4), '', 'DITERIMA', '', ''], { problem: 'row_answered' }],
    ['with another word is not guessed', [ref(1), '', 'MUNGKIN', '', ''], { outcome: null, problem: 'outcome_unknown' }],
    ['rejected without a reason is not taken', [ref(1), '', 'DITOLAK', ' ', ''], { problem: 'reason_missing' }],
    ['with a decile that is none is not taken', [ref(1), '', 'DITERIMA', '', '11'], { problem: 'decile_unreadable' }],
  ])('%s', (_name, cells, wanted) => {
    expect(readAnswers(header, [{ lineNo: 2, cells }], facts)[0]).toMatchObject(wanted)
  })

  test('that two lines speak of is taken from neither', () => {
    const lines = [1, 2, 3].map((lineNo) => ({ lineNo, cells: [ref(lineNo === 3 ? 2 : 1), '', 'DITERIMA', '', ''] }))
    expect(readAnswers(header, lines, facts).map((line) => line.problem)).toEqual(['row_twice', 'row_twice', null])
  })
})

test('a reference leads back to its row, and to none of another batch', () => {
  const batches = fc.record({ month: fc.constantFrom('2026-12', '2027-01'), seriesNo: fc.integer({ min: 1, max: 30 }) })
  fc.assert(fc.property(batches, batches, fc.integer({ min: 1, max: 99_999 }), (one, other, row) => {
    const [mine, theirs] = [batchNumber('BWI', one), batchNumber('BWI', other)]
    expect(rowOfReference(mine, rowReference(mine, row))).toBe(row)
    if (mine !== theirs) expect(rowOfReference(theirs, rowReference(mine, row))).toBeUndefined()
  }))
})
