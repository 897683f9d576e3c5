import type { AreaTree, BoundingBox, Point } from '#modules/people/area/area.contract.ts'
import { isInside, listDistricts } from '#modules/people/area/area.rules.ts'
import { containsPoint, metersBetween, metersToBorder, type Position, type Shape } from '#platform/geo/shape.ts'

/** Borders are drawn simplified; nearer than this to one, the village beside it may be the right one. */
const borderToleranceMeters = 500
const mostCandidates = 4

/** The border of one village, for finding the village of a point. */
export interface VillageShape {
  readonly areaId: number
  readonly shape: Shape
}

/**
 * Where a point is. `outside`: not in this regency. `village`: in this one, or beside it; the others are so near that only the
 * person can tell. `districts`: no borders are known here, these middles are nearest.
 */
export type Place =
  | { readonly kind: 'outside' }
  | { readonly kind: 'village'; readonly areaId: number; readonly others: readonly number[] }
  | { readonly kind: 'districts'; readonly areaIds: readonly number[] }

/** Finds the area of a point (WGS 84) within a regency; `accuracyMeters` widens the view near borders. */
export function placeOf(
  point: Point & { readonly accuracyMeters?: number }, within: { areas: AreaTree; boundingBox: BoundingBox; villages: readonly VillageShape[] },
): Place {
  if (!isInside(within.boundingBox, point)) return { kind: 'outside' }
  const at: Position = [point.lng, point.lat]
  if (within.villages.length === 0) return { kind: 'districts', areaIds: nearestDistricts(within.areas, at) }
  const near = nearVillages(within.villages, at, Math.max(borderToleranceMeters, point.accuracyMeters ?? 0))
  const [first, ...others] = near
  if (first === undefined) return { kind: 'districts', areaIds: nearestDistricts(within.areas, at) }
  return { kind: 'village', areaId: first, others }
}

/** Villages that hold the point or whose border is within the tolerance, the one that holds it first. */
function nearVillages(villages: readonly VillageShape[], at: Position, toleranceMeters: number): readonly number[] {
  const measured = villages.flatMap(({ areaId, shape }) => {
    if (containsPoint(shape, at)) return [{ areaId, meters: 0 }]
    if (!isNearBox(shape, at, toleranceMeters)) return []
    const meters = metersToBorder(shape, at)
    return meters <= toleranceMeters ? [{ areaId, meters }] : []
  })
  return measured.toSorted((left, right) => left.meters - right.meters).slice(0, mostCandidates).map(({ areaId }) => areaId)
}

function isNearBox(shape: Shape, at: Position, meters: number): boolean {
  // A degree is at most 111.32 km; twice the span leaves room for the longitudes, which are shorter.
  const margin = (2 * meters) / 111_320
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lng, lat] of shape.flatMap((rings) => rings[0] ?? [])) {
    west = Math.min(west, lng)
    east = Math.max(east, lng)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  return at[0] >= west - margin && at[0] <= east + margin && at[1] >= south - margin && at[1] <= north + margin
}

function nearestDistricts(areas: AreaTree, at: Position): readonly number[] {
  const measured = listDistricts(areas).flatMap(({ areaId, centroid }) =>
    (centroid === null ? [] : [{ areaId, meters: metersBetween(at, [centroid.lng, centroid.lat]) }]))
  return measured.toSorted((left, right) => left.meters - right.meters).slice(0, mostCandidates).map(({ areaId }) => areaId)
}
