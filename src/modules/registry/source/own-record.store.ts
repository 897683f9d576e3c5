import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import { newId } from '#platform/id.ts'
import type { JsonObject } from '#platform/json.ts'
import { getSourceId, insertSnapshot, insertSourceRecords } from './source.store.ts'

/** Something that we wrote down ourselves: a visit's form, a life event. */
export interface OwnRecord {
  /** A source of the kind `own_intake`. */
  readonly sourceKey: string
  readonly areaId: number
  /** The day on which it was written down. */
  readonly on: string
  readonly raw: JsonObject
}

/**
 * Keeps what we wrote down as a source record, so that its values stand beside those of every list. What one source learned of one area on one
 * day is one snapshot. Gives the record's id.
 */
export async function insertOwnRecord(tx: Tx, { sourceKey, areaId, on, raw }: OwnRecord): Promise<string> {
  const sourceId = await getSourceId(tx, sourceKey)
  const mark = createHash('sha256').update(`${sourceKey} ${areaId} ${on}`).digest()
  await sql`select pg_advisory_xact_lock(7310031, hashtext(${`${tx.regencyId} ${sourceId} ${areaId}`}))`.execute(tx.db)
  const snapshotId = (await findOwnSnapshot(tx, { sourceId, areaId, mark }))
    ?? await insertSnapshot(tx, { sourceId, areaId, asOfOn: on, fileName: null, fileSha256: mark, rowCount: 0 })
  if (snapshotId === undefined) throw new Error('a snapshot of our own appeared beside its lock')
  const { rows } = await sql<{ next: number }>`select coalesce(max(row_number), 0) + 1 as next from registry.source_record
    where regency_id = ${tx.regencyId} and snapshot_id = ${snapshotId}`.execute(tx.db)
  const sourceRecordId = newId()
  await insertSourceRecords(tx, [{ sourceRecordId, snapshotId, areaId, rowNumber: rows[0]?.next ?? 1, raw, sealed: null }])
  return sourceRecordId
}

async function findOwnSnapshot(tx: Tx, of: { sourceId: string; areaId: number; mark: Buffer }): Promise<string | undefined> {
  const row = await tx.db.selectFrom('registry.snapshot').select('snapshot_id').where('regency_id', '=', tx.regencyId)
    .where('source_id', '=', of.sourceId).where('area_id', '=', of.areaId).where('file_sha256', '=', of.mark).executeTakeFirst()
  return row?.snapshot_id
}
