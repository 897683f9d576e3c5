import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

/** Last six digits of the official code: regency 0, district CC, village CCVVVV (`12.34.05.2003` → 52003). */
export const AreaId = z.int().min(0).max(999_999)

/** Official code as the ministry of home affairs writes it: `PP.KK`, `PP.KK.CC` or `PP.KK.CC.VVVV`. */
export const AreaCode = z.string().regex(/^\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?$/)

export const AreaKind = z.enum(['regency', 'district', 'village'])
export type AreaKind = z.infer<typeof AreaKind>

/** WGS 84, in degrees. */
export const Point = z.strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) })
export type Point = Readonly<z.infer<typeof Point>>

export const BoundingBox = z.strictObject({ south: z.number(), west: z.number(), north: z.number(), east: z.number() })
export type BoundingBox = Readonly<z.infer<typeof BoundingBox>>

/** One node of the regency's tree; `centroid` is null where none is known. */
export const Area = z.object({
  areaId: AreaId,
  code: AreaCode,
  kind: AreaKind,
  name: z.string(),
  parentId: AreaId.nullable(),
  centroid: Point.nullable(),
}).meta({ id: 'Area' })
export type Area = Readonly<z.infer<typeof Area>>

/** The areas of a regency, found by id; `childIds` is ordered by name. */
export interface AreaTree {
  readonly root: Area
  readonly byId: ReadonlyMap<number, Area>
  readonly childIds: ReadonlyMap<number, readonly number[]>
}

/** An office as screens name it. */
export const OfficeView = z.object({
  officeId: z.int(),
  key: z.string(),
  kind: z.string(),
  rung: z.string(),
  areaId: AreaId,
  name: z.object({ id: z.string(), en: z.string() }),
  short: z.string(),
}).meta({ id: 'Office' })

export const areaOperations = {
  listAreas: {
    method: 'GET', path: '/api/people/areas', access: 'public',
    summary: 'The regency, its districts and its villages, by the names of the districts',
    ok: z.object({ boundingBox: BoundingBox, areas: z.array(Area) }),
  },
  listOffices: {
    method: 'GET', path: '/api/people/offices', access: 'people.office.read',
    summary: 'Every office that works on cases',
    ok: z.object({ offices: z.array(OfficeView) }),
  },
} as const satisfies Operations
