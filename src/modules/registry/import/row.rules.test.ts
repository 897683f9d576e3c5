import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Area } from '#modules/people/area/area.contract.ts'
import { areaIdOf, areaKindOf, buildAreaTree, parentCodeOf } from '#modules/people/area/area.rules.ts'
import type { Cell } from '#platform/sheets/cell.ts'
import { problemSeverity, type ImportField } from './field.contract.ts'
import { createPlaceReader, placeKeyOf } from './place.rules.ts'
import type { RowContext } from './reading.rules.ts'
import { headingKey } from './heading.rules.ts'
import { checkRow } from './row.rules.ts'

function area(code: string, name: string): Area {
  const parent = parentCodeOf(code)
  return { areaId: areaIdOf(code), code, kind: areaKindOf(code), name, parentId: parent === null ? null : areaIdOf(parent), centroid: null }
}
const areas = buildAreaTree([
  area('99.01', 'Contoh'), area('99.01.01', 'Utara'), area('99.01.02', 'Selatan'),
  area('99.01.01.2001', 'Sukamaju'), area('99.01.01.2002', 'Karangsari'), area('99.01.02.2001', 'Karangsari'), area('99.01.02.1002', 'Mekar Jaya'),
])
const order: ImportField[] = ['nik', 'card', 'name', 'sex', 'birthPlace', 'birthOn', 'relation', 'address', 'village', 'district', 'decile', 'phone']
const good: Record<string, Cell> = {
  nik: '9901011203900001', card: '9901010101100001', name: 'SITI AMINAH', sex: 'L', birthPlace: 'Contoh', birthOn: '12-03-1990', relation: 'KEPALA KELUARGA',
  address: 'Dsn Krajan RT 01 RW 02', village: 'Sukamaju', district: 'Utara', decile: '2', phone: '081234567890',
}

function contextOf(override: Partial<RowContext> & { choices?: Record<string, number>; areaIds?: number[]; homeVillageId?: number | null } = {}): RowContext {
  const readPlace = createPlaceReader({
    areas, areaIds: new Set(override.areaIds ?? areas.byId.keys()), homeVillageId: override.homeVillageId ?? null, choices: override.choices ?? {},
  })
  const headings = override.headings ?? order
  return {
    columns: new Map(order.map((field, at) => [field, at])), relationCodes: 'civil_registry', programmeKeys: new Set(['pkh', 'sembako']), today: '2026-11-25', readPlace,
    ...override, headings, headingKeys: headings.map(headingKey),
  }
}

function check(cells: Record<string, Cell>, context = contextOf()) {
  const all = { ...good, ...cells }
  return checkRow(order.map((field) => all[field] ?? null), context)
}

function kindsOf(cells: Record<string, Cell>, context = contextOf()): string[] {
  return check(cells, context).problems.map((problem) => problem.kind)
}

