import { expect, test } from 'vitest'
import { placeCells, placeCentroids, shadeOf, spreadApart } from './drawing.rules.ts'

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

test('circles that lay on one another keep their distance and stay in the frame', () => {
  const frame = { width: 400, height: 400, margin: 30 }
  const spread = spreadApart([{ x: 200, y: 200 }, { x: 200, y: 200 }, { x: 210, y: 205 }, { x: 35, y: 35 }], 60, frame)
  const gaps = spread.flatMap((left, index) => spread.slice(index + 1).map((right) => Math.hypot(left.x - right.x, left.y - right.y)))
  expect(gaps).toHaveLength(6)
  expect(Math.min(...gaps)).toBeGreaterThan(59)
  for (const circle of spread) expect(Math.min(circle.x, circle.y)).toBeGreaterThanOrEqual(30)
})
