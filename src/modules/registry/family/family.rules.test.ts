import { describe, expect, test } from 'vitest'
import { hamletKey, parseAddress, printNeighbourhood, tidyHamlet } from './address.rules.ts'
import { composeCard, parseCard } from './card.rules.ts'
import { parseRelation, relationFromStatistics } from './relation.rules.ts'

test.each([
  ['3510051203140007', { ok: true, value: { region: '351005', serial: 7 } }],
  ['3510 0512 0314 0007', { ok: true }],
  ['', { ok: false, error: { kind: 'card_missing' } }],
  ['35100512031400', { ok: false, error: { kind: 'card_length', digits: 14 } }],
  ['KK3510051203140', { ok: false, error: { kind: 'card_letters' } }],
  ['3510051203140000', { ok: false, error: { kind: 'card_serial' } }],
])('the card number %s', (text, outcome) => {
  expect(parseCard(text)).toMatchObject(outcome)
})

test('a card number carries region, day of issue and serial', () => {
  expect(composeCard({ region: '351005', issuedOn: '2014-03-12', serial: 7 })).toBe('3510051203140007')
})

test.each([
  ['KEPALA KELUARGA', 'head'], ['Kepala Rumah Tangga', 'head'], ['KK', 'head'], ['1', 'head'], ['Suami', 'husband'], ['ISTRI', 'wife'], ['Isteri', 'wife'],
  ['anak', 'child'], ['Anak Kandung', 'child'], ['4', 'child'], ['Menantu', 'child_in_law'], ['CUCU', 'grandchild'], ['Orang Tua', 'parent'],
  ['ORANGTUA', 'parent'], ['Mertua', 'parent_in_law'], ['Famili Lain', 'other_relative'], ['Pembantu', 'helper'], ['Lainnya', 'other'],
  ['11', 'other'], ['12', undefined], ['0', undefined], ['', undefined], ['???', undefined],
])('%s means %s', (text, relation) => {
  expect(parseRelation(text)).toBe(relation)
})

test.each([[2, 'male', 'husband'], [2, 'female', 'wife'], [3, 'female', 'child'], [7, 'male', 'helper'], [9, 'male', undefined]] as const)(
  'statistics code %i of a %s person is %s', (code, sex, relation) => {
    expect(relationFromStatistics(code, sex)).toBe(relation)
  })

describe('an address', () => {
  test.each([
    ['Dusun Krajan RT 01/RW 02', { hamlet: 'Krajan', rt: 1, rw: 2, rest: null }],
    ['DSN. KRAJAN RT.001 RW.002', { hamlet: 'Krajan', rt: 1, rw: 2, rest: null }],
    ['Dsn Sumber Jeruk, RT/RW 03/04', { hamlet: 'Sumber Jeruk', rt: 3, rw: 4, rest: null }],
    ['RW 02 RT 01', { hamlet: null, rt: 1, rw: 2, rest: null }],
    ['Lingk. Brawijaya RT1 RW2', { hamlet: 'Brawijaya', rt: 1, rw: 2, rest: null }],
    ['Jl. Kepiting No. 12 RT 03', { hamlet: null, rt: 3, rw: null, rest: 'Jl. Kepiting No. 12' }],
    ['KRAJAN 001/002', { hamlet: null, rt: 1, rw: 2, rest: 'KRAJAN' }],
    ['Kp. Baru RT 000 RW 000', { hamlet: 'Baru', rt: null, rw: null, rest: null }],
    ['Ds. Sukorejo', { hamlet: null, rt: null, rw: null, rest: 'Ds. Sukorejo' }],
    ['-', { hamlet: null, rt: null, rw: null, rest: null }],
    ['0', { hamlet: null, rt: null, rw: null, rest: null }],
    ['', { hamlet: null, rt: null, rw: null, rest: null }],
  ])('%s', (text, parts) => {
    expect(parseAddress(text)).toEqual(parts)
  })

  test('hamlets meet whatever their spelling', () => {
    expect(hamletKey('SUMBER JERUK')).toBe(hamletKey('Sumberdjeruk'))
    expect(hamletKey('Krajan')).not.toBe(hamletKey('Karanganyar'))
    expect(tidyHamlet('  SUMBER   jeruk ')).toBe('Sumber Jeruk')
  })

  test('RT and RW are printed with three digits', () => {
    expect(printNeighbourhood({ rt: 3, rw: null })).toBe('RT 003 / RW –')
  })
})
