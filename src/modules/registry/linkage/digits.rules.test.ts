import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance } from '#platform/closest-word.ts'
import { isDigitSlip, longSlips, packDigits, packNumber, slips, unpack } from './digits.rules.ts'

const eight = fc.stringMatching(/^\d{8}$/)
const sixteen = fc.stringMatching(/^\d{16}$/)

test('packed digits are read back', () => {
  fc.assert(fc.property(eight, (text) => {
    expect(unpack(packDigits(text, 0)!, 0, 8)).toBe(Number(text))
    expect(packNumber(Number(text))).toBe(packDigits(text, 0))
  }))
})

test('a letter among the digits makes no number', () => {
  expect(packDigits('1234A678', 0)).toBeUndefined()
})

test.each([
  ['19801231', '19801231', true], ['19801231', '19801232', true], ['19801231', '19802131', true], ['19800102', '19810102', true],
  ['19801231', '19791231', false], ['19801231', '18901321', false], ['01234567', '12345670', false],
])('%s beside %s is one slip: %s', (left, right, isSlip) => {
  expect(isDigitSlip(packDigits(left, 0)!, packDigits(right, 0)!)).toBe(isSlip)
})

test('slips of long numbers are counted as by the plain table, up to two', () => {
  let seen = 0
  fc.assert(fc.property(sixteen, fc.array(fc.tuple(fc.nat(15), fc.nat(9)), { maxLength: 3 }), (text, changes) => {
    const digits = text.split('')
    for (const [at, digit] of changes) digits[at] = String(digit)
    const other = digits.join('')
    const number = (each: string) => ({ high: packDigits(each, 0)!, low: packDigits(each, 8)! })
    expect(longSlips(number(text), number(other), 2)).toBe(Math.min(3, editDistance(text, other)))
    seen += 1
  }), { numRuns: 500 })
  expect(seen).toBeGreaterThan(100)
})

test('slips of words are counted as by the plain table', () => {
  const word = fc.stringMatching(/^[A-D]{1,8}$/)
  const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  fc.assert(fc.property(word, word, fc.constantFrom(1, 2), (left, right, most) => {
    expect(slips({ left: bytes(left), right: bytes(right) }, [left.length, right.length], most)).toBe(Math.min(most + 1, editDistance(left, right)))
  }), { numRuns: 2_000 })
})
