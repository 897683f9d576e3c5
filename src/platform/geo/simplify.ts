import { flattenAround, metersToLine, type Position, type Ring, type Shape } from './shape.ts'

/**
 * Shapes with fewer positions, none of the old ones farther than the tolerance from the new border.
 * Neighbours stay neighbours: a border that two shapes share is cut at the points where a third begins, and each piece is
 * simplified the same way for both, so no gap opens between them. Rings that shrink to nothing go, but never a whole shape.
 */
export function simplifyTogether(shapes: readonly Shape[], toleranceMeters: number): readonly Shape[] {
  const corners = findCorners(shapes)
  return shapes.map((shape) => simplifyShape(shape, corners, toleranceMeters))
}

type Corners = ReadonlySet<string>

function simplifyShape(shape: Shape, corners: Corners, toleranceMeters: number): Shape {
  const simpler = shape
    .map((rings) => rings.map((ring) => simplifyRing(ring, corners, toleranceMeters)))
    .filter(([outer]) => outer !== undefined && isRing(outer))
    .map((rings) => rings.filter(isRing))
  return simpler.length > 0 ? simpler : [shape.toSorted((left, right) => (right[0]?.length ?? 0) - (left[0]?.length ?? 0))[0] ?? []]
}

function isRing(ring: Ring): boolean {
  return ring.length >= 4
}

/** Positions where more than two borders meet: these stay, whatever the tolerance. */
function findCorners(shapes: readonly Shape[]): Corners {
  const neighbours = new Map<string, Set<string>>()
  for (const ring of shapes.flat(2)) {
    const keys = ring.slice(1).map(keyOf)
    keys.forEach((key, index) => {
      const around = neighbours.get(key) ?? new Set()
      around.add(keys.at(index - 1)!).add(keys[(index + 1) % keys.length]!)
      neighbours.set(key, around)
    })
  }
  return new Set([...neighbours].flatMap(([key, around]) => (around.size > 2 ? [key] : [])))
}

function simplifyRing(ring: Ring, corners: Corners, toleranceMeters: number): Ring {
  const open = ring.slice(1)
  const firstCorner = open.findIndex((position) => corners.has(keyOf(position)))
  const start = firstCorner === -1 ? smallestAt(open) : firstCorner
  const turned = [...open.slice(start), ...open.slice(0, start), open[start]!]
  const pieces = cutAt(turned, (position) => corners.has(keyOf(position)))
  const simpler = pieces.flatMap((piece) => simplifyPiece(piece, toleranceMeters).slice(0, -1))
  return [...simpler, simpler[0]!]
}

/** A ring without corners starts at its smallest position, so that both sides of a border start alike. */
function smallestAt(positions: readonly Position[]): number {
  let smallest = 0
  positions.forEach((position, index) => {
    if (comparePositions(position, positions[smallest]!) < 0) smallest = index
  })
  return smallest
}

function cutAt(line: Ring, isCut: (position: Position) => boolean): Ring[] {
  const pieces: Position[][] = [[line[0]!]]
  line.slice(1).forEach((position, index) => {
    pieces.at(-1)!.push(position)
    if (isCut(position) && index < line.length - 2) pieces.push([position])
  })
  return pieces
}

/** Simplifies a piece of border in one direction only, so that both neighbours get the same. */
function simplifyPiece(piece: Ring, toleranceMeters: number): Ring {
  const backwards = isBackwards(piece)
  const ordered = backwards ? piece.toReversed() : piece
  const kept = keepFarthest(ordered, toleranceMeters)
  return backwards ? kept.toReversed() : kept
}

function isBackwards(piece: Ring): boolean {
  const ends = comparePositions(piece[0]!, piece.at(-1)!)
  return ends === 0 ? comparePositions(piece[1]!, piece.at(-2)!) > 0 : ends > 0
}

// A line made to be slow would take time with the square of its length; beyond this it is kept as it is.
const mostLooksPerPosition = 1_000

/** Douglas and Peucker's way: keep the position farthest from the straight line, then look at both halves. */
function keepFarthest(line: Ring, toleranceMeters: number): Ring {
  let looksLeft = mostLooksPerPosition * line.length
  const flat = line.map(flattenAround(line[0]!))
  const keep = new Set([0, line.length - 1])
  const open: [number, number][] = [[0, line.length - 1]]
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [from, to] = span
    looksLeft -= to - from
    if (looksLeft < 0) return line
    let [farthest, distance] = [-1, toleranceMeters]
    for (let index = from + 1; index < to; index += 1) {
      const away = metersToLine(flat[index]!, flat[from]!, flat[to]!)
      if (away > distance) [farthest, distance] = [index, away]
    }
    if (farthest === -1) continue
    keep.add(farthest)
    open.push([from, farthest], [farthest, to])
  }
  return line.filter((_, index) => keep.has(index))
}

function comparePositions(left: Position, right: Position): number {
  return left[0] - right[0] || left[1] - right[1]
}

function keyOf([lng, lat]: Position): string {
  return `${lng},${lat}`
}
