import { describe, expect, test } from 'vitest'
import type { SheetRow } from '#platform/sheets/cell.ts'
import { guessRelationCodes, isReadable, recogniseColumns } from './column.rules.ts'
import { findHeader } from './header.rules.ts'
import { headingKey, meaningOfHeading } from './heading.rules.ts'

function rowsOf(...rows: SheetRow['cells'][]): SheetRow[] {
  return rows.map((cells, at) => ({ number: at + 1, cells }))
}

const noMemory = new Map<string, null>()

describe('a heading', () => {
  test.each([
    ['NIK', 'nik', 'certain'], ['No. KTP', 'nik', 'certain'], ['NO_KK', 'card', 'certain'], ['Nomor Kartu Keluarga*', 'card', 'certain'],
    ['Nama Lengkap', 'name', 'certain'], ['NAMA_LGKP', 'name', 'certain'], ['Nama Kepala Keluarga', 'headName', 'certain'],
    ['Tempat, Tgl. Lahir', 'birthPlaceAndDay', 'certain'], ['TTL', 'birthPlaceAndDay', 'certain'], ['TGL_LHR', 'birthOn', 'certain'], ['Tmpt Lhr', 'birthPlace', 'certain'],
    ['Tanggal Lahir (dd/mm/yyyy)', 'birthOn', 'certain'], ['L/P', 'sex', 'certain'], ['J.K.', 'sex', 'certain'], ['JENIS KELAMIN (L/P)', 'sex', 'certain'],
    ['SHDK', 'relation', 'certain'], ['STAT_HBKEL', 'relation', 'certain'], ['Hub. dgn Kepala Keluarga', 'relation', 'likely'],
    ['RT/RW', 'neighbourhood', 'certain'], ['RT', 'rt', 'certain'], ['Desa/Kelurahan', 'village', 'certain'], ['NAMA_KEL', 'village', 'certain'],
    ['Kec.', 'district', 'certain'], ['Desil Nasional', 'decile', 'certain'], ['Desil DTSEN TW III 2026', 'decile', 'likely'], ['No. HP/WA', 'phone', 'certain'], ['403. NIK', 'nik', 'certain'], ['Nama SLS', 'hamlet', 'certain'],
    ['NIK Anggota Rumah Tangga', 'nik', 'likely'], ['Nama Gadis Ibu Kandung', 'motherName', 'likely'],
  ])('%s means %s', (text, field, confidence) => {
    expect(meaningOfHeading(text)).toEqual({ field, confidence })
  })

  test.each(['No', 'No. Urut', 'NIK Ibu', 'Nama Bank', 'No. Rekening', 'Nama Kabupaten', 'Keterangan', 'Luas Lahan', 'Nama Pendamping', '', 'Umur',
    'DAFTAR NAMA PENERIMA BANTUAN SOSIAL DESA SUKAMAJU KECAMATAN SUKASARI TAHUN ANGGARAN 2026'])('%s means nothing that we read', (text) => {
    expect(meaningOfHeading(text)).toBeUndefined()
  })

  test('is known without marks, brackets and case', () => {
    expect(headingKey(' Jenis  kelamin\n(L / P)* ')).toBe('JENIS KELAMIN')
  })
})

