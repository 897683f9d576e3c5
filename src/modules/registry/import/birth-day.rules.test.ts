import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readBirthDay, splitPlaceAndDay } from './birth-day.rules.ts'

const today = '2026-11-25'

describe('a birth date', () => {
  test.each([
    ['31-12-1965', '1965-12-31'], ['31/12/1965', '1965-12-31'], ['31.12.1965', '1965-12-31'], ['31 12 1965', '1965-12-31'], ['1-2-1965', '1965-02-01'],
    ['1965-12-31', '1965-12-31'], ['1965/12/31', '1965-12-31'], ['1965-12-31 00:00:00', '1965-12-31'], ['31121965', '1965-12-31'], ['19651231', '1965-12-31'],
    ['31 Desember 1965', '1965-12-31'], ['31-Des-1965', '1965-12-31'], ['31 DES 1965', '1965-12-31'], ['5 Pebruari 1971', '1971-02-05'], ['17 Agustus 1945', '1945-08-17'],
    ['1 Mei 1990', '1990-05-01'], ['2 Nopember 1988', '1988-11-02'], ['3 Okt 1999', '1999-10-03'], ['9 Juni 2001', '2001-06-09'], ['9Juli2001', '2001-07-09'],
    ['Senin, 17-08-1992', '1992-08-17'], ['29-02-2004', '2004-02-29'],
  ])('%s is %s', (text, on) => {
    expect(readBirthDay(text, { today })).toEqual({ ok: true, value: { on } })
  })

  test.each([
    ['03/25/1990', '1990-03-25', 'birth_swapped'], ['12-31-1965', '1965-12-31', 'birth_swapped'], ['1990-25-03', '1990-03-25', 'birth_swapped'],
    ['12/03/90', '1990-03-12', 'birth_two_digit_year'], ['12/03/05', '2005-03-12', 'birth_two_digit_year'], ['12 Mar 27', '1927-03-12', 'birth_two_digit_year'],
    ['1965', '1965-07-01', 'birth_year_only'], ['32943', '1990-03-11', 'birth_from_number'],
  ])('%s is %s, and that is said', (text, on, oddity) => {
    expect(readBirthDay(text, { today })).toEqual({ ok: true, value: { on, oddity } })
  })

  test.each([
    ['31-02-1990', 'birth_impossible'], ['30 Februari 1990', 'birth_impossible'], ['29-02-1990', 'birth_impossible'], ['00-00-1990', 'birth_impossible'],
    ['31-04-1990', 'birth_impossible'], ['45-13-1990', 'birth_impossible'], ['26-11-2026', 'birth_in_future'], ['12-03-1890', 'birth_too_long_ago'],
    ['kemarin', 'birth_unreadable'], ['12 Foo 1990', 'birth_unreadable'], ['-', 'birth_unreadable'], ['12-03', 'birth_unreadable'], ['99999999', 'birth_impossible'],
  ])('%s is refused: %s', (text, kind) => {
    expect(readBirthDay(text, { today })).toEqual({ ok: false, error: kind })
  })

  test('in a date cell or as a serial number is read too', () => {
    expect(readBirthDay({ day: '1990-03-12' }, { today })).toEqual({ ok: true, value: { on: '1990-03-12' } })
    expect(readBirthDay(32_944, { today })).toMatchObject({ ok: true, value: { on: '1990-03-12', oddity: 'birth_from_number' } })
    expect(readBirthDay(1965, { today })).toMatchObject({ ok: true, value: { oddity: 'birth_year_only' } })
  })

  test('is turned round when only that agrees with the NIK', () => {
    const isInNik = (on: string): boolean => on === '1990-04-03'
    expect(readBirthDay('04-03-1990', { today, isInNik })).toMatchObject({ ok: true, value: { on: '1990-04-03', oddity: 'birth_swapped' } })
    expect(readBirthDay('03-04-1990', { today, isInNik })).toEqual({ ok: true, value: { on: '1990-04-03' } })
    expect(readBirthDay('05-03-1990', { today, isInNik })).toEqual({ ok: true, value: { on: '1990-03-05' } })
  })

  test('written in any usual way comes back the same', () => {
    const moment = fc.date({ min: new Date('1930-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
    const months = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember']
    fc.assert(fc.property(moment, (date) => {
      const on = date.toISOString().slice(0, 10)
      const [year, month, day] = on.split('-')
      for (const text of [on, `${day}-${month}-${year}`, `${day}/${month}/${year}`, `${Number(day)} ${months[Number(month) - 1]} ${year}`, `${day}${month}${year}`]) {
        expect(readBirthDay(text, { today })).toEqual({ ok: true, value: { on } })
      }
    }))
  })

  test('of any text gives a date or a reason, never an exception', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 30 }), fc.stringMatching(/^[0-9/. -]{1,14}$/)), (text) => {
      const read = readBirthDay(text, { today })
      expect(read.ok ? /^\d{4}-\d{2}-\d{2}$/.test(read.value.on) && read.value.on <= today : read.error.startsWith('birth_')).toBe(true)
    }))
  })
})

describe('place and day in one cell', () => {
  test.each([
    ['Banyuwangi, 12-03-1990', 'Banyuwangi', '12-03-1990'], ['JEMBER/12 Maret 1990', 'JEMBER', '12 Maret 1990'], ['Kab. Malang 1990-03-12', 'Kab. Malang', '1990-03-12'],
    ['Situbondo, 1965', 'Situbondo', '1965'], ['12-03-1990', '', '12-03-1990'], ['Bondowoso', '', 'Bondowoso'], ['Probolinggo , 31121965', 'Probolinggo', '31121965'],
  ])('%s', (text, place, day) => {
    expect(splitPlaceAndDay(text)).toEqual({ place, day })
  })
})
