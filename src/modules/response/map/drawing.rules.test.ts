import { expect, test } from 'vitest'
import { placeCells, placeCentroids, shadeOf } from './drawing.rules.ts'

test.each([
  [undefined, 'none'],
  [{ open: 0, soon: 0, late: 0 }, 'none'],
  [{ open: 3, soon: 0, late: 0 }, 'open'],
  [{ open: 3, soon: 1, late: 0 }, 'soon'],
  [{ open: 3, soon: 1, late: 1 }, 'late'],
] as const)('an area with %j is shaded %s', (load, shade) => {
  expect(shadeOf(load)).toBe(shade)
})

test('north is up, east is right, and every centroid lies inside the frame', () => {
  const frame = { width: 100, height: 200, margin: 10 }
  const [north, south, east] = placeCentroids([{ lat: -8, lng: 114 }, { lat: -8.6, lng: 114 }, { lat: -8.3, lng: 114.2 }], frame)
  expect(north!.y).toBeLessThan(south!.y)
  expect(east!.x).toBeGreaterThan(north!.x)
  for (const circle of [north!, south!, east!]) {
    expect(circle.x).toBeGreaterThanOrEqual(10)
    expect(circle.x).toBeLessThanOrEqual(90)
    expect(circle.y).toBeGreaterThanOrEqual(10)
    expect(circle.y).toBeLessThanOrEqual(190)
  }
})

test('cells do not overlap and none is left out', () => {
  const { side, corners, height } = placeCells(7, 300)
  expect(corners).toHaveLength(7)
  expect(new Set(corners.map((corner) => `${corner.x},${corner.y}`)).size).toBe(7)
  expect(side).toBe(100)
  expect(height).toBe(300)
})
