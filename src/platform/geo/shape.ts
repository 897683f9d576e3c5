/** A point as GeoJSON writes it: longitude, latitude, in degrees of WGS 84. */
export type Position = readonly [lng: number, lat: number]

/** A closed line: the last position is the first again. */
export type Ring = readonly Position[]

/** Coordinates of a GeoJSON MultiPolygon: polygons, each an outer ring and its holes. */
export type Shape = readonly (readonly Ring[])[]

const metersPerDegree = 111_320

/** Whether a point lies in a shape and in none of its holes. */
export function containsPoint(shape: Shape, point: Position): boolean {
  return shape.some((rings) => rings.filter((ring) => isInRing(ring, point)).length % 2 === 1)
}

/** Metres from a point to the nearest border of a shape, whether from outside or inside. */
export function metersToBorder(shape: Shape, point: Position): number {
  const at = flattenAround(point)
  let nearest = Number.POSITIVE_INFINITY
  for (const ring of shape.flat()) {
    for (let index = 1; index < ring.length; index += 1) {
      nearest = Math.min(nearest, metersToLine([0, 0], at(ring[index - 1]!), at(ring[index]!)))
    }
  }
  return nearest
}

/** Metres between two points of one regency. */
export function metersBetween(left: Position, right: Position): number {
  return Math.hypot(...flattenAround(left)(right))
}

/** Middle of a shape by area; the middle of its positions when it has no area. */
export function centroidOf(shape: Shape): Position {
  const rings = shape.flatMap((polygon) => polygon.slice(0, 1))
  const parts = rings.map(ringMoments)
  const area = sum(parts.map((part) => part.area))
  if (area > 0) return [sum(parts.map((part) => part.lng)) / area, sum(parts.map((part) => part.lat)) / area]
  const positions = rings.flat()
  return [sum(positions.map(([lng]) => lng)) / positions.length, sum(positions.map(([, lat]) => lat)) / positions.length]
}

/** The same shape with fewer decimals; 5 are about a metre, 4 about ten. */
export function roundShape(shape: Shape, decimals: number): Shape {
  const factor = 10 ** decimals
  const round = (value: number): number => Math.round(value * factor) / factor
  return shape.map((rings) => rings.map((ring) => ring.map(([lng, lat]): Position => [round(lng), round(lat)])))
}

/** Metres from a point to a straight line between two others, all on a plane in metres. */
export function metersToLine(point: Position, start: Position, end: Position): number {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
  const within = Math.max(0, Math.min(1, along))
  return Math.hypot(start[0] + within * dx - point[0], start[1] + within * dy - point[1])
}

/** Turns positions into metres east and north of an origin; good enough across one regency. */
export function flattenAround(origin: Position): (position: Position) => Position {
  const eastScale = metersPerDegree * Math.cos((origin[1] * Math.PI) / 180)
  return ([lng, lat]) => [(lng - origin[0]) * eastScale, (lat - origin[1]) * metersPerDegree]
}

function isInRing(ring: Ring, [lng, lat]: Position): boolean {
  let inside = false
  for (let index = 1; index < ring.length; index += 1) {
    const [startLng, startLat] = ring[index - 1]!
    const [endLng, endLat] = ring[index]!
    const crosses = startLat > lat !== endLat > lat
    if (crosses && lng < startLng + ((lat - startLat) / (endLat - startLat)) * (endLng - startLng)) inside = !inside
  }
  return inside
}

function ringMoments(ring: Ring): { area: number; lng: number; lat: number } {
  let [twiceArea, lngMoment, latMoment] = [0, 0, 0]
  const [originLng, originLat] = ring[0]!
  for (let index = 1; index < ring.length; index += 1) {
    const [startLng, startLat] = [ring[index - 1]![0] - originLng, ring[index - 1]![1] - originLat]
    const [endLng, endLat] = [ring[index]![0] - originLng, ring[index]![1] - originLat]
    const cross = startLng * endLat - endLng * startLat
    twiceArea += cross
    lngMoment += (startLng + endLng) * cross
    latMoment += (startLat + endLat) * cross
  }
  const sign = Math.sign(twiceArea)
  const area = (sign * twiceArea) / 2
  return { area, lng: originLng * area + (sign * lngMoment) / 6, lat: originLat * area + (sign * latMoment) / 6 }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
