import { expect, test } from 'vitest'
import { isNamed } from './accused.rules.ts'

test.each<[string, string, boolean]>([
  ['Endang Pratiwi', 'bu endang pratiwi yang di loket', true], ['Endang Pratiwi', 'bu endang', false], ['Hariyono', 'Pak Hariyono', true],
  ['Hariyono', 'Hariyono dan Endang Pratiwi', true], ['Hariyono', 'pak Hariyono dari UPT Glagah', true], ['Hariyono', 'petugas loket, Hariyono', true],
  ['Hariyono', 'saya disuruh tetangga Hariyono', false], ['Hariyono', 'Hariyonowati', false], ['Li', 'Pak Li', false],
])('%s in "%s": %s', (name, words, isThere) => {
  expect(isNamed(name, words)).toBe(isThere)
})
