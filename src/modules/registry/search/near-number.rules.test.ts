import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { composeNik } from '#modules/registry/person/nik.rules.ts'
import { nearCards, nearNiks } from './near-number.rules.ts'

const typed = '3510150107600012'

describe('a number that is one slip away from what was typed', () => {
  test.each([
    ['the last digit is another', '3510150107600013', [16]],
    ['the first digit is another', '1510150107600012', [1]],
    ['a digit of the day is another', '3510152107600012', [7]],
    ['two neighbours changed places', '3510150107600021', [15, 16]],
    ['two neighbours of the birthday changed places', '3510151007600012', [7, 8]],
  ])('%s', (_, digits, differing) => {
    expect(nearNiks(typed)).toContainEqual({ digits, differing })
  })

  test.each([
    ['is the number itself', typed],
    ['has a month that is none', '3510150117600012'],
    ['has a day that is none', '3510159107600012'],
    ['has no region', '0510150107600012'],
    ['has two other digits', '3510150107600033'],
    ['has two digits swapped that are no neighbours', '3510150107601002'],
    ['lacks a digit', '351015010760001'],
  ])('is no NIK that %s', (_, digits) => {
    expect(nearNiks(typed).map((near) => near.digits)).not.toContain(digits)
  })

  test('may be a family card with any date of issue', () => {
    expect(nearCards('3510151203140007')).toContainEqual({ digits: '3510159203140007', differing: [7] })
    expect(nearCards('3510151203140001').map((near) => near.digits)).not.toContain('3510151203140000')
  })

  test('is named once, and there are no more than 159 of them', () => {
    const digits = nearCards('1234567890123456').map((near) => near.digits)
    expect(digits).toHaveLength(159)
    expect(new Set(digits).size).toBe(159)
  })
})

const anyNik = fc.record({
  region: fc.constantFrom('351015', '351005', '357801'), sex: fc.constantFrom('male' as const, 'female' as const),
  birthOn: fc.date({ min: new Date('1930-01-01T00:00:00Z'), max: new Date('2026-01-01T00:00:00Z'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
  serial: fc.integer({ min: 1, max: 9_999 }),
}).map(composeNik)

test('a NIK is found again by the number that a slip made of it, and the slip is where it is said to be', () => {
  fc.assert(fc.property(anyNik, fc.nat(15), fc.integer({ min: 1, max: 9 }), (nik, at, more) => {
    const slipped = nik.slice(0, at) + String((Number(nik[at]) + more) % 10) + nik.slice(at + 1)
    expect(nearNiks(slipped)).toContainEqual({ digits: nik, differing: [at + 1] })
  }))
  fc.assert(fc.property(anyNik, fc.nat(14), (nik, at) => {
    fc.pre(nik[at] !== nik[at + 1])
    const slipped = nik.slice(0, at) + nik[at + 1]! + nik[at]! + nik.slice(at + 2)
    expect(nearNiks(slipped)).toContainEqual({ digits: nik, differing: [at + 1, at + 2] })
  }))
})
