import { describe, expect, test } from 'vitest'
import { linkRow, mayBeSamePerson, outcomeOf, outweighs, type KnownPerson, type NumberedRow, type Weight } from './link.rules.ts'
import { findRepeats, type ComparedRow } from './repeat.rules.ts'
import type { PersonRow } from './row.rules.ts'

const row = (rowNumber: number, facts: Partial<ComparedRow> = {}): ComparedRow => ({
  rowNumber, nikKey: `n${rowNumber}`, cardKey: 'c', nameKey: `name ${rowNumber}`, birthOn: null, decile: null, ...facts,
})

describe('rows of one list', () => {
  test('about the same person twice: the later is refused and names the first', () => {
    const found = findRepeats([row(3), row(9, { nikKey: 'n3', nameKey: 'name 3' }), row(5)])
    expect([...found]).toEqual([[9, [{ kind: 'row_repeated', column: null, otherRow: 3 }]]])
  })

  test('with one NIK for two people are both refused', () => {
    const found = findRepeats([row(3), row(4, { nikKey: 'n3' })])
    expect(found.get(3)).toEqual([{ kind: 'nik_shared', column: null, otherRow: 4 }])
    expect(found.get(4)).toEqual([{ kind: 'nik_shared', column: null, otherRow: 3 }])
  })

  test('without a NIK repeat each other when card, name and birth are the same', () => {
    const twin = { nikKey: null, nameKey: 'a', birthOn: '2001-01-01' }
    expect(findRepeats([row(1, twin), row(2, twin)]).get(2)?.[0]?.kind).toBe('row_repeated')
    expect(findRepeats([row(1, twin), row(2, { ...twin, birthOn: '2002-01-01' })]).size).toBe(0)
    expect(findRepeats([row(1, { ...twin, cardKey: null }), row(2, { ...twin, cardKey: null })]).size).toBe(0)
  })

  test('of one family with two deciles say so', () => {
    const found = findRepeats([row(1, { decile: 2 }), row(2, { decile: 3 }), row(3, { decile: null })])
    expect([...found]).toEqual([[2, [{ kind: 'decile_differs', column: null, otherRow: 1 }]]])
  })
})