describe('a row', () => {
  test('that is in order becomes a person with everything it says', () => {
    const { person, problems } = check({})
    expect(problems).toEqual([])
    expect(person).toEqual({
      nik: '9901011203900001', card: '9901010101100001', name: 'SITI AMINAH', sex: 'male', birthOn: '1990-03-12', birthPlace: 'Contoh', relation: 'head',
      villageId: 12001, hamlet: 'Krajan', rt: 1, rw: 2, addressText: null, decile: 2, values: { phone: '081234567890' }, disability: null, household: {}, health: {},
      monthlyIncomeRupiah: null,
    })
  })

  test.each<[string, Record<string, Cell>, string]>([
    ['a NIK of 15 digits', { nik: '990101120390001' }, 'nik_length'],
    ['a NIK of 17 digits', { nik: '99010112039000011' }, 'nik_length'],
    ['a NIK with letters', { nik: '99O1011203900001' }, 'nik_letters'],
    ['a NIK in scientific notation', { nik: '9,90101E+15' }, 'nik_scientific'],
    ['a NIK as a number, rounded by the spreadsheet', { nik: 9_901_011_203_900_000 }, 'nik_rounded'],
    ['a NIK with an impossible date', { nik: '9901013202900001' }, 'nik_date'],
    ['a NIK with serial 0000', { nik: '9901011203900000' }, 'nik_serial'],
    ['the card\'s number as NIK', { nik: '9901010101100001' }, 'nik_is_card'],
    ['a card number that is too short', { card: '99010101011' }, 'card_length'],
    ['a card number with letters', { card: 'KK 9901010101100001' }, 'card_letters'],
    ['a card number as a number, rounded', { card: 9_901_010_101_100_010 }, 'card_rounded'],
    ['a card number in scientific notation', { card: '9.90101E+15' }, 'card_scientific'],
    ['a child without its family\'s card', { card: '', relation: 'ANAK' }, 'member_without_card'],
    ['no name', { name: '-' }, 'name_missing'],
    ['a name of 201 letters', { name: 'A'.repeat(201) }, 'name_too_long'],
    ['a date that does not exist', { birthOn: '31-02-1990' }, 'birth_impossible'],
    ['a birth in the future', { birthOn: '01-01-2027' }, 'birth_in_future'],
    ['a birth that nobody can read', { birthOn: 'lupa' }, 'birth_unreadable'],
    ['a sex that nobody can read', { sex: 'X' }, 'sex_unreadable'],
    ['an unknown relation', { relation: 'TETANGGA' }, 'relation_unknown'],
    ['a decile of 11', { decile: '11' }, 'decile_unreadable'],
    ['a village that does not exist', { village: 'Entahberantah' }, 'village_unknown'],
    ['a village that exists twice', { village: 'Karangsari', district: '' }, 'village_ambiguous'],
    ['a village of another district', { village: 'Mekar Jaya', district: 'Utara' }, 'village_not_in_district'],
    ['a district that does not exist', { district: 'Tengah' }, 'district_unknown'],
    ['no village', { village: '', district: '' }, 'village_missing'],
    ['an error of the spreadsheet', { birthOn: { error: '#REF!' } }, 'cell_error'],
    ['a formula that was never computed', { decile: { formula: true, value: null } }, 'formula_without_value'],
  ])('with %s is refused', (_, cells, kind) => {
    const { person, problems } = check(cells)
    expect(person).toBeNull()
    expect(problems.map((problem) => problem.kind)).toContain(kind)
  })

  test.each<[string, Record<string, Cell>, string]>([
    ['without a NIK', { nik: '' }, 'nik_missing'],
    ['with a NIK of zeros', { nik: '0' }, 'nik_missing'],
    ['with a temporary NIK', { nik: '0901011203900001' }, 'nik_temporary'],
    ['with a NIK as a number that kept its digits', { nik: 3_510_051_203_900_001 }, 'nik_number_cell'],
    ['with another sex than the NIK\'s', { sex: 'P' }, 'nik_sex_differs'],
    ['with another birth date than the NIK\'s', { birthOn: '13-03-1990' }, 'nik_birth_differs'],
    ['of a head without a card', { card: '-' }, 'card_missing'],
    ['with a date whose day and month are swapped', { birthOn: '03/12/1990', nik: '9901011203900001' }, 'birth_swapped'],
    ['with a year of two digits', { birthOn: '12/03/90' }, 'birth_two_digit_year'],
    ['with a name that has digits', { name: 'SITI 2' }, 'name_with_digits'],
    ['without a relation', { relation: '' }, 'relation_missing'],
    ['with a computed value', { decile: { formula: true, value: 2 } }, 'formula'],
    ['with a village spelt otherwise', { village: 'Soekamadju' }, 'village_spelling'],
    ['with a telephone number that is none', { phone: '12' }, 'phone_unreadable'],
  ])('%s is stored, and that is said', (_, cells, kind) => {
    const { person, problems } = check(cells)
    expect(problems.map((problem) => problem.kind)).toContain(kind)
    expect(person).not.toBeNull()
  })

  test('repeats what stands in the cell, but never an identity number', () => {
    const { problems } = check({ nik: '99O1011203900001', birthOn: '31-02-1990', card: '99010101011', phone: '12' })
    expect(problems.find((problem) => problem.kind === 'birth_impossible')).toMatchObject({ column: 5, value: '31-02-1990' })
    expect(JSON.stringify(problems)).not.toMatch(/9901|99O1/)
  })

  test.each<[string, Cell[]]>([
    ['a sum', [null, null, 'JUMLAH', null, null, null, null, null, null, null, '128']],
    ['a signature', [null, null, null, null, null, null, null, 'Mengetahui, Kepala Desa']],
    ['a note in the first column', ['Catatan: data per Oktober']],
  ])('that is %s is no person', (_, cells) => {
    expect(checkRow(cells, contextOf()).problems).toEqual([{ kind: 'row_not_a_person', column: null }])
  })

  test('that repeats the headings is known as such', () => {
    expect(checkRow(['NIK', 'card', 'name', 'sex'], contextOf()).problems).toEqual([{ kind: 'row_is_header', column: null }])
  })

  test('of a list of heads of families is a head', () => {
    const columns = new Map<ImportField, number>([['headName', 0], ['nik', 1]])
    const { person } = checkRow(['SLAMET', '9901011203900001'], contextOf({ columns, headings: ['Nama KK', 'NIK'], homeVillageId: 12001 }))
    expect(person).toMatchObject({ name: 'SLAMET', relation: 'head', villageId: 12001, card: null })
  })

  test.each<[string, 'civil_registry' | 'statistics', string, string | null]>([
    ['3', 'civil_registry', 'P', 'wife'], ['3', 'statistics', 'P', 'child'], ['2', 'statistics', 'P', 'wife'], ['2', 'statistics', 'L', 'husband'],
    ['4', 'civil_registry', 'L', 'child'], ['Suami/Istri', 'civil_registry', 'P', 'wife'], ['Isteri', 'statistics', 'P', 'wife'],
    ['PESERTA', 'civil_registry', 'L', null], ['TAMBAHAN', 'civil_registry', 'P', 'other'], ['ANAK', 'civil_registry', 'L', 'child'],
  ])('with relation %s in the numbers of the %s, sex %s, is %s', (...[relation, relationCodes, sex, expected]) => {
    expect(check({ relation, sex, nik: '' }, contextOf({ relationCodes })).person?.relation ?? null).toBe(expected)
  })

  test('takes place and day of birth from one cell', () => {
    const columns = new Map<ImportField, number>([['name', 0], ['birthPlaceAndDay', 1]])
    const { person } = checkRow(['SLAMET', 'Jember, 12 Maret 1990'], contextOf({ columns, headings: [], homeVillageId: 12001 }))
    expect(person).toMatchObject({ birthPlace: 'Jember', birthOn: '1990-03-12' })
  })
})

