import { describe, expect, test } from 'vitest'
import { formatters } from './format.ts'

const minutes = 60_000

describe('Bahasa Indonesia', () => {
  const f = formatters('id')

  test('numbers, shares and money are written the Indonesian way', () => {
    expect(f.number(41_873)).toBe('41.873')
    expect(f.percent(0.964)).toBe('96,4%')
    expect(f.rupiah(1_250_000n)).toBe('Rp 1.250.000')
    expect(f.fileSize(1_540_000)).toBe('1,5 MB')
    expect(f.list(['Dinsos', 'Dinkes', 'Baznas'])).toBe('Dinsos, Dinkes, dan Baznas')
  })

  test('a moment is shown on the regency\'s day and clock', () => {
    expect(f.moment('2026-11-20T17:05:00Z')).toBe('21 November 2026, 00.05 WIB')
    expect(f.time('2026-11-21T07:05:00Z')).toBe('14.05 WIB')
    expect(formatters('id', 'Asia/Makassar').time('2026-11-21T07:05:00Z')).toBe('15.05 WITA')
    expect(f.day('2026-11-21')).toBe('21 November 2026')
    expect(f.dayShort('2026-11-21')).toBe('21/11/2026')
  })

  test('a moment of today is shown without its day', () => {
    expect(f.momentShort('2026-11-21T07:05:00Z', '2026-11-21T10:00:00Z')).toBe('14.05 WIB')
    expect(f.momentShort('2026-11-20T07:05:00Z', '2026-11-21T10:00:00Z')).toBe('20 Nov 14.05 WIB')
  })

  test.each([
    [130 * minutes, '2 jam 10 menit lagi'],
    [120 * minutes, '2 jam lagi'],
    [0, 'kurang dari 1 menit lagi'],
    [-35 * minutes, 'lewat 35 menit'],
    [-(26 * 60 + 5) * minutes, 'lewat 1 hari 2 jam'],
  ])('a due time %i ms away reads "%s"', (away, words) => {
    expect(f.timeLeft(away, 0)).toBe(words)
  })

  test('what has just happened says so', () => {
    expect(f.ago(0, 30_000)).toBe('baru saja')
    expect(f.ago(0, 3 * minutes)).toBe('3 menit lalu')
  })
})

describe('English', () => {
  const f = formatters('en')

  test('one hour is singular and two minutes are plural', () => {
    expect(f.timeLeft(62 * minutes, 0)).toBe('1 hour 2 minutes left')
    expect(f.moment('2026-11-21T07:05:00Z')).toBe('21 November 2026, 14:05 WIB')
  })
})
