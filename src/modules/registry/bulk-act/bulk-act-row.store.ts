import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { RowOutcome, RowRefusal } from './bulk-act.contract.ts'
import type { BulkActRecord } from './bulk-act.store.ts'

/** One of those an act is about, with what became of it. */
export interface ActedRow {
  readonly rowNo: number
  readonly subjectId: string
  readonly areaId: number
  /** The command with which its single act is done. */
  readonly commandId: string
  readonly outcome: RowOutcome | null
  readonly refusal: RowRefusal | null
}

/** The rows of an act from one on, in the order of the list; or only those that wait. */
export async function listRowsOf(
  tx: Tx, bulkActId: string, page: { readonly after: number; readonly limit: number; readonly isWaiting?: boolean },
): Promise<readonly ActedRow[]> {
  const rows = await tx.db.selectFrom('registry.bulk_act_row').select(['row_no', 'subject_id', 'area_id', 'command_id', 'outcome', 'refusal'])
    .where('regency_id', '=', tx.regencyId).where('bulk_act_id', '=', bulkActId).where('row_no', '>', page.after)
    .$if(page.isWaiting === true, (query) => query.where('outcome', 'is', null)).orderBy('row_no').limit(page.limit).execute()
  return rows.map((row) => ({
    rowNo: row.row_no, subjectId: row.subject_id, areaId: row.area_id, commandId: row.command_id, outcome: row.outcome as RowOutcome | null,
    refusal: row.refusal as RowRefusal | null,
  }))
}

/** Asks the villages to look again at the rows of an act; who is asked for already stays asked for once. Gives how many are new. */
export async function askRechecks(tx: Tx, act: BulkActRecord): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into registry.recheck (regency_id, recheck_id, area_id, subject_kind, subject_id, bulk_act_id, reason, asked_by_name, asked_at)
    select r.regency_id, gen_random_uuid(), r.area_id, ${act.subject}, r.subject_id, r.bulk_act_id, ${act.reason}, ${act.proposedByName}, ${tx.now}
    from registry.bulk_act_row r where r.regency_id = ${tx.regencyId} and r.bulk_act_id = ${act.bulkActId}
    on conflict do nothing`.execute(tx.db)
  return Number(numAffectedRows)
}

/** Writes down for each row whether the act asked the village, or somebody had asked before. */
export async function settleRechecks(tx: Tx, bulkActId: string): Promise<void> {
  await sql`
    update registry.bulk_act_row r set settled_at = ${tx.now}, outcome = case when a.recheck_id is null then 'refused' else 'done' end,
      refusal = case when a.recheck_id is null then 'recheck_open' end
    from registry.bulk_act_row each
    left join registry.recheck a on a.regency_id = ${tx.regencyId} and a.bulk_act_id = ${bulkActId} and a.subject_id = each.subject_id
    where r.regency_id = ${tx.regencyId} and r.bulk_act_id = ${bulkActId} and r.outcome is null
      and each.regency_id = r.regency_id and each.bulk_act_id = r.bulk_act_id and each.row_no = r.row_no`.execute(tx.db)
}

/** Writes down what became of a row; one that is settled stays as it is. */
export async function settleRow(tx: Tx, row: { readonly bulkActId: string; readonly rowNo: number; readonly refusal: RowRefusal | null }): Promise<void> {
  await tx.db.updateTable('registry.bulk_act_row').set({ outcome: row.refusal === null ? 'done' : 'refused', refusal: row.refusal, settled_at: tx.now })
    .where('regency_id', '=', tx.regencyId).where('bulk_act_id', '=', row.bulkActId).where('row_no', '=', row.rowNo).where('outcome', 'is', null).execute()
}

export interface Progress {
  readonly done: number
  readonly refused: number
  readonly waiting: number
}

/** How far acts are, by their ids. */
export async function countOutcomes(tx: Tx, bulkActIds: readonly string[]): Promise<ReadonlyMap<string, Progress>> {
  const { rows } = await sql<{ bulk_act_id: string; done: number; refused: number; waiting: number }>`
    select bulk_act_id, count(*) filter (where outcome = 'done')::int as done, count(*) filter (where outcome = 'refused')::int as refused,
      count(*) filter (where outcome is null)::int as waiting
    from registry.bulk_act_row where regency_id = ${tx.regencyId} and bulk_act_id = any(${[...bulkActIds]}::uuid[]) group by bulk_act_id`.execute(tx.db)
  return new Map(rows.map(({ bulk_act_id: bulkActId, ...progress }) => [bulkActId, progress]))
}

/** Writes down how many rows of an act were done, when none waits any more. */
export async function finishBulkAct(tx: Tx, bulkActId: string, doneCount: number): Promise<void> {
  await tx.db.updateTable('registry.bulk_act').set({ done_count: doneCount }).where('regency_id', '=', tx.regencyId).where('bulk_act_id', '=', bulkActId).execute()
}
