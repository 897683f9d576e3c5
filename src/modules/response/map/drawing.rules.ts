import type { Load } from '#modules/response/board/board.contract.ts'

/** How an area is coloured: by the worst thing that waits in it. */
export type Shade = 'none' | 'open' | 'soon' | 'late'

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

/** Squares in rows for areas without any known place; gives the corner of each and the side of all. */
export function placeCells(count: number, width: number): { readonly side: number; readonly height: number; readonly corners: readonly Circle[] } {
  const columns = Math.max(1, Math.ceil(Math.sqrt(count)))
  const side = width / columns
  const corners = Array.from({ length: count }, (_, index) => ({ x: (index % columns) * side, y: Math.floor(index / columns) * side }))
  return { side, height: Math.ceil(count / columns) * side, corners }
}