describe('a village', () => {
  test('that exists twice stays asked until somebody answers, then holds for all rows with that name', () => {
    const ambiguous = { village: 'KARANG SARI', district: '' }
    const asked = check(ambiguous).problems[0]
    expect(asked?.candidates?.map(({ label }) => label)).toEqual(['Desa Karangsari, Kecamatan Selatan', 'Desa Karangsari, Kecamatan Utara'])
    const choices = { [asked?.placeKey ?? '']: 22001 }
    expect(placeKeyOf(ambiguous)).toBe(asked?.placeKey)
    expect(check({ village: 'Desa Karangsari', district: '' }, contextOf({ choices })).person?.villageId).toBe(22001)
  })

  test('outside the operator\'s own is refused with that reason, also when chosen or given as a code', () => {
    const context = contextOf({ areaIds: [12001], homeVillageId: 12001, choices: { [placeKeyOf({ village: 'Karangsari', district: '' })]: 22001 } })
    expect(kindsOf({ village: 'Mekar Jaya', district: 'Selatan' }, context)).toEqual(['village_outside'])
    expect(kindsOf({ village: 'Karangsari', district: '' }, context)).toEqual(['village_outside'])
    const byCode = contextOf({ areaIds: [12001], columns: new Map([['name', 0], ['villageCode', 1]]) })
    expect(checkRow(['SLAMET', '99.01.02.1002'], byCode).problems[0]).toMatchObject({ kind: 'village_outside' })
    expect(checkRow(['SLAMET', '9901012001'], byCode).person?.villageId).toBe(12001)
    expect(checkRow(['SLAMET', '9901010001'], byCode).problems[0]).toMatchObject({ kind: 'village_code_unknown' })
  })

  test.each(['SUKAMAJU', 'Suka Maju', 'Desa Sukamaju', 'ds. sukamaju'])('%s is not worth a word', (village) => {
    expect(kindsOf({ village })).toEqual([])
  })
})

describe('where a family lives', () => {
  test.each<[Record<string, Cell>, object]>([
    [{ address: 'Jl. Melati 3', hamlet: 'KRAJAN', rt: '001', rw: 2 }, { hamlet: 'Krajan', rt: 1, rw: 2, addressText: 'Jl. Melati 3' }],
    [{ address: 'Dusun Lama RT 9 RW 9', hamlet: 'Dsn. Baru', neighbourhood: '003/004' }, { hamlet: 'Baru', rt: 3, rw: 4 }],
    [{ neighbourhood: 'RW 02 RT 01' }, { rt: 1, rw: 2 }],
    [{ neighbourhood: 'RT/RW 05/06' }, { rt: 5, rw: 6 }],
    [{ address: 'Jl. Melati', rt: '0', rw: '-' }, { rt: null, rw: null }],
  ])('%j', (cells, expected) => {
    const fields: ImportField[] = ['name', 'address', 'hamlet', 'rt', 'rw', 'neighbourhood']
    const context = contextOf({ columns: new Map(fields.map((field, at) => [field, at])), headings: fields, homeVillageId: 12001 })
    const all: Record<string, Cell> = { name: 'SLAMET', ...cells }
    expect(checkRow(fields.map((field) => all[field] ?? null), context).person).toMatchObject(expected)
  })
})

test('whatever stands in a row, it is either stored or refused with an error, never dropped', () => {
  const cell = fc.oneof(
    fc.constant(null), fc.string({ unit: 'grapheme', maxLength: 20 }), fc.integer(), fc.double({ noNaN: true }), fc.boolean(),
    fc.constantFrom<Cell>({ day: '1990-03-12' }, { error: '#REF!' }, { formula: true, value: 'x' }, { formula: true, value: null }, '9901011203900001', 'Sukamaju', 'L', '\u202e\u0000'),
  )
  const row = fc.array(cell, { minLength: 1, maxLength: order.length })
  fc.assert(fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
    const checked = rows.map((cells) => checkRow(cells, contextOf()))
    const stored = checked.filter(({ person }) => person !== null).length
    const refused = checked.filter(({ problems }) => problems.some((problem) => problemSeverity[problem.kind] === 'error')).length
    expect(stored + refused).toBe(rows.length)
  }))
})
