import { describe, expect, test } from 'vitest'
import { areasAround, nameTerms, searchNames } from './index-person.rules.ts'
import { makeSearchQueries } from './misspelling.rules.ts'
import { mayHoldNumber, readPageMark, readSearch, scopeMarks, writePageMark } from './search.rules.ts'

describe('what was typed into the search field', () => {
  test.each([
    ['3510150107600012', { by: 'number', digits: '3510150107600012' }],
    ['3510 1501 0760 0012', { by: 'number', digits: '3510150107600012' }],
    ['Soekarno', { by: 'name', name: 'SOEKARNO', address: null }],
    ['H. Moch. Ali', { by: 'name', name: 'MUHAMMAD ALI' }],
    ['Pak Slamet', { by: 'name', name: 'SLAMET', called: 'father' }],
    ['Bu Hj. Siti', { by: 'name', name: 'SITI', called: 'mother' }],
    ['ibunya Sari', { by: 'name', name: 'SARI', called: 'mother' }],
    ['Ibu dari Sari', { by: 'name', name: 'SARI', called: 'mother' }],
    ['mbok Sari', { by: 'name', name: 'SARI', called: 'mother' }],
    ['mboke si Sari', { by: 'name', name: 'SARI', called: 'mother' }],
    ['bapake Bagus', { by: 'name', name: 'BAGUS', called: 'father' }],
    ['anak Pak Budi', { by: 'name', name: 'BUDI', called: 'father', kin: 'child', orAddress: null }],
    ['anaknya Bu Sari', { by: 'name', name: 'SARI', called: 'mother', kin: 'child' }],
    ['Anak dari Sari', { by: 'name', name: 'SARI', called: null, kin: 'child' }],
    ['anake mbah Sastro RT 3', { by: 'name', name: 'SASTRO', called: 'elder', kin: 'child', address: { rt: 3 } }],
    ['istri Pak Budi', { by: 'name', name: 'BUDI', called: 'father', kin: 'wife' }],
    ['isterinya Budi', { by: 'name', name: 'BUDI', called: null, kin: 'wife' }],
    ['suami Bu Sari', { by: 'name', name: 'SARI', called: 'mother', kin: 'husband' }],
    ['Anak Agung Gede', { by: 'name', name: 'ANAK AGUNG GEDE', called: null, kin: null }],
    ['Putri Bunga', { by: 'name', name: 'PUTRI BUNGA', kin: null }],
    ['Pak Anak', { by: 'name', name: 'ANAK', called: 'father', kin: null }],
    ['Istri', { by: 'name', name: 'ISTRI', kin: null }],
    ['Makmur', { by: 'name', name: 'MAKMUR', called: null }],
    ['Ayahwati', { by: 'name', called: null }],
    ['Bunda', { by: 'name', called: null }],
    ['mbah kung Sastro', { by: 'name', name: 'SASTRO', called: 'elder' }],
    ['Ibrahim', { by: 'name', name: 'IBRAHIM', called: null }],
    ['KK 3510151203140007 a.n. Slamet', { by: 'number', digits: '3510151203140007' }],
    ['Jl. Melati No. 4', { by: 'address', address: { streetKey: 'MELATI4' } }],
    ['Siti Aminah, Jl. Melati RT 2', { by: 'name', name: 'SITI AMINAH', address: { streetKey: 'MELATI', rt: 2 } }],
    ['slamet rt 3 dusun krajan', { by: 'name', name: 'SLAMET', address: { hamletKey: 'KRAJAN', rt: 3, rw: null } }],
    ['Krajan rt 3', { by: 'name', name: 'KRAJAN', address: { rt: 3 }, orAddress: { hamletKey: 'KRAJAN', rt: 3 } }],
    ['Pak Krajan', { by: 'name', called: 'father', orAddress: null }],
    ['Slamet, dusun Krajan', { by: 'name', name: 'SLAMET', orAddress: null }],
    ['Dsn Krajan RT 01/RW 02', { by: 'address', address: { hamletKey: 'KRAJAN', rt: 1, rw: 2 } }],
  ])('%s', (text, wanted) => {
    expect(readSearch(text)).toMatchObject({ ok: true, value: wanted })
  })

  test.each([['35101501', 'number_incomplete'], ['A1', 'search_too_short'], ['???', 'search_too_short'], ['', 'search_too_short'], ['ya', 'search_too_short']])(
    '%s is refused: %s', (text, kind) => {
      expect(readSearch(text)).toMatchObject({ ok: false, error: { kind } })
    })

  test('a word of the old spelling has two sounds', () => {
    const read = readSearch('Jatno')
    expect(read.ok && read.value.by === 'name' && read.value.sounds).toEqual([['JATNU', 'IATNU']])
  })

  test('no more than six words are looked for', () => {
    const read = readSearch('satu dua tiga empat lima enam tujuh delapan')
    expect(read.ok && read.value.by === 'name' && read.value.sounds).toHaveLength(6)
  })
})

