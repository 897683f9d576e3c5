import { sql } from 'kysely'
import { listClusters } from '#modules/registry/merge/cluster.store.ts'
import type { Tx } from '#platform/db/db.ts'
import { inSlices } from '#platform/db/slices.ts'
import type { Json, JsonObject } from '#platform/json.ts'
import type { FamilyValues, PersonValues, SensitiveClass, SensitiveValues } from './attribute.contract.ts'
import type { Statement } from './attribute.rules.ts'

interface About {
  readonly subjectId: string
  readonly areaId: number
  readonly sourceRecordId: string
  /** The day from which the values hold (YYYY-MM-DD). */
  readonly validFrom: string
}
export type NewAttributes = About & (
  | { readonly subjectKind: 'family'; readonly values: FamilyValues }
  | { readonly subjectKind: 'person'; readonly values: PersonValues }
)
export interface NewSensitive extends About {
  readonly subjectKind: 'family' | 'person'
  readonly class: SensitiveClass
  readonly values: SensitiveValues
}

/** Records what source rows say. Repeating the same row about the same subject adds nothing. */
export async function insertAttributes(tx: Tx, rows: readonly NewAttributes[]): Promise<void> {
  await inSlices(rows.filter(hasValues), (slice) => tx.db.insertInto('registry.attribute_set')
    .values(slice.map((row) => ({ ...columnsOf(tx, row), values: JSON.stringify(row.values) })))
    .onConflict((conflict) => conflict.doNothing()).execute())
}

/** Records health, disability or income, apart from everything else. */
export async function insertSensitive(tx: Tx, rows: readonly NewSensitive[]): Promise<void> {
  await inSlices(rows.filter(hasValues), (slice) => tx.db.insertInto('registry.sensitive_set')
    .values(slice.map((row) => ({ ...columnsOf(tx, row), class: row.class, values: JSON.stringify(row.values) })))
    .onConflict((conflict) => conflict.doNothing()).execute())
}

function hasValues(row: { readonly values: object }): boolean {
  return Object.keys(row.values).length > 0
}

function columnsOf(tx: Tx, row: NewAttributes | NewSensitive) {
  return {
    regency_id: tx.regencyId, subject_id: row.subjectId, subject_kind: row.subjectKind, area_id: row.areaId,
    source_record_id: row.sourceRecordId, valid_from: row.validFrom, recorded_at: tx.now,
  }
}

/** What every source says about the given subjects, by subject; sensitive classes only as far as the actor's grants go. */
export async function listStatements(tx: Tx, subjectIds: readonly string[]): Promise<ReadonlyMap<string, readonly Statement[]>> {
  const found: (Statement & { subjectId: string })[] = []
  await inSlices(subjectIds, async (slice) => void found.push(...(await readStatements(tx, slice))))
  return Map.groupBy(found, (statement) => statement.subjectId)
}

/** What is said of each subject and of everybody who was merged with it, by subject. */
export async function listClusterStatements(tx: Tx, subjectIds: readonly string[]): Promise<ReadonlyMap<string, readonly Statement[]>> {
  const clusters = await listClusters(tx, subjectIds)
  const statements = await listStatements(tx, [...new Set([...subjectIds, ...[...clusters.values()].flat()])])
  return new Map(subjectIds.map((subjectId) => [subjectId, (clusters.get(subjectId) ?? [subjectId]).flatMap((id) => statements.get(id) ?? [])]))
}

async function readStatements(tx: Tx, subjectIds: readonly string[]): Promise<(Statement & { subjectId: string })[]> {
  const { rows } = await sql<StatementRow>`
    select s.subject_id, s.values, s.valid_from, s.recorded_at, s.source_record_id, r.snapshot_id, r.row_number, n.as_of_on, o.key, o.name, o.strength,
      o.is_synthetic
    from (
      select regency_id, subject_id, values, valid_from, recorded_at, source_record_id from registry.attribute_set
      where regency_id = ${tx.regencyId} and subject_id = any(${subjectIds}::uuid[])
      union all
      select regency_id, subject_id, values, valid_from, recorded_at, source_record_id from registry.sensitive_set
      where regency_id = ${tx.regencyId} and subject_id = any(${subjectIds}::uuid[])
    ) s
    join registry.source_record r on r.regency_id = s.regency_id and r.source_record_id = s.source_record_id and r.withdrawn_at is null
    join registry.snapshot n on n.regency_id = r.regency_id and n.snapshot_id = r.snapshot_id
    join registry.source o on o.regency_id = n.regency_id and o.source_id = n.source_id`.execute(tx.db)
  return rows.map(toStatement)
}

interface StatementRow {
  subject_id: string
  values: JsonObject
  valid_from: string
  recorded_at: Date
  source_record_id: string
  snapshot_id: string
  row_number: number
  as_of_on: string
  key: string
  name: string
  strength: number
  is_synthetic: boolean
}

function toStatement(row: StatementRow): Statement & { subjectId: string } {
  return {
    subjectId: row.subject_id, values: row.values as Readonly<Record<string, Json>>, validFrom: row.valid_from, recordedAt: row.recorded_at,
    sourceRecordId: row.source_record_id, snapshotId: row.snapshot_id, rowNumber: row.row_number, asOfOn: row.as_of_on, sourceKey: row.key, sourceName: row.name, sourceStrength: row.strength,
    isSynthetic: row.is_synthetic,
  }
}
