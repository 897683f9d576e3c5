import type { Area, AreaKind, AreaTree, BoundingBox } from '#modules/people/area/area.contract.ts'
import { areaIdOf, isInside } from '#modules/people/area/area.rules.ts'
import { placeNameKey } from '#modules/people/area/place-name.rules.ts'
import { editDistance } from '#platform/closest-word.ts'
import { centroidOf, roundShape, type Position, type Ring, type Shape } from '#platform/geo/shape.ts'
import { simplifyTogether } from '#platform/geo/simplify.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { BoundarySummary, UnmatchedFeature } from './boundary.contract.ts'

const mostFeatures = 5_000
const mostPositions = 200_000
const mostListed = 100
const outlineToleranceMeters = 80

/** A border that a file holds for one of our areas. */
export interface MatchedBoundary {
  readonly area: Area
  readonly shape: Shape
}

/** A file of boundaries, feature by feature. */
export interface ReadBoundaries {
  readonly matched: readonly MatchedBoundary[]
  readonly unmatched: readonly UnmatchedFeature[]
}

export type BoundariesRefused = {
  readonly kind: 'boundaries_not_json' | 'boundaries_not_geojson' | 'boundaries_too_many' | 'boundaries_axes_swapped' | 'boundaries_no_match'
}

interface Given {
  readonly areas: AreaTree
  readonly boundingBox: BoundingBox
}

/**
 * Reads a GeoJSON FeatureCollection whose features carry the official code (as `code`, `kode` or `id`, with or without dots).
 * A file that holds nothing for this regency, or that is written latitude first, is refused as a whole. Also run in the browser.
 */
export function readBoundaries(text: string, given: Given): Result<ReadBoundaries, BoundariesRefused> {
  const parsed = parseJson(text)
  if (parsed === undefined) return err({ kind: 'boundaries_not_json' })
  const features = featuresOf(parsed)
  if (features === undefined) return err({ kind: 'boundaries_not_geojson' })
  if (features.length > mostFeatures) return err({ kind: 'boundaries_too_many' })
  const read = features.map((feature, at) => readFeature(feature, at + 1, given.areas))
  if (countPositions(read) > mostPositions) return err({ kind: 'boundaries_too_many' })
  if (isLatitudeFirst(read, given.boundingBox)) return err({ kind: 'boundaries_axes_swapped' })
  const sorted = sortOut(read, given.boundingBox)
  return sorted.matched.length === 0 ? err({ kind: 'boundaries_no_match' }) : ok(sorted)
}

/** Counts what was read and names the areas that the file leaves out. */
export function summarizeBoundaries(read: ReadBoundaries, areas: AreaTree): BoundarySummary {
  const held = new Set(read.matched.map(({ area }) => area.areaId))
  const kinds = new Set(read.matched.map(({ area }) => area.kind))
  const count = (kind: AreaKind): number => read.matched.filter(({ area }) => area.kind === kind).length
  const missing = [...areas.byId.values()].filter((area) => kinds.has(area.kind) && !held.has(area.areaId))
  return {
    districts: count('district'), villages: count('village'), regencies: count('regency'),
    missing: missing.map(({ areaId, code, name }) => ({ areaId, code, name })),
    unmatched: read.unmatched.slice(0, mostListed), unmatchedCount: read.unmatched.length,
  }
}

/** A border as it is stored: full for finding places, simplified for drawing, and its middle. */
export interface StoredBoundary {
  readonly areaId: number
  readonly shape: Shape
  readonly outline: Shape
  readonly centroid: Position
}

/** Makes the stored form; areas of one kind are simplified together so that neighbours keep touching. */
export function prepareBoundaries(matched: readonly MatchedBoundary[]): readonly StoredBoundary[] {
  const kinds = [...new Set(matched.map(({ area }) => area.kind))]
  return kinds.flatMap((kind) => {
    const own = matched.filter(({ area }) => area.kind === kind)
    const outlines = simplifyTogether(own.map(({ shape }) => shape), outlineToleranceMeters)
    return own.map(({ area, shape }, at): StoredBoundary => ({
      areaId: area.areaId, shape: roundShape(shape, 5), outline: roundShape(outlines[at] ?? shape, 4), centroid: centroidOf(shape),
    }))
  })
}

type Feature = { readonly properties: Readonly<Record<string, unknown>>; readonly id: unknown; readonly geometry: unknown }
type Read = { readonly area: Area; readonly shape: Shape; readonly from: UnmatchedFeature } | { readonly unmatched: UnmatchedFeature }

