import { expect, test } from 'vitest'
import { createComparer } from './compare.rules.ts'
import { createEncoder } from './encode.rules.ts'
import type { LinkField, LinkRecord } from './linkage.contract.ts'
import { readPattern } from './pattern.rules.ts'

const somebody: LinkRecord = {
  id: 'a', list: 'one', name: 'SITI AMINAH', alias: null, sex: 'female', birthOn: '1980-03-24', nik: '3510056403800001', card: '3510050101100001',
  motherName: 'SUMIATI', areaId: 52_003, hamlet: 'Krajan', rw: 2, rt: 3,
}

function compare(left: Partial<LinkRecord>, right: Partial<LinkRecord>): Readonly<Record<LinkField, string>> {
  const encoder = createEncoder(2026)
  encoder.add({ ...somebody, ...left })
  encoder.add({ ...somebody, ...right })
  const comparer = createComparer(encoder.finish())
  expect(comparer.pattern(0, 1)).toBe(comparer.pattern(1, 0))
  return readPattern(comparer.pattern(0, 1))
}

test.each([
  ['SITI AMINAH', 'SITI AMINAH', 'name_same'],
  ['SITI AMINAH', 'AMINAH SITI', 'name_same'],
  ['Hj. St. Aminah, S.Pd', 'SITI AMINAH', 'name_same'],
  ['SOEKARNO', 'SUKARNO', 'name_same'],
  ['JATNO', 'YATNO', 'name_similar'],
  ['SITI AMINAH', 'SITI AMONAH', 'name_similar'],
  ['SITI AMINAH', 'S AMINAH', 'name_similar'],
  ['SITI AMINAH', 'AMINAH', 'name_part'],
  ['NUR HAYATI NINGSIH', 'NURHAYATI NINGSIH', 'name_run_together'],
  ['NURHAYATI', 'NUR HAYATI', 'name_run_together'],
  ['SITI AMINAH', 'SITI ROHMAH', 'name_some_words'],
  ['SITI AMINAH', 'BAMBANG', 'name_differs'],
  ['BU SLAMET', 'SITI AMINAH', 'name_unknown'],
  ['', 'SITI AMINAH', 'name_unknown'],
  ['SUPARDI ALIAS PAIMIN', 'PAIMIN', 'name_part'],
])('%s beside %s: %s', (left, right, level) => {
  expect(compare({ name: left }, { name: right }).name).toBe(level)
})

test('a name that few have tells more than one that many have', () => {
  const encoder = createEncoder(2026)
  for (let count = 0; count < 4_000; count += 1) encoder.add({ ...somebody, name: count % 2 === 0 ? 'SITI' : `ORANG${String.fromCharCode(65 + (count % 26))}` })
  for (const name of ['SITI', 'WAGIRAH', 'WAGIRAH']) encoder.add({ ...somebody, name })
  const comparer = createComparer(encoder.finish())
  expect(readPattern(comparer.pattern(0, 4_000)).rarity).toBe('rarity_very_common')
  expect(readPattern(comparer.pattern(4_001, 4_002)).rarity).not.toBe('rarity_very_common')
})

test.each([
  ['1980-03-24', '1980-03-24', 'birth_same'],
  ['1980-07-01', '1980-07-01', 'birth_same_default'],
  ['1980-03-24', '1980-07-01', 'birth_year_default'],
  ['1980-03-24', '1983-01-01', 'birth_near'],
  ['1980-03-24', '1990-12-31', 'birth_differs'],
  ['1980-03-04', '1980-04-03', 'birth_slip'],
  ['1980-03-24', '1981-03-24', 'birth_slip'],
  ['1999-03-24', '2000-03-24', 'birth_slip'],
  ['1980-03-24', '1980-03-25', 'birth_slip'],
  ['1980-03-24', '1980-11-09', 'birth_year'],
  ['1980-03-24', '1975-11-09', 'birth_differs'],
  ['1980-03-24', null, 'birth_unknown'],
])('born %s and %s: %s', (left, right, level) => {
  expect(compare({ birthOn: left, nik: null }, { birthOn: right, nik: null }).birth).toBe(level)
})

test('a NIK that tells the other row’s birth date mends a wrong one', () => {
  expect(compare({ birthOn: '1980-07-01' }, { nik: null }).birth).toBe('birth_in_nik')
})

test.each([
  ['3510056403800001', '3510056403800001', 'nik_same'],
  ['3510056403800001', '3510.0564.0380.0001', 'nik_same'],
  ['3510056403800001', '3510056403800002', 'nik_neighbour'],
  ['3510056403800001', '3510066403800001', 'nik_slip'],
  ['3510056403800001', '5310056403800001', 'nik_slip'],
  ['3510056403800001', '3517214208910013', 'nik_differs'],
  ['3510056403800001', '3510056403800000', 'nik_unknown'],
  ['3510056403800001', '0510056403800001', 'nik_unknown'],
  ['3510056403800001', '9999999999999999', 'nik_unknown'],
  ['3510056403800001', '0', 'nik_unknown'],
  ['3510056403800001', '', 'nik_unknown'],
])('NIK %s and %s: %s', (left, right, level) => {
  expect(compare({ nik: left }, { nik: right }).nik).toBe(level)
})

test('a NIK of another district is a NIK like any other: nobody’s address is told by it', () => {
  const moved = compare({ nik: '3201016403800001' }, { nik: '3201016403800001', areaId: 192_001 })
  expect(moved).toMatchObject({ nik: 'nik_same', place: 'place_other_district' })
})

test.each([
  [{}, 'place_neighbourhood'],
  [{ rt: 4 }, 'place_hamlet'],
  [{ rt: 4, hamlet: 'Sumberjati' }, 'place_village'],
  [{ areaId: 52_004 }, 'place_district'],
  [{ areaId: 192_001 }, 'place_other_district'],
  [{ areaId: 5 }, 'place_unknown'],
  [{ areaId: 0 }, 'place_unknown'],
])('an address with %j: %s', (change, level) => {
  expect(compare({}, change).place).toBe(level)
})

test.each([
  ['SUMIATI', 'SUMIATI', 'mother_same'], ['SUMIATI', 'SUMIYATI', 'mother_same'], ['SUMIATI', 'SUMINTI', 'mother_similar'],
  ['SUMIATI', 'WAGINEM', 'mother_differs'], ['SUMIATI', null, 'mother_unknown'],
])('mothers %s and %s: %s', (left, right, level) => {
  expect(compare({ motherName: left }, { motherName: right }).mother).toBe(level)
})

test('a card of zeros is no card', () => {
  expect(compare({ card: '0000000000000000' }, { card: '0000000000000000' }).card).toBe('card_unknown')
})