describe('areas in what was typed', () => {
  const areas: Readonly<Record<string, readonly number[]>> = { 'village Sumber Beras': [52_003], 'district Glagah': [15, 152_004, 152_005], 'village Kemiren': [152_004, 62_004] }
  const areasOf = (name: string, kind: 'village' | 'district' | null) => (kind === null ? ['village', 'district'] : [kind]).flatMap((each) => areas[`${each} ${name}`] ?? [])

  test.each([
    ['Slamet desa Sumber Beras', { by: 'name', name: 'SLAMET', areaIds: [52_003] }],
    ['desa Kemiren Slamet', { by: 'name', name: 'SLAMET', areaIds: [152_004, 62_004] }],
    ['Slamet, Kemiren, Glagah', { by: 'name', name: 'SLAMET', areaIds: [152_004] }],
    ['Slamet, S.Pd', { by: 'name', name: 'SLAMET', areaIds: null }],
    ['RT 3 Kemiren', { by: 'address', address: { rt: 3 }, areaIds: [152_004, 62_004] }],
    ['kec. Glagah', { by: 'address', address: { rt: null }, areaIds: [15, 152_004, 152_005] }],
    ['Kemiren', { by: 'name', name: 'KEMIREN', areaIds: null }],
    ['desa Antah Berantah', { by: 'name', areaIds: null }],
  ])('%s', (text, wanted) => {
    expect(readSearch(text, areasOf)).toMatchObject({ ok: true, value: wanted })
  })
})

test.each([['3510150107600012', true], ['35101 50107', true], ['Slamet 35101501', true], ['Slamet RT 003/RW 001', false], ['Jl. Melati 140', false]])(
  '%s may hold a number: %s', (text, holds) => {
    expect(mayHoldNumber(text)).toBe(holds)
  })

describe('where to look', () => {
  test.each([
    [[0, 5, 52_003], ['@0']], [[5, 52_001, 52_003], ['@5']], [[52_003], ['@52003']], [[52_003, 52_004], ['@52003', '@52004']], [[], []],
  ])('%j is marked %j', (areaIds, marks) => {
    expect(scopeMarks(areaIds)).toEqual(marks)
  })

  test.each([[52_003, [52_003, 5, 0]], [5, [5, 0]], [0, [0]]])('a name in area %i is known in %j', (areaId, areas) => {
    expect(areasAround(areaId)).toEqual(areas)
  })
})

test('the index knows a name by its sounds, the whole, first letters, and the area with the number of words', () => {
  expect(nameTerms('SITI AMINAH', 52_003)).toEqual(['SITI', 'AMINA', '=SITIAMINA', '^S', '^A', '@52003#2'])
})

test.each([
  [{ name: 'SUKARDI alias PAIJO', alias: null }, ['SUKARDI', 'PAIJO']],
  [{ name: 'H. SUKARDI', alias: 'Pak Di' }, ['SUKARDI', 'DI']],
  [{ name: '123', alias: null }, []],
])('%j is found as %j', (person, names) => {
  expect(searchNames(person)).toEqual(names)
})

test('a page mark is read as it was written, and nothing else is', () => {
  const mark = { place: 874, personId: '019d0000-0000-7000-8000-00000000aaaa', shown: [] }
  expect(readPageMark(writePageMark(mark))).toEqual(mark)
  const shown = ['019d0000-0000-7000-8000-00000000bbbb', '019d0000-0000-7000-8000-00000000cccc']
  expect(readPageMark(writePageMark({ ...mark, shown }))).toEqual({ ...mark, shown })
  expect(writePageMark({ ...mark, shown: Array.from({ length: 90 }, () => mark.personId) }).length).toBeLessThan(1_000)
  expect(['', '874', '874.x', '-1.019d0000-0000-7000-8000-00000000aaaa', '874.019d0000-0000-7000-8000-00000000aaaa;'].map(readPageMark)).toEqual(
    [undefined, undefined, undefined, undefined, undefined])
})

test('misspellings are the same for the same seed, and most of them are misspelt', () => {
  const persons = Array.from({ length: 200 }, (_, index) => ({ personId: String(index), name: 'SITI KHOTIMAH', areaId: 52_003 }))
  const queries = makeSearchQueries(persons, 3)
  expect(makeSearchQueries(persons, 3)).toEqual(queries)
  expect(queries.filter((query) => query.query !== query.name).length).toBeGreaterThan(150)
  expect(new Set(queries.map((query) => query.misspelling)).size).toBe(9)
})
