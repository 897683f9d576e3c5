import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCode, codeSignsOf, writeCode } from './written-code.ts'

const secret = fc.uint8Array({ minLength: 8, maxLength: 32 })

describe('the receipt code', () => {
  test('is twelve signs in groups of four behind the prefix', () => {
    expect(writeCode('BWI', codeSignsOf(new Uint8Array(8)))).toBe('BWI-2222-2222-2222')
    expect(writeCode('BWI', codeSignsOf(new Uint8Array(8).fill(255)))).toBe('BWI-ZZZZ-ZZZZ-ZZZZ')
  })

  test('never holds a sign that can be mistaken for another', () => {
    fc.assert(fc.property(secret, (bytes) => {
      expect(codeSignsOf(bytes)).toMatch(/^[2-9A-HJ-NP-Z]{12}$/)
    }))
  })

  test('differs whenever one of the last sixty bits differs', () => {
    fc.assert(fc.property(secret, fc.integer({ min: 4, max: 63 }), (bytes, bit) => {
      const other = Uint8Array.from(bytes)
      other[bit >> 3]! ^= 128 >> (bit & 7)
      expect(codeSignsOf(other)).not.toBe(codeSignsOf(bytes))
    }))
  })

  test('is read back however it was typed', () => {
    fc.assert(fc.property(secret, fc.constantFrom('', ' ', '-', ' – ', '.'), fc.boolean(), (bytes, separator, withPrefix) => {
      const code = codeSignsOf(bytes)
      const written = writeCode('BWI', code).replaceAll('-', separator).toLowerCase()
      expect(readCode('BWI', withPrefix ? written : written.slice(3))).toBe(code)
    }))
  })

  test.each([
    ['nothing', ''],
    ['too few signs', 'BWI-8F3K-2Q7M'],
    ['too many signs', 'BWI-8F3K-2Q7M-9XHT-2'],
    ['a zero', 'BWI-8F3K-2Q7M-9XH0'],
    ['another prefix', 'ABC-8F3K-2Q7M-9XHT'],
    ['NUL and friends', '\u0000\uD800'],
    ['a book', 'A'.repeat(100_000)],
  ])('%s is no code', (_name, typed) => {
    expect(readCode('BWI', typed)).toBeUndefined()
  })

  test('full-width letters of a phone keyboard are read', () => {
    expect(readCode('BWI', 'ＢＷＩ－８Ｆ３Ｋ－２Ｑ７Ｍ－９ＸＨＴ')).toBe('8F3K2Q7M9XHT')
  })
})
