import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { passwordMaximum, passwordWeakness } from './password.rules.ts'

const personal = ['sri.wahyuni', 'Sri Wahyuni', 'Kabupaten Contohrejo']

describe('a new password', () => {
  test.each([
    ['padi-subuh-lumbung'], ['tiga kucing di atas genteng'], ['Gq7#vLp2!xRd'], ['ꦏꦼꦤ꧀ꦠꦺꦴꦔꦤ꧀ꦢꦺꦱꦏꦸ'], ['x'.concat('kelapa muda pagi')],
  ])('%s is accepted', (password) => {
    expect(passwordWeakness(password, personal)).toBeUndefined()
  })

  test.each([
    ['padi', 'password_too_short'],
    ['😀😀😀😀😀', 'password_too_short'],
    ['aB3$'.repeat(40), 'password_too_long'],
    ['password123', 'password_too_common'],
    ['P@ssw0rd2026', 'password_too_common'],
    ['bismillah123', 'password_too_common'],
    ['1234567890123', 'password_too_common'],
    ['qwertyuiop', 'password_too_common'],
    ['aaaaaaaaaaaaaaaa', 'password_too_common'],
    ['SriWahyuni1985', 'password_too_common'],
    ['Contohrejo2026', 'password_too_common'],
    ['indonesiamerdeka17', 'password_too_common'],
  ])('%s is refused as %s', (password, kind) => {
    expect(passwordWeakness(password, personal)?.kind).toBe(kind)
  })

  test('sixty-four letters are always allowed when they are not guessable, and no text breaks the check', () => {
    expect(passwordMaximum).toBeGreaterThanOrEqual(64)
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const weakness = passwordWeakness(text, personal)
      expect(weakness === undefined || weakness.kind.startsWith('password_')).toBe(true)
    }))
  })
})
