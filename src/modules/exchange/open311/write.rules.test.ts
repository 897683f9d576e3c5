import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Tree } from './open311.contract.ts'
import { write } from './write.rules.ts'

test.each<[string, Tree, string]>([
  ['a list', [{ a: 1 }, { a: 2 }], '<services><service><a>1</a></service><service><a>2</a></service></services>'],
  ['nothing', [{ a: null }], '<services><service><a/></service></services>'],
  ['an empty list', [], '<services></services>'],
  ['a list within', [{ values: [{ key: 'x' }], keywords: 'a,b' }], '<services><service><values><value><key>x</key></value></values><keywords>a,b</keywords></service></services>'],
  ['signs of its own', [{ a: `<b> & "c" 'd'\u0000` }], '<services><service><a>&lt;b&gt; &amp; &quot;c&quot; &apos;d&apos;</a></service></services>'],
])('%s', (_what, value, xml) => {
  expect(write(value, { root: 'services', item: 'service' }, 'xml')).toBe(`<?xml version="1.0" encoding="utf-8"?>\n${xml}\n`)
  expect(JSON.parse(write(value, { root: 'services', item: 'service' }, 'json'))).toEqual(value)
})

test('no text breaks out of its element', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
    const xml = write([{ a: text }], { root: 'r', item: 'i' }, 'xml')
    expect(xml.match(/<[^>]*>/g)).toHaveLength(7)
  }), { seed: 20_261_125 })
})
