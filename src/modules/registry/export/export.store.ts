import type { ActTx } from '#platform/act.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ExportField, ExportState } from './export.contract.ts'

export const makeExportQueue = 'registry.export.make'

export interface ExportRecord {
  readonly exportId: string
  readonly bulkActId: string
  readonly areaId: number
  readonly purpose: string
  readonly fields: readonly ExportField[]
  readonly hasFullNumbers: boolean
  readonly rowCount: number
  readonly rowsDone: number
  readonly state: ExportState
  readonly requestedBy: string
  readonly requestedByName: string
  readonly role: string
  readonly requestedAt: Date
  readonly expiresAt: Date | null
}

export type NewExport = Pick<ExportRecord, 'exportId' | 'bulkActId' | 'areaId' | 'purpose' | 'fields' | 'hasFullNumbers' | 'rowCount' | 'state'>

/** Writes down what the actor asks for. */
export async function insertExport(tx: Tx, asked: NewExport): Promise<void> {
  await tx.db.insertInto('registry.export').values({
    regency_id: tx.regencyId, export_id: asked.exportId, bulk_act_id: asked.bulkActId, area_id: asked.areaId, purpose: asked.purpose,
    fields: [...asked.fields], has_full_numbers: asked.hasFullNumbers, row_count: asked.rowCount, state: asked.state, requested_by: tx.actor.accountId!,
    requested_by_name: tx.actor.name, role: tx.actor.role, office_id: tx.actor.ownOfficeId, requested_at: tx.now,
  }).execute()
}

const columns = [
  'export_id', 'bulk_act_id', 'area_id', 'purpose', 'fields', 'has_full_numbers', 'row_count', 'rows_done', 'state', 'requested_by', 'requested_by_name', 'role',
  'requested_at', 'expires_at',
] as const

/** Exports, newest first: the actor's own, or all that oversight sees. */
export async function listExportRecords(
  tx: Tx, page: { whose: 'own' | 'all'; after: { at: Date; exportId: string } | undefined; limit: number },
): Promise<readonly ExportRecord[]> {
  const { whose, after, limit } = page
  const rows = await tx.db.selectFrom('registry.export').select(columns).where('regency_id', '=', tx.regencyId)
    .$if(whose === 'own', (query) => query.where('requested_by', '=', tx.actor.accountId))
    .$if(after !== undefined, (query) => query.where((row) => row(row.refTuple('requested_at', 'export_id'), '<', row.tuple(after!.at, after!.exportId))))
    .orderBy('requested_at', 'desc').orderBy('export_id', 'desc').limit(limit).execute()
  return rows.map(toRecord)
}

/** The actor's own export. */
export async function findOwnExport(tx: Tx, exportId: string): Promise<ExportRecord | undefined> {
  const row = await tx.db.selectFrom('registry.export').select(columns).where('regency_id', '=', tx.regencyId).where('export_id', '=', exportId)
    .where('requested_by', '=', tx.actor.accountId).executeTakeFirst()
  return row && toRecord(row)
}

/** An export, held until the end of the transaction. */
export async function lockExport(tx: Tx, exportId: string): Promise<ExportRecord | undefined> {
  const row = await tx.db.selectFrom('registry.export').select(columns)
    .where('regency_id', '=', tx.regencyId).where('export_id', '=', exportId).forUpdate().executeTakeFirst()
  return row && toRecord(row)
}

/** Writes how far an export is. */
export async function changeExport(
  tx: Tx, exportId: string, change: { state?: ExportState; rowsDone?: number; madeAt?: Date; openedAt?: Date; expiresAt?: Date },
): Promise<void> {
  const { state, rowsDone, madeAt, openedAt, expiresAt } = change
  await tx.db.updateTable('registry.export').set({
    ...(state !== undefined && { state }), ...(rowsDone !== undefined && { rows_done: rowsDone }), ...(madeAt !== undefined && { made_at: madeAt }),
    ...(openedAt !== undefined && { opened_at: openedAt }), ...(expiresAt !== undefined && { expires_at: expiresAt }),
  }).where('regency_id', '=', tx.regencyId).where('export_id', '=', exportId).execute()
}

/** Sets an approved export to work, in the approval's transaction. */
export async function releaseExport(tx: ActTx, bulkActId: string): Promise<void> {
  const row = await tx.db.updateTable('registry.export').set({ state: 'making' }).where('regency_id', '=', tx.regencyId)
    .where('bulk_act_id', '=', bulkActId).where('state', '=', 'waiting').returning(['export_id', 'area_id']).executeTakeFirstOrThrow()
  await tx.enqueue(makeExportQueue, { exportId: row.export_id, areaId: row.area_id })
}

/** Ends an export whose proposal was refused or withdrawn. */
export async function refuseExport(tx: Tx, bulkActId: string): Promise<void> {
  await tx.db.updateTable('registry.export').set({ state: 'refused' }).where('regency_id', '=', tx.regencyId)
    .where('bulk_act_id', '=', bulkActId).where('state', '=', 'waiting').execute()
}

/** Keeps the file of an export, or puts another in its place. */
export async function putExportFile(tx: Tx, of: Pick<ExportRecord, 'exportId' | 'requestedBy'>, content: Buffer): Promise<void> {
  await tx.db.insertInto('registry.export_file').values({ regency_id: tx.regencyId, export_id: of.exportId, requested_by: of.requestedBy, content })
    .onConflict((conflict) => conflict.columns(['regency_id', 'export_id']).doUpdateSet({ content })).execute()
}

/** The file of an export. */
export async function readExportFile(tx: Tx, exportId: string): Promise<Buffer | undefined> {
  const row = await tx.db.selectFrom('registry.export_file').select('content')
    .where('regency_id', '=', tx.regencyId).where('export_id', '=', exportId).executeTakeFirst()
  return row?.content
}

/** Removes the files whose time is over; gives whose. */
export async function deleteExpiredFiles(tx: Tx): Promise<readonly Pick<ExportRecord, 'exportId' | 'areaId'>[]> {
  const rows = await tx.db.updateTable('registry.export').set({ state: 'deleted' }).where('regency_id', '=', tx.regencyId)
    .where('state', 'in', ['ready', 'opened']).where('expires_at', '<=', tx.now).returning(['export_id', 'area_id']).execute()
  if (rows.length === 0) return []
  await tx.db.deleteFrom('registry.export_file').where('regency_id', '=', tx.regencyId)
    .where('export_id', 'in', rows.map((row) => row.export_id)).execute()
  return rows.map((row) => ({ exportId: row.export_id, areaId: row.area_id }))
}

interface Row {
  export_id: string
  bulk_act_id: string
  area_id: number
  purpose: string
  fields: string[]
  has_full_numbers: boolean
  row_count: number
  rows_done: number
  state: string
  requested_by: string
  requested_by_name: string
  role: string
  requested_at: Date
  expires_at: Date | null
}

function toRecord(row: Row): ExportRecord {
  return {
    exportId: row.export_id, bulkActId: row.bulk_act_id, areaId: row.area_id, purpose: row.purpose, fields: row.fields as ExportField[],
    hasFullNumbers: row.has_full_numbers, rowCount: row.row_count, rowsDone: row.rows_done, state: row.state as ExportState, requestedBy: row.requested_by,
    requestedByName: row.requested_by_name, role: row.role, requestedAt: row.requested_at, expiresAt: row.expires_at,
  }
}
