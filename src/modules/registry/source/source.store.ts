import type { Tx } from '#platform/db/db.ts'
import { inSlices } from '#platform/db/slices.ts'
import { newId } from '#platform/id.ts'
import type { JsonObject } from '#platform/json.ts'

/** A source that the regency's catalogue does not have: made by whoever loads a list of it. */
export interface NewSource {
  readonly key: string
  readonly name: string
  /** 0–100 */
  readonly strength: number
  readonly isSynthetic?: boolean
}

/** The id of a source, which is made when it is not there yet. Those of the catalogue are there since the installation. */
export async function ensureSource(tx: Tx, source: NewSource): Promise<string> {
  await tx.db.insertInto('registry.source').values({
    regency_id: tx.regencyId, source_id: newId(), key: source.key, name: source.name, strength: source.strength,
    kind: source.isSynthetic ? 'synthetic' : 'other_list', is_synthetic: source.isSynthetic ?? false,
  }).onConflict((conflict) => conflict.columns(['regency_id', 'key']).doNothing()).execute()
  return getSourceId(tx, source.key)
}

/** The id of a source of the catalogue; throws when it was never applied. */
export async function getSourceId(tx: Tx, key: string): Promise<string> {
  const row = await tx.db.selectFrom('registry.source').select('source_id')
    .where('regency_id', '=', tx.regencyId).where('key', '=', key).executeTakeFirstOrThrow()
  return row.source_id
}

export interface NewSnapshot {
  readonly sourceId: string
  /** The area that the list is about. */
  readonly areaId: number
  /** The date for which the list holds (YYYY-MM-DD). */
  readonly asOfOn: string
  readonly fileName: string | null
  readonly fileSha256: Buffer | null
  readonly rowCount: number
}

/** Adds the state of a source on a date, with the terms of today under which it is used. Gives its id; undefined when the same file was there first. */
export async function insertSnapshot(tx: Tx, snapshot: NewSnapshot): Promise<string | undefined> {
  const snapshotId = newId()
  const { numInsertedOrUpdatedRows } = await tx.db.insertInto('registry.snapshot').values({
    regency_id: tx.regencyId, snapshot_id: snapshotId, source_id: snapshot.sourceId, area_id: snapshot.areaId, as_of_on: snapshot.asOfOn,
    file_name: snapshot.fileName, file_sha256: snapshot.fileSha256, row_count: snapshot.rowCount, loaded_by: tx.actor.accountId, loaded_by_name: tx.actor.name || null, loaded_at: tx.now,
    terms: tx.db.selectFrom('registry.source').select('terms').where('regency_id', '=', tx.regencyId).where('source_id', '=', snapshot.sourceId),
  }).onConflict((conflict) => conflict.columns(['regency_id', 'source_id', 'area_id', 'file_sha256']).doNothing()).executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n ? snapshotId : undefined
}

export interface NewSourceRecord {
  readonly sourceRecordId: string
  readonly snapshotId: string
  readonly areaId: number
  /** Row of the file, from 1. */
  readonly rowNumber: number
  /** The row as it came, by column, without identity numbers. */
  readonly raw: JsonObject
  /** The identity numbers of the row (JSON by column), closed with `keys.seal`. */
  readonly sealed: Buffer | null
}

/** Keeps raw rows, for ever as they came. */
export async function insertSourceRecords(tx: Tx, records: readonly NewSourceRecord[]): Promise<void> {
  await inSlices(records, (slice) => tx.db.insertInto('registry.source_record').values(slice.map((record) => ({
    regency_id: tx.regencyId, source_record_id: record.sourceRecordId, snapshot_id: record.snapshotId, area_id: record.areaId,
    row_number: record.rowNumber, raw: JSON.stringify(record.raw), sealed: record.sealed,
  }))).execute())
}
