import { expect, test } from 'vitest'
import { isUuid, newId } from './id.ts'

test('ids come in the order in which they are made, however quickly one follows another', () => {
  const ids = Array.from({ length: 20_000 }, newId)
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.every((id) => isUuid(id) && /^.{14}7.{4}[89ab]/.test(id))).toBe(true)
})