describe('a row with the NIK of somebody known', () => {
  test.each([
    ['SITI AMINAH', 'Siti Aminah', true], ['St. Aminah', 'SITI AMINAH', true], ['AMINAH', 'SITI AMINAH', true], ['Soekarno', 'SUKARNO', true],
    ['Moch. Ali', 'MUHAMMAD ALI', true], ['SUTRISNO', 'SUTRISNA', true], ['EKO PRASETYO', 'EKO', true], ['SITI AMINAH', 'SITI ROHMAH', false], ['SLAMET', 'WAHYUDI', false], ['MUHAMMAD ALI', 'MUHAMMAD ROFIQ', false],
  ])('%s may be %s: %s', (name, known, expected) => {
    expect(mayBeSamePerson({ name, sex: null }, { name: known, sex: null })).toBe(expected)
  })

  test('is never the same person when the sex differs', () => {
    expect(mayBeSamePerson({ name: 'NUR', sex: 'male' }, { name: 'NUR', sex: 'female' })).toBe(false)
  })

  const known: KnownPerson = {
    personId: 'p', rootId: 'p', areaId: 1, status: 'registered', name: 'Siti  Aminah', nameKey: 'AMINA SITI', alias: null, sex: 'female', birthOn: '1990-03-12', birthPlace: null,
    nikMac: 'n', sourceRecordId: 'r', weight: { strength: 50, asOfOn: '2026-01-01', sourceKey: 'b' },
    family: { familyId: 'f', areaId: 1, cardMac: 'c', relation: 'wife', weight: { strength: 50, asOfOn: '2026-01-01', sourceKey: 'b' }, hamlet: 'Krajan', rt: 1, rw: null, addressText: null, decile: 2, decileOn: '2026-01-01' },
  }
  const said: PersonRow = {
    nik: '1', card: '2', name: 'SITI AMINAH', sex: null, birthOn: null, birthPlace: null, relation: null, villageId: 1, hamlet: 'KRAJAN', rt: 1, rw: null,
    addressText: null, decile: 2, values: {}, disability: null, household: {}, health: {}, monthlyIncomeRupiah: null,
  }
  const numbered = (facts: Partial<PersonRow> = {}, macs: Partial<NumberedRow> = {}): NumberedRow => ({ person: { ...said, ...facts }, nikMac: 'n', cardMac: 'c', nameKey: 'AMINA SITI', ...macs })
  const later = { strength: 50, asOfOn: '2026-06-01', sourceKey: 'b' }
  const weaker = { strength: 30, asOfOn: '2026-06-01', sourceKey: 'b' }

  test.each<[string, NumberedRow, Weight, string]>([
    ['says nothing new', numbered(), later, 'same'],
    ['fills a gap', numbered({ birthPlace: 'Jember', rw: 2 }), weaker, 'changed'],
    ['differs and counts', numbered({ birthOn: '1990-03-13' }), later, 'changed'],
    ['differs and does not count', numbered({ birthOn: '1990-03-13', rt: 9, relation: 'child' }), weaker, 'same'],
    ['tells another relation', numbered({ relation: 'head' }), later, 'changed'],
    ['tells a later decile', numbered({ decile: 4 }), weaker, 'changed'],
    ['tells an earlier decile', numbered({ decile: 4 }), { strength: 50, asOfOn: '2025-01-01', sourceKey: 'b' }, 'same'],
    ['moves to another family', numbered({}, { cardMac: 'd' }), later, 'changed'],
    ['would move to another family and does not count', numbered({}, { cardMac: 'd' }), weaker, 'same'],
    ['moves to another village', numbered({ villageId: 2 }), later, 'changed'],
  ])('that %s', (...[, row, weight, expected]) => {
    expect(outcomeOf(row, known, weight)).toBe(expected)
    expect(outcomeOf(row, null, weight)).toBe('new')
  })

  test('is linked by the NIK, and asked about when the NIK is somebody else\'s, elsewhere or twice there', () => {
    const areas = new Set([1])
    const link = (byNik: KnownPerson[], row = numbered()) => linkRow(row, { byNik, byCard: [], byName: [] }, areas)
    expect(link([known])).toEqual({ known })
    expect(link([{ ...known, name: 'WAHYUDI' }])).toEqual({ problem: 'person_conflict' })
    expect(link([{ ...known, areaId: 7 }])).toEqual({ problem: 'person_elsewhere' })
    expect(link([known, { ...known, personId: 'q' }])).toEqual({ problem: 'person_ambiguous' })
    expect(link([])).toEqual({ known: null })
  })

  test('is linked without a NIK by name in the family, or by name and birth in the village', () => {
    const areas = new Set([1])
    const withoutNik = numbered({ nik: null, birthOn: '1990-03-12' }, { nikMac: null })
    expect(linkRow(withoutNik, { byNik: [], byCard: [known], byName: [] }, areas)).toEqual({ known })
    expect(linkRow(numbered({ birthOn: '1991-01-01' }, { nikMac: null }), { byNik: [], byCard: [known], byName: [] }, areas)).toEqual({ known: null })
    expect(linkRow({ ...withoutNik, cardMac: null }, { byNik: [], byCard: [], byName: [known] }, areas)).toEqual({ known })
    expect(linkRow(numbered({}, { nikMac: null, cardMac: null }), { byNik: [], byCard: [], byName: [known] }, areas)).toEqual({ known: null })
  })

  test.each([
    [{ strength: 90, asOfOn: '2026-01-01', sourceKey: 'b' }, { strength: 50, asOfOn: '2026-06-01', sourceKey: 'b' }, true], [{ strength: 50, asOfOn: '2026-06-01', sourceKey: 'b' }, { strength: 90, asOfOn: '2026-01-01', sourceKey: 'b' }, false],
    [{ strength: 50, asOfOn: '2026-06-01', sourceKey: 'b' }, { strength: 50, asOfOn: '2026-01-01', sourceKey: 'b' }, true], [{ strength: 50, asOfOn: '2026-01-01', sourceKey: 'b' }, { strength: 50, asOfOn: '2026-06-01', sourceKey: 'b' }, false],
    [{ strength: 50, asOfOn: '2026-01-01', sourceKey: 'a' }, { strength: 50, asOfOn: '2026-01-01', sourceKey: 'b' }, true],
    [{ strength: 50, asOfOn: '2026-01-01', sourceKey: 'b' }, { strength: 50, asOfOn: '2026-01-01', sourceKey: 'a' }, false],
  ])('list %j over known %j: %s', (list, known, expected) => {
    expect(outweighs(list, known)).toBe(expected)
  })
})
