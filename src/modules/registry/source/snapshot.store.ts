import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { JsonObject } from '#platform/json.ts'

export interface SnapshotCount {
  readonly snapshots: number
  readonly latestOn: string | null
}

/** How many snapshots there are of each source, by its key. */
export async function countSnapshots(tx: Tx): Promise<ReadonlyMap<string, SnapshotCount>> {
  const { rows } = await sql<{ key: string; snapshots: number; latest_on: string | null }>`
    select o.key, count(n.snapshot_id)::int as snapshots, max(n.as_of_on) as latest_on
    from registry.source o left join registry.snapshot n on n.regency_id = o.regency_id and n.source_id = o.source_id
    where o.regency_id = ${tx.regencyId} group by o.key`.execute(tx.db)
  return new Map(rows.map((row) => [row.key, { snapshots: row.snapshots, latestOn: row.latest_on }]))
}

export interface SnapshotRow {
  readonly snapshotId: string
  readonly areaId: number
  readonly asOfOn: string
  readonly fileName: string | null
  readonly rows: number
  readonly loadedByName: string | null
  readonly loadedAt: Date
  readonly sourceKey: string
  readonly sourceName: string
  readonly terms: JsonObject
}

/** Where a page of snapshots ended. */
export interface SnapshotMark {
  readonly asOfOn: string
  readonly snapshotId: string
}

/** Snapshots of a source, the latest day first. */
export async function listSnapshotRows(tx: Tx, of: { sourceKey: string; after: SnapshotMark | undefined; limit: number }): Promise<readonly SnapshotRow[]> {
  return readSnapshots(tx, sql`o.key = ${of.sourceKey} and ${of.after === undefined ? sql`true` : sql`(n.as_of_on, n.snapshot_id) < (${of.after.asOfOn}::date, ${of.after.snapshotId}::uuid)`}`, of.limit)
}

/** One snapshot; undefined when there is none. */
export async function findSnapshot(tx: Tx, snapshotId: string): Promise<SnapshotRow | undefined> {
  return (await readSnapshots(tx, sql`n.snapshot_id = ${snapshotId}`, 1))[0]
}

async function readSnapshots(tx: Tx, where: ReturnType<typeof sql>, limit: number): Promise<readonly SnapshotRow[]> {
  const { rows } = await sql<{
    snapshot_id: string; area_id: number; as_of_on: string; file_name: string | null; row_count: number; loaded_by_name: string | null; loaded_at: Date
    key: string; name: string; terms: JsonObject
  }>`
    select n.snapshot_id, n.area_id, n.as_of_on, n.file_name, n.row_count, n.loaded_by_name, n.loaded_at, o.key, o.name, n.terms
    from registry.snapshot n join registry.source o on o.regency_id = n.regency_id and o.source_id = n.source_id
    where n.regency_id = ${tx.regencyId} and ${where}
    order by n.as_of_on desc, n.snapshot_id desc limit ${limit}`.execute(tx.db)
  return rows.map((row) => ({
    snapshotId: row.snapshot_id, areaId: row.area_id, asOfOn: row.as_of_on, fileName: row.file_name, rows: row.row_count,
    loadedByName: row.loaded_by_name, loadedAt: row.loaded_at, sourceKey: row.key, sourceName: row.name, terms: row.terms,
  }))
}

/** How many rows of a snapshot speak of an area. */
export interface AreaRows {
  readonly areaId: number
  readonly rows: number
}

/** How many rows of a snapshot speak of each area, most first, from behind one of them on. */
export async function countRowsByArea(tx: Tx, of: { snapshotId: string; after: AreaRows | undefined; limit: number }): Promise<readonly AreaRows[]> {
  const behind = of.after === undefined ? sql`true` : sql`(row_count, -area_id) < (${of.after.rows}::bigint, ${-of.after.areaId}::int)`
  const { rows } = await sql<{ area_id: number; row_count: number }>`
    select area_id, row_count::int from registry.snapshot_rows(${tx.regencyId}, ${of.snapshotId}) where ${behind}
    order by row_count desc, area_id limit ${of.limit}`.execute(tx.db)
  return rows.map((row) => ({ areaId: row.area_id, rows: row.row_count }))
}
