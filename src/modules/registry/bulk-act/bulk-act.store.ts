import { sql } from 'kysely'
import type { Pile } from '#modules/people/index.ts'
import type { SubjectKind } from '#modules/registry/saved-list/saved-list.contract.ts'
import type { Tx } from '#platform/db/db.ts'
import { inSlices } from '#platform/db/slices.ts'
import type { BulkActKind, BulkActState, WantedAct } from './bulk-act.contract.ts'

export interface BulkActRecord {
  readonly bulkActId: string
  readonly areaId: number
  readonly kind: BulkActKind
  readonly subject: SubjectKind
  readonly reason: string
  readonly rowCount: number
  readonly doneCount: number | null
  readonly state: BulkActState
  readonly proposedBy: string
  readonly proposedByName: string
  readonly proposedAt: Date
  readonly decidedByName: string | null
  readonly decidedAt: Date | null
  readonly decisionReason: string | null
  readonly settings: unknown
}

export interface NewBulkAct extends Pick<BulkActRecord, 'bulkActId' | 'areaId' | 'kind' | 'subject' | 'reason'> {
  /** What the act needs beyond its reason. */
  readonly settings?: WantedAct
  /** False: needs nobody's approval. */
  readonly needsApproval: boolean
  readonly rows: readonly { readonly subjectId: string; readonly areaId: number }[]
}

/** Writes down an act of the actor's with exactly its rows. */
export async function insertBulkAct(tx: Tx, act: NewBulkAct): Promise<void> {
  const proposedBy = tx.actor.accountId!
  await tx.db.insertInto('registry.bulk_act').values({
    regency_id: tx.regencyId, bulk_act_id: act.bulkActId, area_id: act.areaId, kind: act.kind, subject_kind: act.subject, reason: act.reason,
    row_count: act.rows.length, state: act.needsApproval ? 'proposed' : 'approved', proposed_by: proposedBy, proposed_by_name: tx.actor.name, proposed_at: tx.now,
    decided_at: act.needsApproval ? null : tx.now, settings: JSON.stringify(act.settings ?? {}),
  }).execute()
  const rows = act.rows.map((row, at) => ({
    regency_id: tx.regencyId, bulk_act_id: act.bulkActId, row_no: at + 1, subject_id: row.subjectId, area_id: row.areaId, act_area_id: act.areaId,
    proposed_by: proposedBy,
  }))
  await inSlices(rows, (slice) => tx.db.insertInto('registry.bulk_act_row').values([...slice]).execute())
}

const columns = [
  'bulk_act_id', 'area_id', 'kind', 'subject_kind', 'reason', 'row_count', 'done_count', 'state', 'proposed_by', 'proposed_by_name', 'proposed_at', 'decided_by_name',
  'decided_at', 'decision_reason', 'settings',
] as const

/** Acts that the actor proposed or may decide on, newest first. */
export async function listBulkActRecords(
  tx: Tx, page: { state: BulkActState | undefined; after: { at: Date; bulkActId: string } | undefined; limit: number },
): Promise<readonly BulkActRecord[]> {
  const { state, after, limit } = page
  const rows = await tx.db.selectFrom('registry.bulk_act').select(columns).where('regency_id', '=', tx.regencyId)
    .$if(state !== undefined, (query) => query.where('state', '=', state!))
    .$if(after !== undefined, (query) => query.where((row) => row(row.refTuple('proposed_at', 'bulk_act_id'), '<', row.tuple(after!.at, after!.bulkActId))))
    .orderBy('proposed_at', 'desc').orderBy('bulk_act_id', 'desc').limit(limit).execute()
  return rows.map(toRecord)
}

/** An act that the actor may see. */
export async function findBulkAct(tx: Tx, bulkActId: string): Promise<BulkActRecord | undefined> {
  const row = await tx.db.selectFrom('registry.bulk_act').select(columns)
    .where('regency_id', '=', tx.regencyId).where('bulk_act_id', '=', bulkActId).executeTakeFirst()
  return row && toRecord(row)
}

/** What an act is about; throws when there is none. */
export async function findSubjectKind(tx: Tx, bulkActId: string): Promise<SubjectKind> {
  const row = await tx.db.selectFrom('registry.bulk_act').select('subject_kind')
    .where('regency_id', '=', tx.regencyId).where('bulk_act_id', '=', bulkActId).executeTakeFirstOrThrow()
  return row.subject_kind as SubjectKind
}

/** The same, held until the end of the transaction: two who decide at once wait for each other. */
export async function lockBulkAct(tx: Tx, bulkActId: string): Promise<BulkActRecord | undefined> {
  const row = await tx.db.selectFrom('registry.bulk_act').select(columns)
    .where('regency_id', '=', tx.regencyId).where('bulk_act_id', '=', bulkActId).forUpdate().executeTakeFirst()
  return row && toRecord(row)
}

/** Writes the decision; a withdrawal is nobody's decision. */
export async function settleBulkAct(
  tx: Tx, bulkActId: string, decision: { state: Exclude<BulkActState, 'proposed'>; reason?: string; doneCount?: number },
): Promise<void> {
  const isDecided = decision.state !== 'withdrawn'
  await tx.db.updateTable('registry.bulk_act').set({
    state: decision.state, decided_at: tx.now, decided_by: isDecided ? tx.actor.accountId : null, decided_by_name: isDecided ? tx.actor.name : null,
    decision_reason: decision.reason ?? null, done_count: decision.doneCount ?? null,
  }).where('regency_id', '=', tx.regencyId).where('bulk_act_id', '=', bulkActId).execute()
}

interface Row {
  bulk_act_id: string
  area_id: number
  kind: string
  subject_kind: string
  reason: string
  row_count: number
  done_count: number | null
  state: string
  proposed_by: string
  proposed_by_name: string
  proposed_at: Date
  decided_by_name: string | null
  decided_at: Date | null
  decision_reason: string | null
  settings: unknown
}

function toRecord(row: Row): BulkActRecord {
  return {
    bulkActId: row.bulk_act_id, areaId: row.area_id, kind: row.kind as BulkActKind, subject: row.subject_kind as SubjectKind, reason: row.reason,
    rowCount: row.row_count, doneCount: row.done_count, state: row.state as BulkActState, proposedBy: row.proposed_by, proposedByName: row.proposed_by_name,
    proposedAt: row.proposed_at, decidedByName: row.decided_by_name, decidedAt: row.decided_at, decisionReason: row.decision_reason, settings: row.settings,
  }
}

/** Acts on many that another proposed. */
export const bulkActPile: Pile = {
  key: 'bulkActs', grants: ['registry.bulk.approve'],
  rows: (tx) => sql`select from registry.bulk_act where regency_id = ${tx.regencyId} and state = 'proposed' and proposed_by is distinct from ${tx.actor.accountId}::uuid`,
}
