import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { birthFromNik, checkNik, composeNik, isBirthOfNik, maskNik, parseNik } from './nik.rules.ts'

describe('reading a NIK', () => {
  test.each([
    ['3510051203800001', { region: '351005', sex: 'male', day: 12, month: 3, year: 80, serial: 1 }],
    ['3510055203800001', { region: '351005', sex: 'female', day: 12, month: 3, year: 80, serial: 1 }],
    ['3510057112650012', { region: '351005', sex: 'female', day: 31, month: 12, year: 65, serial: 12 }],
    ['3510052902040003', { day: 29, month: 2, year: 4 }],
    [' 3510 0512 0380 0001 ', { region: '351005' }],
    ['\'3510051203800001', { region: '351005' }],
    ['３５１００５１２０３８００００１', { region: '351005' }],
  ])('%s is read', (text, parts) => {
    const read = parseNik(text)
    expect(read).toMatchObject({ ok: true, value: parts })
  })

  test.each([
    ['', 'nik_missing'], ['0', 'nik_missing'], ['0000000000000000', 'nik_missing'], ['-', 'nik_missing'],
    ['351005120380000A', 'nik_letters'], ['tidak ada', 'nik_letters'],
    ['3,51005E+15', 'nik_scientific'], ['3.51005120380000E+15', 'nik_scientific'],
    ['351005120380001', 'nik_length'], ['35100512038000012', 'nik_length'],
    ['0510051203800001', 'nik_temporary'],
    ['0900051203800001', 'nik_temporary'], ['1000051203800001', 'nik_region'], ['3510001203800001', 'nik_region'], ['3500051203800001', 'nik_region'],
    ['3510053204800001', 'nik_date'], ['3510057204800001', 'nik_date'], ['3510050003800001', 'nik_date'], ['3510051213800001', 'nik_date'],
    ['3510053102800001', 'nik_date'], ['3510052902810001', 'nik_date'], ['3510054003800001', 'nik_date'],
    ['3510051203800000', 'nik_serial'],
  ])('%s is not a NIK: %s', (text, kind) => {
    expect(parseNik(text)).toMatchObject({ ok: false, error: { kind } })
  })

  test('what is written is what is read', () => {
    const moment = fc.date({ min: new Date('1920-01-01'), max: new Date('2019-12-31'), noInvalidDate: true })
    const parts = fc.record({ district: fc.integer({ min: 1, max: 99 }), moment, isFemale: fc.boolean(), serial: fc.integer({ min: 1, max: 9999 }) })
    fc.assert(fc.property(parts, (person) => {
      const sex = person.isFemale ? 'female' : 'male'
      const birthOn = person.moment.toISOString().slice(0, 10)
      const read = parseNik(composeNik({ region: `3510${String(person.district).padStart(2, '0')}`, birthOn, sex, serial: person.serial }))
      expect(read.ok).toBe(true)
      if (!read.ok) return
      expect(read.value).toMatchObject({ sex, serial: person.serial })
      expect(isBirthOfNik(read.value, birthOn)).toBe(true)
    }))
  })
})

describe('what is odd about a NIK', () => {
  test.each([
    ['3510051203800001', { birthOn: '1980-03-12', sex: 'male' as const }, []],
    ['3510051203800001', { birthOn: '1980-03-13' }, ['nik_birth_differs']],
    ['3510051203800001', { sex: 'female' as const }, ['nik_sex_differs']],
    ['9910051203800001', { isKnownRegion: (region: string) => region.startsWith('35') }, ['nik_region_unknown']],
    ['3510051203801000', {}, ['nik_looks_rounded']],
    ['3510051203800001', { birthOn: null, sex: null }, []],
  ])('%s beside %j gives %j', (text, known, warnings) => {
    const read = parseNik(text)
    expect(read.ok && checkNik(read.value, known)).toEqual(warnings)
  })

  test('a number from another district is never odd', () => {
    const read = parseNik('3510131203800001')
    expect(read.ok && checkNik(read.value, { isKnownRegion: () => true })).toEqual([])
  })
})

test.each([
  ['3510051203800001', '2026-11-25', '1980-03-12'],
  ['3510051203200001', '2026-11-25', '2020-03-12'],
  ['3510052611260001', '2026-11-25', '1926-11-26'],
  ['3510052511260001', '2026-11-25', '2026-11-25'],
])('%s seen on %s was born on %s', (text, today, birthOn) => {
  const read = parseNik(text)
  expect(read.ok && birthFromNik(read.value, today)).toBe(birthOn)
})

test('a masked number shows region and last four', () => {
  expect(maskNik({ prefix: '3510', last4: '0012' })).toBe('3510••••••••0012')
})
