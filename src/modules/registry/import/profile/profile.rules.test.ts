import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuelCodes, educationCodes, floorCodes, illnessCodes, readCode, readHealthCover, roofCodes, toiletCodes, wallCodes, waterCodes, lightCodes, dwellingCodes, schoolingCodes } from './code-list.rules.ts'
import { readFloorArea, readPower, readProgrammes, readRupiah, readYes } from './household-value.rules.ts'
import { findProfile, ownHeadings, profileKeys, recogniseProfile } from './profile.rules.ts'

const anyLayout = { preferredLayout: null, disabledLayouts: [] }

describe('a list is recognised', () => {
  test.each([
    [['NO', 'NO. KK', 'NIK', 'NAMA', 'DESIL', 'STATUS PKH', 'STATUS BPNT'], 'siks_ng'],
    [['NO_KK', 'NIK', 'NAMA_LGKP', 'STAT_HBKEL', 'TMPT_LHR', 'TGL_LHR'], 'siak'],
    [['PSNOKA', 'NIK', 'NAMA', 'PISAT', 'TGLLHR', 'NMPPK'], 'pbi_jkn'],
    [['402. Nama Anggota Keluarga', '409. Hubungan dengan Kepala Keluarga', '302. Luas lantai', 'Nama SLS'], 'regsosek'],
    [['kd_hubungan_dg_kk', 'kd_stat_bangunan_tinggal', 'luas_lantai'], 'regsosek'],
    [['Nama', 'Nomor NIK', 'Nomor KK', 'Hub. Keluarga', 'Agama', 'Sakit Menahun'], 'opensid'],
    [['Nama', 'NIK', 'Alamat', 'Keterangan'], 'free'],
    [[], 'free'],
  ] as const)('%j is %s', (headings, key) => {
    const found = recogniseProfile(headings, anyLayout)
    expect(found.key).toBe(key)
    expect(found.score > 0).toBe(key !== 'free')
    expect(found.because.every((heading) => (headings as readonly string[]).includes(heading))).toBe(true)
  })

  test('as the layout that the regency prefers, where it fits two', () => {
    const headings = ['NO KK', 'NAMA_LGKP', 'STAT_HBKEL', 'TMPT_LHR', 'DESIL', 'STATUS PKH']
    const keyBy = (settings: Parameters<typeof recogniseProfile>[1]) => recogniseProfile(headings, settings).key
    expect([anyLayout, { ...anyLayout, preferredLayout: 'siks_ng' }, { ...anyLayout, preferredLayout: 'opensid' }].map(keyBy)).toEqual(['siak', 'siks_ng', 'siak'])
  })

  test('never as a layout that the regency has switched off', () => {
    const headings = ['NO KK', 'NAMA_LGKP', 'STAT_HBKEL', 'TMPT_LHR', 'DESIL', 'STATUS PKH']
    expect(recogniseProfile(headings, { ...anyLayout, disabledLayouts: ['siak'] }).key).toBe('siks_ng')
    expect(recogniseProfile(headings, { ...anyLayout, disabledLayouts: ['siak', 'siks_ng'] }).key).toBe('free')
  })

  test('by its own headings in whatever marks and capitals', () => {
    const own = ownHeadings({ ...anyLayout, headings: [{ heading: 'Nama (sesuai KTP)', field: 'name' }, { heading: 'Sesuai', field: null }] })
    expect([...own]).toEqual([['NAMA', 'name'], ['SESUAI', null]])
  })

  test('never by a single heading, and never surer than 100', () => {
    fc.assert(fc.property(fc.subarray(profileKeys.flatMap((key) => Object.keys(findProfile(key).marks))), (headings) => {
      const { key, score, because } = recogniseProfile(headings, anyLayout)
      expect(score).toBeLessThanOrEqual(100)
      if (key !== 'free') expect(because.length).toBeGreaterThan(1)
    }), { seed: 20_261_125 })
  })
})

