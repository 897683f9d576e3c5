import { expect, test } from 'vitest'
import { bubbleRadius, fittingSize, keepInside, labelsWithRoom, placeCells, placeCentroids, shadeOf, spreadApart } from './drawing.rules.ts'

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

test('cells do not overlap, none is left out, and at most three stand in a row', () => {
  const { wide, high, corners, height } = placeCells(7, 300)
  expect(corners).toHaveLength(7)
  expect(new Set(corners.map((corner) => `${corner.x},${corner.y}`)).size).toBe(7)
  expect(wide).toBe(100)
  expect(height).toBe(3 * high)
  expect(placeCells(2, 300).wide).toBe(150)
})

test.each([
  [0, 10, 9],
  [10, 10, 30],
  [40, 10, 30],
])('%i open of at most %i make a bubble of radius %i', (open, mostOpen, radius) => {
  expect(bubbleRadius(open, mostOpen)).toBe(radius)
})

test('more open cases never make a smaller bubble', () => {
  const radii = Array.from({ length: 50 }, (_, open) => bubbleRadius(open, 49))
  expect(radii).toEqual(radii.toSorted((left, right) => left - right))
})

test('letters are as large as the longest name allows, and never larger than asked', () => {
  expect(fittingSize(['Giri', 'Kampungmandar'], 170, 23)).toBeLessThan(23)
  expect(fittingSize(['Giri'], 170, 23)).toBe(23)
})

test('a label at the edge is moved in, one in the middle stays', () => {
  const frame = { width: 400, height: 300, margin: 4 }
  const moved = keepInside({ x: 2, y: 299, lines: ['Pesanggaran'], weight: 0 }, frame, 20)
  expect(moved.x).toBeGreaterThan(60)
  expect(moved.y).toBeLessThan(290)
  const middle = { x: 200, y: 150, lines: ['Giri'], weight: 0 }
  expect(keepInside(middle, frame, 20)).toEqual(middle)
})

test('a label that would lie over a weightier one is left out, wherever it stands in the list', () => {
  const labels = [
    { x: 100, y: 100, lines: ['Licin'], weight: 1 },
    { x: 110, y: 104, lines: ['Glagah', '3'], weight: 5 },
    { x: 300, y: 100, lines: ['Muncar'], weight: 0 },
  ]
  expect(labelsWithRoom(labels, 20)).toEqual([false, true, true])
})

test('circles that lay on one another keep their distance and stay in the frame', () => {
  const frame = { width: 400, height: 400, margin: 30 }
  const spread = spreadApart([{ x: 200, y: 200 }, { x: 200, y: 200 }, { x: 210, y: 205 }, { x: 35, y: 35 }], 60, frame)
  const gaps = spread.flatMap((left, index) => spread.slice(index + 1).map((right) => Math.hypot(left.x - right.x, left.y - right.y)))
  expect(gaps).toHaveLength(6)
  expect(Math.min(...gaps)).toBeGreaterThan(59)
  for (const circle of spread) expect(Math.min(circle.x, circle.y)).toBeGreaterThanOrEqual(30)
})