describe('the headings of a list', () => {
  test('stand on the first row of a plain list', () => {
    expect(findHeader(rowsOf(['NIK', 'Nama', 'JK'], ['3510051203900001', 'Siti', 'P']))).toEqual({ fromRow: 1, toRow: 1, headings: ['NIK', 'Nama', 'JK'] })
  })

  test('are found below titles, with the row of column numbers that follows', () => {
    const title = 'DAFTAR PENERIMA MANFAAT DESA SUKAMAJU'
    const header = findHeader(rowsOf([title, title, title, title], ['Kecamatan', ': Sukasari'], ['No', 'NIK', 'Nama', 'Alamat'], ['(1)', '(2)', '(3)', '(4)'], [1, '351', 'x', 'y']))
    expect(header).toMatchObject({ fromRow: 3, toRow: 4, headings: ['No', 'NIK', 'Nama', 'Alamat'] })
  })

  test('on two merged rows are read together', () => {
    const header = findHeader(rowsOf(
      ['No', 'NIK', 'Nama', 'Kelahiran', 'Kelahiran', 'Alamat', 'Alamat', 'Alamat'], ['No', 'NIK', 'Nama', 'Tempat', 'Tanggal', 'Dusun', 'RT', 'RW'],
      ['1', '3510051203900001', 'Siti', 'Jember', '12-03-1990', 'Krajan', '1', '2'],
    ))
    expect(header).toMatchObject({ fromRow: 1, toRow: 2 })
    const columns = recogniseColumns({ own: new Map(), profile: { headings: {} }, headings: header?.headings ?? [], rows: [], remembered: noMemory })
    expect(columns.map((column) => column.field)).toEqual([null, 'nik', 'name', 'birthPlace', 'birthOn', 'hamlet', 'rt', 'rw'])
  })

  test('in words that nobody knows are the first row of words', () => {
    expect(findHeader(rowsOf(['Kolom satu', 'Kolom dua'], ['a1234', '1']))).toMatchObject({ fromRow: 1, headings: ['Kolom satu', 'Kolom dua'] })
  })

  test('are missing where there is data only', () => {
    expect(findHeader(rowsOf(['3510051203900001', '12-03-1990'], ['3510051203900002', '13-03-1990']))).toBeUndefined()
  })
})

describe('columns', () => {
  test('without a known heading are recognised by what stands in them, and said to be a guess', () => {
    const rows = Array.from({ length: 6 }, (_, at) => [`351005120390000${at + 1}`, `3510050101${Math.floor(at / 3)}00001`, '12-03-1990', at % 2 === 0 ? 'L' : 'P', 'x'])
    const columns = recogniseColumns({ own: new Map(), profile: { headings: {} }, headings: ['Kolom A', 'Kolom B', 'Kolom C', 'Kolom D', 'Kolom E'], rows, remembered: noMemory })
    expect(columns.map((column) => column.field)).toEqual(['nik', 'card', 'birthOn', 'sex', null])
    expect(columns[0]?.confidence).toBe('guess')
  })

  test('give each meaning once: the surer heading wins, the other column keeps none', () => {
    const columns = recogniseColumns({ own: new Map(), profile: { headings: {} }, headings: ['Nama Gadis', 'Nama'], rows: [], remembered: noMemory })
    expect(columns.map((column) => column.field)).toEqual([null, 'name'])
  })

  test('follow what a person said before about the same heading', () => {
    const remembered = new Map([['WILAYAH', 'village' as const], ['NAMA', null]])
    const columns = recogniseColumns({ own: new Map(), profile: { headings: {} }, headings: ['Wilayah', 'Nama', 'Nama Lengkap'], rows: [], remembered })
    expect(columns.map(({ field, confidence }) => [field, confidence])).toEqual([['village', 'remembered'], [null, 'remembered'], ['name', 'certain']])
  })

  test('mean what the regency says, unless a person said otherwise about lists of this source', () => {
    const own = new Map([['NAMA', null], ['SEBUTAN', 'name' as const], ['NOMOR', 'nik' as const]])
    const remembered = new Map([['NOMOR', 'card' as const]])
    const columns = recogniseColumns({ own, profile: { headings: { SEBUTAN: 'motherName' } }, headings: ['Nama', 'Sebutan', 'Nomor'], rows: [], remembered })
    expect(columns.map(({ field, confidence }) => [field, confidence])).toEqual([[null, 'certain'], ['name', 'certain'], ['card', 'remembered']])
  })

  test('are enough only with a name', () => {
    expect(isReadable(['nik', null])).toBe(false)
    expect(isReadable(['headName'])).toBe(true)
  })

  test('of relations use the statistics office\'s numbers when men have code 3', () => {
    const row = (relation: string, isMale: boolean) => ({ relation, isMale })
    expect(guessRelationCodes([row('1', true), row('3', false), row('3', false), row('4', true)])).toBe('civil_registry')
    expect(guessRelationCodes([row('1', true), row('2', false), row('3', true), row('3', false)])).toBe('statistics')
    expect(guessRelationCodes([row('Kepala Keluarga', true)])).toBe('civil_registry')
  })
})
