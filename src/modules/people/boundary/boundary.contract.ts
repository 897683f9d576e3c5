import { z } from 'zod'
import { AreaCode, AreaId, AreaKind, Point } from '#modules/people/area/area.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/** Largest file of boundaries that is taken: the villages of a large regency, not simplified. */
export const boundaryFileMaxBytes = 8_000_000

const Position = z.tuple([z.number(), z.number()])

/** Coordinates of a GeoJSON MultiPolygon, longitude first. */
export const BoundaryShape = z.array(z.array(z.array(Position)))

/** Where the borders come from, as it must be named beside every map. */
export const BoundaryOrigin = z.object({
  source: z.string().trim().min(3).max(300),
  licence: z.string().trim().min(2).max(100),
  snapshotOn: z.iso.date(),
}).meta({ id: 'BoundaryOrigin' })
export type BoundaryOrigin = Readonly<z.infer<typeof BoundaryOrigin>>

/** Why a feature of the file belongs to no area. `position` counts the file's features from 1. */
export const UnmatchedFeature = z.object({
  position: z.int(),
  code: z.string().nullable(),
  name: z.string().nullable(),
  reason: z.enum(['no_code', 'code_unknown', 'name_differs', 'not_a_polygon', 'outside', 'twice']),
}).meta({ id: 'UnmatchedFeature' })
export type UnmatchedFeature = Readonly<z.infer<typeof UnmatchedFeature>>

/** What a file of boundaries holds for this regency. At most 100 of the unmatched are listed. */
export const BoundarySummary = z.object({
  districts: z.int(),
  villages: z.int(),
  regencies: z.int(),
  /** Areas of the kinds in the file that the file does not hold. */
  missing: z.array(z.object({ areaId: AreaId, code: AreaCode, name: z.string() })),
  unmatched: z.array(UnmatchedFeature),
  unmatchedCount: z.int(),
}).meta({ id: 'BoundarySummary' })
export type BoundarySummary = Readonly<z.infer<typeof BoundarySummary>>

export const AreaBoundary = z.object({
  areaId: AreaId,
  code: AreaCode,
  name: z.string(),
  parentId: AreaId.nullable(),
  centroid: Point,
  shape: BoundaryShape,
}).meta({ id: 'AreaBoundary' })
export type AreaBoundary = Readonly<z.infer<typeof AreaBoundary>>

/** Borders to draw. Empty where none were imported; `origins` must be shown beside the map. */
export const AreaBoundaries = z.object({
  origins: z.array(BoundaryOrigin),
  boundaries: z.array(AreaBoundary),
}).meta({ id: 'AreaBoundaries' })
export type AreaBoundaries = Readonly<z.infer<typeof AreaBoundaries>>

export const boundaryOperations = {
  listAreaBoundaries: {
    method: 'GET', path: '/api/people/area-boundaries', access: 'public',
    summary: 'Simplified borders of all areas of a kind, or of the villages of one district',
    query: z.object({ kind: AreaKind.default('district'), districtId: z.coerce.number().int().min(0).max(99).optional() }),
    ok: AreaBoundaries,
  },
  importAreaBoundaries: {
    method: 'POST', path: '/api/people/area-boundaries', access: 'people.area.import',
    summary: 'Takes the borders of areas from a GeoJSON file; areas that the file does not hold keep theirs',
    query: BoundaryOrigin,
    raw: { maxBytes: boundaryFileMaxBytes },
    ok: BoundarySummary,
    status: 201,
    refusals: {
      boundaries_not_json: 422, boundaries_not_geojson: 422, boundaries_too_many: 422,
      boundaries_axes_swapped: 422, boundaries_no_match: 422,
    },
  },
} as const satisfies Operations
