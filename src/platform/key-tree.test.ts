import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leafAt, leafPlace, withoutLeaf, type KeyTree } from './key-tree.ts'

const seed = Number(process.env['KEY_TREE_SEED'] ?? 20_261_126)
const root = (): KeyTree => new Map([['', randomBytes(32)]])

/** Places that meet often on their way, and some that do not. */
const place = fc.oneof(fc.uuid().map(leafPlace), fc.array(fc.constantFrom('0', '1', 'f'), { minLength: 16, maxLength: 16 }).map((digits) => digits.join('')))

test('for any places destroyed in any order, every other is derived as before, and those are not', () => {
  fc.assert(fc.property(fc.uniqueArray(place, { minLength: 2, maxLength: 40 }), fc.nat(40), (places, count) => {
    const whole = root()
    const before = new Map(places.map((each) => [each, leafAt(whole, each, new Map())]))
    const destroyed = places.slice(0, count)
    const left = destroyed.reduce(withoutLeaf, whole)
    const known = new Map<string, Buffer>()
    for (const each of places) expect(leafAt(left, each, known), each).toEqual(destroyed.includes(each) ? undefined : before.get(each))
    // Nothing that is left stands above what was destroyed, and what is remembered does not either.
    expect([...left.keys(), ...known.keys()].filter((kept) => destroyed.some((each) => each.startsWith(kept)))).toEqual([])
    expect(destroyed.reduce(withoutLeaf, left)).toBe(left)
  }), { seed, numRuns: 200 })
})

test('every leaf is a key of its own', () => {
  const whole = root()
  const leaves = Array.from({ length: 500 }, (_, at) => leafAt(whole, leafPlace(`subject ${at}`), new Map())!.toString('hex'))
  expect(new Set(leaves).size).toBe(500)
})
