import { describe, expect, test } from 'vitest'
import { mayBeSamePerson, outcomeOf, outweighs } from './link.rules.ts'
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
    ['Moch. Ali', 'MUHAMMAD ALI', true], ['SUTRISNO', 'SUTRISNA', true], ['SITI AMINAH', 'SITI ROHMAH', false], ['SLAMET', 'WAHYUDI', false], ['MUHAMMAD ALI', 'MUHAMMAD ROFIQ', false],
  ])('%s may be %s: %s', (name, known, expected) => {
    expect(mayBeSamePerson({ name, sex: null }, { name: known, sex: null })).toBe(expected)
  })

  test('is never the same person when the sex differs', () => {
    expect(mayBeSamePerson({ name: 'NUR', sex: 'male' }, { name: 'NUR', sex: 'female' })).toBe(false)
  })

  test('changes only what it says and what differs', () => {
    const known = { name: 'Siti  Aminah', sex: 'female', birthOn: '1990-03-12', birthPlace: null, areaId: 1 } as const
    const person = { name: 'SITI AMINAH', sex: null, birthOn: null, birthPlace: null, villageId: 1 } as PersonRow
    expect(outcomeOf(person, known)).toBe('same')
    expect(outcomeOf({ ...person, birthPlace: 'Jember' }, known)).toBe('changed')
    expect(outcomeOf({ ...person, villageId: 2 }, known)).toBe('changed')
    expect(outcomeOf(person, null)).toBe('new')
  })

  test.each([
    [{ strength: 90, asOfOn: '2026-01-01' }, { strength: 50, asOfOn: '2026-06-01' }, true], [{ strength: 50, asOfOn: '2026-06-01' }, { strength: 90, asOfOn: '2026-01-01' }, false],
    [{ strength: 50, asOfOn: '2026-06-01' }, { strength: 50, asOfOn: '2026-01-01' }, true], [{ strength: 50, asOfOn: '2026-01-01' }, { strength: 50, asOfOn: '2026-06-01' }, false],
  ])('list %j over known %j: %s', (list, known, expected) => {
    expect(outweighs(list, known)).toBe(expected)
  })
})