function readFeature(feature: Feature, position: number, areas: AreaTree): Read {
  const code = textOf(feature.properties['code'] ?? feature.properties['kode'] ?? feature.properties['KODE'] ?? feature.id)
  const name = textOf(feature.properties['name'] ?? feature.properties['nama'] ?? feature.properties['NAMA'])
  const unmatched = (reason: UnmatchedFeature['reason']): Read => ({ unmatched: { position, code, name, reason } })
  if (code === null) return unmatched('no_code')
  const area = findAreaByCode(areas, code)
  if (area === undefined) return unmatched('code_unknown')
  if (name !== null && !isSamePlace(name, area.name)) return unmatched('name_differs')
  const shape = shapeOf(feature.geometry)
  return shape === undefined ? unmatched('not_a_polygon') : { area, shape, from: { position, code, name, reason: 'outside' } }
}

/** Other registers number villages differently; a code that means another village must not slip through. */
function isSamePlace(name: string, ours: string): boolean {
  const [left, right] = [placeNameKey(name), placeNameKey(ours)]
  return left.endsWith(right) || right.endsWith(left) || editDistance(left, right) <= 3
}

function findAreaByCode(areas: AreaTree, written: string): Area | undefined {
  const digits = written.replaceAll(/[.\s]/gu, '')
  if (!/^\d{4}(\d{2}(\d{4})?)?$/.test(digits)) return undefined
  const code = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6), digits.slice(6)].filter((part) => part !== '').join('.')
  const area = areas.byId.get(areaIdOf(code))
  return area?.code === code ? area : undefined
}

function isLatitudeFirst(read: readonly Read[], box: BoundingBox): boolean {
  const middles = read.flatMap((each) => ('shape' in each ? [centroidOf(each.shape)] : []))
  const straight = middles.filter(([lng, lat]) => isInside(box, { lat, lng })).length
  const swapped = middles.filter(([lat, lng]) => isInside(box, { lat, lng })).length
  return swapped > straight
}

function sortOut(read: readonly Read[], box: BoundingBox): ReadBoundaries {
  const matched = new Map<number, MatchedBoundary>()
  const unmatched: UnmatchedFeature[] = []
  for (const each of read) {
    if ('unmatched' in each) {
      unmatched.push(each.unmatched)
      continue
    }
    const [lng, lat] = centroidOf(each.shape)
    if (!isInside(box, { lat, lng })) unmatched.push(each.from)
    else if (matched.has(each.area.areaId)) unmatched.push({ ...each.from, reason: 'twice' })
    else matched.set(each.area.areaId, { area: each.area, shape: each.shape })
  }
  return { matched: [...matched.values()], unmatched }
}

function countPositions(read: readonly Read[]): number {
  return read.reduce((total, each) => total + ('shape' in each ? each.shape.flat().reduce((sum, ring) => sum + ring.length, 0) : 0), 0)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''))
  } catch {
    return undefined
  }
}

function featuresOf(value: unknown): readonly Feature[] | undefined {
  if (!isRecord(value) || value['type'] !== 'FeatureCollection' || !Array.isArray(value['features'])) return undefined
  return value['features'].map((feature: unknown): Feature => {
    const given = isRecord(feature) ? feature : {}
    return { properties: isRecord(given['properties']) ? given['properties'] : {}, id: given['id'], geometry: given['geometry'] }
  })
}

/** A Polygon or MultiPolygon as a closed shape; undefined when it is anything else or not sound. */
function shapeOf(geometry: unknown): Shape | undefined {
  if (!isRecord(geometry)) return undefined
  const polygons: unknown = geometry['type'] === 'Polygon' ? [geometry['coordinates']] : geometry['coordinates']
  if (geometry['type'] !== 'Polygon' && geometry['type'] !== 'MultiPolygon') return undefined
  const shape = listOf(polygons, (rings) => listOf(rings, ringOf))
  return shape !== undefined && shape.length > 0 && shape.every((rings) => rings.length > 0) ? shape : undefined
}

function ringOf(value: unknown): Ring | undefined {
  const positions = listOf(value, positionOf)
  if (positions === undefined || positions.length < 3) return undefined
  const [first, last] = [positions[0]!, positions.at(-1)!]
  const closed = first[0] === last[0] && first[1] === last[1] ? positions : [...positions, first]
  return closed.length < 4 ? undefined : closed
}

function positionOf(value: unknown): Position | undefined {
  if (!Array.isArray(value)) return undefined
  const [lng, lat] = value as unknown[]
  const isSound = typeof lng === 'number' && typeof lat === 'number' && Math.abs(lng) <= 180 && Math.abs(lat) <= 180
  return isSound ? [lng, lat] : undefined
}

function listOf<T>(value: unknown, read: (item: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined
  const items: T[] = []
  for (const item of value) {
    const one = read(item)
    if (one === undefined) return undefined
    items.push(one)
  }
  return items
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const text = String(value).trim().slice(0, 80)
  return text === '' ? null : text
}
