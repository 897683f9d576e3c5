import { sql } from 'kysely'
import type { AreaKind } from '#modules/people/area/area.contract.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Shape } from '#platform/geo/shape.ts'
import type { BoundaryOrigin } from './boundary.contract.ts'
import type { StoredBoundary } from './boundary.rules.ts'

/** Stores borders; an area that had one gets the new one. */
export async function saveBoundaries(tx: Tx, boundaries: readonly StoredBoundary[], origin: BoundaryOrigin): Promise<void> {
  const rows = boundaries.map(({ areaId, shape, outline, centroid: [lng, lat] }) => ({ area_id: areaId, shape, outline, lat, lng }))
  await sql`
    insert into people.area_boundary (regency_id, area_id, shape, outline, centroid_lat, centroid_lng, source, licence, snapshot_on, imported_at, imported_by)
    select ${tx.regencyId}, b.area_id, b.shape, b.outline, b.lat, b.lng, ${origin.source}, ${origin.licence}, ${origin.snapshotOn}::date,
      ${tx.now}::timestamptz, ${tx.actor.accountId}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as b (area_id int, shape jsonb, outline jsonb, lat double precision, lng double precision)
    on conflict (regency_id, area_id) do update set shape = excluded.shape, outline = excluded.outline,
      centroid_lat = excluded.centroid_lat, centroid_lng = excluded.centroid_lng, source = excluded.source, licence = excluded.licence,
      snapshot_on = excluded.snapshot_on, imported_at = excluded.imported_at, imported_by = excluded.imported_by`.execute(tx.db)
}

export interface OutlineRow {
  readonly areaId: number
  readonly parentId: number | null
  readonly code: string
  readonly name: string
  readonly lat: number
  readonly lng: number
  readonly outline: Shape
  readonly origin: BoundaryOrigin
}

/** Simplified borders of the areas of a kind, of one parent when asked, in the order of their codes. */
export async function listOutlines(tx: Tx, of: { kind: AreaKind; parentId: number | undefined }): Promise<readonly OutlineRow[]> {
  const { rows } = await sql<{
    area_id: number; parent_id: number | null; code: string; name: string; centroid_lat: number; centroid_lng: number
    outline: Shape; source: string; licence: string; snapshot_on: string
  }>`
    select a.area_id, a.parent_id, a.code, a.name, b.centroid_lat, b.centroid_lng, b.outline, b.source, b.licence, b.snapshot_on
    from people.area_boundary b join people.area a on a.regency_id = b.regency_id and a.area_id = b.area_id
    where b.regency_id = ${tx.regencyId} and a.kind = ${of.kind} and a.valid_to is null
      and (${of.parentId ?? null}::int is null or a.parent_id = ${of.parentId ?? null}::int)
    order by a.code`.execute(tx.db)
  return rows.map((row) => ({
    areaId: row.area_id, parentId: row.parent_id, code: row.code, name: row.name, lat: row.centroid_lat, lng: row.centroid_lng,
    outline: row.outline, origin: { source: row.source, licence: row.licence, snapshotOn: row.snapshot_on },
  }))
}

/** Changes whenever the borders of a regency do. */
export async function getBoundaryVersion(tx: Tx): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    select count(*) || ' ' || coalesce(max(imported_at)::text, '') as version
    from people.area_boundary where regency_id = ${tx.regencyId}`.execute(tx.db)
  return rows[0]?.version ?? ''
}

/** Full borders of every village. */
export async function listVillageShapes(tx: Tx): Promise<readonly { areaId: number; shape: Shape }[]> {
  const { rows } = await sql<{ area_id: number; shape: Shape }>`
    select b.area_id, b.shape from people.area_boundary b join people.area a on a.regency_id = b.regency_id and a.area_id = b.area_id
    where b.regency_id = ${tx.regencyId} and a.kind = 'village' and a.valid_to is null`.execute(tx.db)
  return rows.map((row) => ({ areaId: row.area_id, shape: row.shape }))
}
