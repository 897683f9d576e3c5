import { expect, test } from 'vitest'
import { cursorOf, placeOfCursor } from './list-place.ts'

const place = { at: new Date('2026-11-25T02:00:00.000Z'), id: '0193a1b2-0000-7000-8000-000000000001' }

test('a place comes back from the address as it was', () => {
  expect(placeOfCursor(cursorOf(place))).toEqual(place)
})

test.each([
  '', '_', 'x_y', `1_${place.id}`, `2026-02-30T02:00:00.000Z_${place.id}`, `${place.at.toISOString()}_'; drop`, `${place.at.toISOString()}~${place.id}`,
])('%j is no place', (text) => {
  expect(placeOfCursor(text)).toBeUndefined()
})
