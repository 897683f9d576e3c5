import { expect, test } from 'vitest'
import { createNameTable } from './name-table.rules.ts'

const letters = 'BDGKLMNPRS'

/** So many words that sound different. */
function manyWords(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${[...String(at).padStart(4, '0')].map((digit) => `${letters[Number(digit)]}A`).join('')}N`)
}

test('every name has a key and telling words of its own, however long the table grows', () => {
  const table = createNameTable()
  const names = manyWords(3_000).map((word) => table.add(word).name)
  const { wordMask, words, nameStart } = table.finish()
  expect(new Set(names).size).toBe(3_000)
  expect(new Set(names.map(table.keyOf)).size).toBe(3_000)
  expect(names.filter((name) => wordMask[words[nameStart[name]!]!] === 0)).toEqual([])
})

test.each([
  ['SITI AMINAH', 'SITTI AMINAH'], ['ABD RAHMAN', 'ABDUL RAHMAN'], ['NUR  HAYATI', 'NUR HAYATI'], ['H. SLAMET', 'SLAMET'], ['slamet', 'SLAMET'],
])('%s and %s have one key', (one, other) => {
  const table = createNameTable()
  const [left, right] = [table.add(one).name, table.add(other).name]
  expect(table.keyOf(left)).toBe(table.keyOf(right))
  expect(left).toBeGreaterThan(0)
})

test.each(['', '-', 'BU SLAMET', '123'])('"%s" is nobody’s own name', (text) => {
  expect(createNameTable().add(text).name).toBe(0)
})
