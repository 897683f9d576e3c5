import type { Load } from '#modules/response/board/board.contract.ts'

/** How an area is coloured: by the worst thing that waits in it; an area beyond one's scope tells nothing. */
export type Shade = 'none' | 'open' | 'soon' | 'late' | 'beyond'

/** The shade of an area; nothing known means nothing open. */
export function shadeOf(load: Load | undefined): Shade {
  if (load === undefined || load.open === 0) return 'none'
  if (load.late > 0) return 'late'
  return load.soon > 0 ? 'soon' : 'open'
}

export interface Circle {
  readonly x: number
  readonly y: number
}

export interface Frame {
  readonly width: number
  readonly height: number
  readonly margin: number
}

/** Places centroids (degrees) in a frame, north up, east and north to the same scale at this latitude. */
export function placeCentroids(points: readonly { readonly lat: number; readonly lng: number }[], frame: Frame): readonly Circle[] {
  if (points.length === 0) return []
  const shrink = Math.cos((points[0]!.lat * Math.PI) / 180)
  const xs = points.map((point) => point.lng * shrink)
  const ys = points.map((point) => -point.lat)
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const [wide, high] = [Math.max(...xs) - left, Math.max(...ys) - top]
  const scale = Math.min((frame.width - 2 * frame.margin) / (wide || 1), (frame.height - 2 * frame.margin) / (high || 1))
  return points.map((_, index) => ({
    x: (frame.width - wide * scale) / 2 + (xs[index]! - left) * scale,
    y: (frame.height - high * scale) / 2 + (ys[index]! - top) * scale,
  }))
}

const spreadRounds = 200

/** Moves circles that lie too close apart, each a little, until all keep the distance; neighbours stay neighbours. Gives new circles inside the frame. */
export function spreadApart(circles: readonly Circle[], distance: number, frame: Frame): readonly Circle[] {
  const moved = circles.map((circle) => ({ ...circle }))
  for (let round = 0; round < spreadRounds; round += 1) {
    for (const [index, left] of moved.entries()) {
      for (const right of moved.slice(index + 1)) pushApart(left, right, distance)
    }
    for (const circle of moved) {
      circle.x = Math.min(frame.width - frame.margin, Math.max(frame.margin, circle.x))
      circle.y = Math.min(frame.height - frame.margin, Math.max(frame.margin, circle.y))
    }
  }
  return moved
}

function pushApart(left: { x: number; y: number }, right: { x: number; y: number }, distance: number): void {
  // Two circles on one spot have no direction to part in; one to the right, one to the left will do.
  const [dx, dy] = left.x === right.x && left.y === right.y ? [1, 0] : [right.x - left.x, right.y - left.y]
  const apart = Math.hypot(dx, dy)
  if (apart >= distance) return
  const push = (distance - apart) / 2 / apart
  left.x -= dx * push
  left.y -= dy * push
  right.x += dx * push
  right.y += dy * push
}

/** Fields in rows for areas without any known place; gives the corner of each and the size of all. */
export function placeCells(count: number, width: number): Cells {
  const columns = Math.max(1, Math.min(3, count))
  const wide = width / columns
  const high = wide * 0.5
  const corners = Array.from({ length: count }, (_, index) => ({ x: (index % columns) * wide, y: Math.floor(index / columns) * high }))
  return { wide, high, height: Math.ceil(count / columns) * high, corners }
}

export interface Cells {
  readonly wide: number
  readonly high: number
  readonly height: number
  readonly corners: readonly Circle[]
}

const smallestBubble = 16
const bubbleGrowth = 14

/** How large a bubble is for so many open cases: its area grows with them, up to the fullest one's. */
export function bubbleRadius(open: number, mostOpen: number): number {
  return open === 0 ? 9 : smallestBubble + bubbleGrowth * Math.sqrt(open / Math.max(open, mostOpen))
}

/** A text in a drawing, its middle and how much it matters. */
export interface Label {
  readonly x: number
  readonly y: number
  readonly lines: readonly string[]
  readonly weight: number
}

// Letters of a system font are about this wide, in parts of their height.
const letterWidth = 0.68
const lineHeight = 1.2

/** The size at which the longest of the lines still fits into a width, at most so large. */
export function fittingSize(lines: readonly string[], room: number, largest: number): number {
  return Math.min(largest, room / (Math.max(1, ...lines.map((line) => line.length)) * letterWidth))
}

/** The label, moved so far that all of it lies inside the frame. */
export function keepInside(label: Label, frame: Frame, fontSize: number): Label {
  const wide = halfWidth(label, fontSize) + frame.margin
  const high = (label.lines.length * fontSize * lineHeight) / 2 + frame.margin
  return { ...label, x: Math.min(frame.width - wide, Math.max(wide, label.x)), y: Math.min(frame.height - high, Math.max(high, label.y)) }
}

/** Which labels find room beside each other: what matters most is kept first, what would lie over it is left out. */
export function labelsWithRoom(labels: readonly Label[], fontSize: number): readonly boolean[] {
  const order = labels.map((_, index) => index).toSorted((left, right) => labels[right]!.weight - labels[left]!.weight)
  const kept: Label[] = []
  const fits = labels.map(() => false)
  for (const index of order) {
    const label = labels[index]!
    if (kept.some((other) => overlap(label, other, fontSize))) continue
    kept.push(label)
    fits[index] = true
  }
  return fits
}

function overlap(left: Label, right: Label, fontSize: number): boolean {
  const wide = halfWidth(left, fontSize) + halfWidth(right, fontSize)
  const high = ((left.lines.length + right.lines.length) / 2) * fontSize * lineHeight
  return Math.abs(left.x - right.x) < wide && Math.abs(left.y - right.y) < high
}

function halfWidth({ lines }: Label, fontSize: number): number {
  return (Math.max(...lines.map((line) => line.length)) * fontSize * letterWidth) / 2
}