describe('a code', () => {
  test.each([
    [dwellingCodes, '3', 'statistics', 'rent_free'], [floorCodes, '8', 'statistics', 'earth'], [floorCodes, '08. Tanah', 'statistics', 'earth'], [floorCodes, 'lantai keramik', 'statistics', 'ceramic'],
    [wallCodes, '4', 'civil_registry', 'woven_bamboo'], [wallCodes, 'gedek', 'civil_registry', 'woven_bamboo'], [wallCodes, 'bata plester', 'statistics', 'masonry'], [roofCodes, 'Genting', 'statistics', 'clay'],
    [waterCodes, '12', 'statistics', 'piped'], [waterCodes, 'sumur tak terlindung', 'statistics', 'open_well'], [lightCodes, 'bukan listrik', 'statistics', 'no_electricity'],
    [fuelCodes, 'gas melon', 'statistics', 'lpg_3'], [fuelCodes, '10', 'statistics', 'firewood'], [toiletCodes, 'tidak ada', 'statistics', 'none'], [schoolingCodes, 'putus sekolah', 'statistics', 'left'],
    [educationCodes, '3', 'statistics', 'primary'], [educationCodes, '3', 'civil_registry', 'primary'], [educationCodes, '5', 'civil_registry', 'upper_secondary'], [educationCodes, '5', 'statistics', 'primary'],
    [educationCodes, '23', 'statistics', 'primary_unfinished'], [educationCodes, '22', 'statistics', 'doctor'], [illnessCodes, '2', 'statistics', 'hypertension'], [illnessCodes, '2', 'civil_registry', 'liver'],
    [illnessCodes, '14', 'civil_registry', null], [illnessCodes, '1', 'statistics', null], [illnessCodes, 'Darah Tinggi', 'statistics', 'hypertension'],
    [floorCodes, '12', 'statistics', undefined], [floorCodes, 'entah', 'statistics', undefined], [illnessCodes, '0', 'statistics', undefined],
  ] as const)('%# %s %s %s', (list, text, codes, value) => {
    expect(readCode<unknown>(list, text, codes)).toBe(value)
  })

  test.each([
    ['1', 'statistics', 'state_paid'], ['3', 'statistics', 'state_paid'], ['2', 'statistics', 'self_paid'], ['4', 'statistics', 'employer'], ['0', 'statistics', 'none'], ['99', 'statistics', 'other'],
    ['1', 'civil_registry', 'none'], ['2', 'civil_registry', 'state_paid'], ['PBI (APBN)', 'statistics', 'state_paid'], ['NON PBI', 'statistics', 'self_paid'], ['tidak punya', 'statistics', 'none'],
    ['64', 'statistics', undefined], ['?', 'statistics', undefined],
  ] as const)('of health cover %s (%s) is %s', (text, codes, value) => {
    expect(readHealthCover(text, codes)).toBe(value)
  })
})

describe('a value of a house', () => {
  test.each([['Rp 1.250.000', 1_250_000], ['Rp. 750.000,00', 750_000], ['1,5 juta', 1_500_000], ['800 rb', 800_000], ['900000', 900_000], ['Rp 600.000/bulan', 600_000], ['banyak', undefined], ['1.2.3', undefined]])('income %s', (text, value) => {
    expect(readRupiah(text)).toBe(value)
  })
  test.each([['450 VA', 450], ['1.300', 1_300], ['2', 900], ['05', 3_500], ['7', undefined], ['-', undefined]])('power %s', (text, value) => {
    expect(readPower(text)).toBe(value)
  })
  test.each([['36', 36], ['36 m2', 36], ['6 x 7,5', 45], ['luas', undefined], ['0', undefined], ['99999', undefined]])('floor area %s', (text, value) => {
    expect(readFloorArea(text)).toBe(value)
  })
  test.each([['YA', true], ['1', true], ['v', true], ['✓', true], ['2', false], ['Tidak', false], ['tidak hamil', false], ['mungkin', undefined]])('yes or no %s', (text, value) => {
    expect(readYes(text)).toBe(value)
  })
  test.each([['PKH, BPNT', ['pkh', 'sembako']], ['BLT Dana Desa', ['blt-dd']], ['PKH + PKH', ['pkh']], ['KIS dan PIP', ['pbi-jkn', 'pip']], ['PKH, arisan', undefined]])('programmes %s', (text, value) => {
    expect(readProgrammes(text)).toEqual(value)
  })
})
