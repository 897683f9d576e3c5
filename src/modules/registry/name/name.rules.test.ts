import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nameKey, nameSounds, normaliseName, oldReading, tidyName, wordSound } from './name.rules.ts'

describe('one spelling for a name', () => {
  test.each([
    ['Moch. Ali', 'MUHAMMAD ALI'],
    ['M. ALI', 'MUHAMMAD ALI'],
    ['M.ALI', 'MUHAMMAD ALI'],
    ['Mukhammad  Ali', 'MUHAMMAD ALI'],
    ['Muh Ali', 'MUHAMMAD ALI'],
    ['ACHMAD SYAFI\'I', 'AHMAD SYAFII'],
    ['Abd. Rohman', 'ABDUL ROHMAN'],
    ['Abdulrahman', 'ABDUL RAHMAN'],
    ['Abdurrahman', 'ABDUL RAHMAN'],
    ['Abdorrohman', 'ABDUL ROHMAN'],
    ['Abdussalam', 'ABDUL SALAM'],
    ['St. Aminah', 'SITI AMINAH'],
    ['Noer Hayati', 'NUR HAYATI'],
    ['H. Slamet', 'SLAMET'],
    ['Hj. Siti Khotimah', 'SITI KHOTIMAH'],
    ['K.H. Abd Wahid', 'ABDUL WAHID'],
    ['Drs. H. Bambang Sutrisno, M.Pd.I', 'BAMBANG SUTRISNO'],
    ['Sri Wahyuni S.Pd', 'SRI WAHYUNI'],
    ['José Wáhid', 'JOSE WAHID'],
    ['SLAMET', 'SLAMET'],
    ['H', 'H'],
    ['I Wayan Sudarma', 'I WAYAN SUDARMA'],
    ['Ni Luh Ketut Ayu', 'NI LUH KETUT AYU'],
    ['123', ''],
    ['', ''],
  ])('%s is %s', (text, name) => {
    expect(normaliseName(text).name).toBe(name)
  })

  test('titles are kept apart, not thrown away', () => {
    expect(normaliseName('Drs. H. Bambang Sutrisno, M.Pd.I')).toMatchObject({ titlesBefore: ['DRS', 'H'], titlesAfter: ['MPDI'] })
  })

  test.each([
    ['SAMSUL BIN KASIM', 'SAMSUL', 'KASIM'],
    ['Aminah binti Moh. Saleh', 'AMINAH', 'MUHAMMAD SALEH'],
    ['BINTI ROHMAH', 'BINTI ROHMAH', null],
  ])('%s is %s, child of %s', (text, name, patronym) => {
    expect(normaliseName(text)).toMatchObject({ name, patronym })
  })

  test.each([
    ['SUKARDI @ PAIJO', ['PAIJO']],
    ['Sukardi alias Paijo', ['PAIJO']],
    ['SUKARDI (PAIJO)', ['PAIJO']],
    ['SUKARDI AL. PAIJO', ['PAIJO']],
    ['SUKARDI', []],
  ])('%s is SUKARDI, also called %j', (text, aliases) => {
    expect(normaliseName(text)).toMatchObject({ name: 'SUKARDI', aliases })
  })

  test.each(['P. SUTRISNO', 'Pak Sutrisno', 'B. Sutrisno', 'Bu Sutrisno'])('%s is a name borrowed from a child or husband', (text) => {
    expect(normaliseName(text)).toMatchObject({ name: 'SUTRISNO', isBorrowed: true })
  })

  test('whatever is typed, the name has capital letters and single spaces only', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const { name } = normaliseName(text)
      expect(name).toMatch(/^([A-Z]+( [A-Z]+)*)?$/)
    }))
  })
})

describe('how a name sounds', () => {
  test.each([
    ['SOEKARNO', 'SUKARNO'], ['DJOKO', 'JOKO'], ['TJAHJO', 'CAHYO'], ['SJAHRIR', 'SYAHRIR'], ['NJOMAN', 'NYOMAN'], ['KHOTIMAH', 'HOTIMAH'],
    ['SUGIANTO', 'SUGIYANTO'], ['SUWARNO', 'SUARNO'], ['ARIFIN', 'ARIPIN'], ['ZAENAL', 'JAINAL'], ['SYAMSUL', 'SAMSUL'], ['TAUFIQ', 'TAUFIK'],
    ['JAMALUDDIN', 'JAMALUDIN'], ['AISYAH', 'AESAH'], ['UTSMAN', 'USMAN'], ['HUSEIN', 'HUSAIN'], ['SUKIYEM', 'SOKIYEM'], ['AMINAH', 'AMINA'],
    ['WAHYAMAN', 'WAYAMAN'], ['ZAINAL', 'ZAENAL'],
  ])('%s sounds like %s', (left, right) => {
    const either = [oldReading(left), oldReading(right)]
    expect(wordSound(left) === wordSound(right) || either.includes(wordSound(left)) || either.includes(wordSound(right))).toBe(true)
  })

  test.each([['SUPARDI', 'SUKARDI'], ['SITI', 'SRI'], ['WAGIMAN', 'WAGIYEM']])('%s does not sound like %s', (left, right) => {
    expect(wordSound(left)).not.toBe(wordSound(right))
  })

  test('JATNO may be read YATNO; DJATNO may not', () => {
    expect(oldReading('JATNO')).toBe(wordSound('YATNO'))
    expect(oldReading('DJATNO')).toBeUndefined()
  })

  test('the key does not depend on the order of the words', () => {
    expect(nameKey('SITI AMINAH')).toBe(nameKey('AMINAH SITI'))
    expect(nameSounds('NUR NUR HAYATI')).toHaveLength(2)
  })
})

test('a kept name has no control characters and no double spaces', () => {
  expect(tidyName('  Slamet\u0000\u202e  Riyadi\n')).toBe('Slamet Riyadi')
})
