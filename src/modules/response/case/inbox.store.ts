import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { InboxFilter } from './inbox.contract.ts'
import type { InboxPlace } from './inbox.rules.ts'

/** One place in the queue: a case, and the task through which it is seen when the queue is one office's. */
export interface InboxKey extends InboxPlace {
  readonly caseId: string
  readonly taskId: string | null
}

/** What the inbox is asked for. The filter narrows; the scope of the transaction bounds. */
export interface InboxQuestion {
  readonly filter: InboxFilter
  readonly after: InboxPlace | null
  readonly limit: number
}

/**
 * What is dangerous first, then cases in the order in which they are due. The queue of one office, and one's own tasks, run along the tasks' due times;
 * everything else along the cases'. Both orders have an index, so a page costs the same whatever lies behind it.
 */
export async function listInboxKeys(tx: Tx, question: InboxQuestion): Promise<readonly InboxKey[]> {
  const { filter, after, limit } = question
  const source = sourceOf(filter)
  const conditions = wanted(tx, filter)
  if (after !== null) conditions.push(sql`(urgency > 1, next_due_at, ${source.key}) > (${after.isCalm}::boolean, ${after.dueAt}::timestamptz, ${after.key}::uuid)`)
  const { rows } = await sql<InboxKey>`
    select case_id as "caseId", ${source.taskId} as "taskId", ${source.key} as "key", urgency > 1 as "isCalm",
      case when isfinite(next_due_at) then to_char(next_due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') else 'infinity' end as "dueAt"
    from ${source.table}
    where ${sql.join(conditions, sql` and `)}
    order by (urgency > 1), next_due_at, ${source.key} limit ${limit}`.execute(tx.db)
  return rows
}

/** How many cases a tab holds, counted up to a bound. */
export async function countInbox(tx: Tx, filter: InboxFilter, atMost: number): Promise<number> {
  const { rows } = await sql<{ found: number }>`
    select count(*)::int as found from (
      select from ${sourceOf(filter).table} where ${sql.join(wanted(tx, filter), sql` and `)} limit ${atMost}) as bounded`.execute(tx.db)
  return rows[0]?.found ?? 0
}

/** Whether the queue is made of tasks: an open task never outlives its case, so the tasks' table says it all. */
function isByTask(filter: InboxFilter): boolean {
  return filter.officeId !== undefined || filter.tab === 'mine'
}

function sourceOf(filter: InboxFilter): Readonly<Record<'table' | 'key' | 'taskId', RawBuilder<unknown>>> {
  return isByTask(filter)
    ? { table: sql`response.task`, key: sql`task_id`, taskId: sql`task_id` }
    : { table: sql`response.case_file`, key: sql`case_id`, taskId: sql`null::uuid` }
}

/** What both tables are asked; they share the names of their columns. */
function wanted(tx: Tx, filter: InboxFilter): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [sql`regency_id = ${tx.regencyId}`]
  const districtId = filter.districtId ?? homeDistrict(tx)
  conditions.push(isByTask(filter) ? sql`status <> 'done'` : sql`status <> 'closed'`)
  if (filter.officeId !== undefined) conditions.push(sql`office_id = ${filter.officeId}`)
  if (filter.category !== undefined) conditions.push(sql`category = ${filter.category}`)
  if (filter.areaId !== undefined) conditions.push(sql`area_id = ${filter.areaId}`)
  if (districtId !== undefined) conditions.push(sql`district_id = ${districtId}`)
  if (filter.tab === 'mine') conditions.push(sql`holder_account_id = ${tx.actor.accountId}::uuid`)
  if (filter.tab === 'new') conditions.push(isByTask(filter) ? sql`(answered_at is null or returned_at is not null)` : sql`answered_at is null and status = 'open'`)
  if (filter.tab === 'late') conditions.push(sql`next_due_at < ${tx.now}`)
  return conditions
}

/** The district of an actor whose scope lies in one: the rest of the regency is skipped by the index, not by row security. */
function homeDistrict(tx: Tx): number | undefined {
  const { homeAreaId } = tx.actor
  if (homeAreaId === null || homeAreaId === 0) return undefined
  return homeAreaId < 100 ? homeAreaId : Math.floor(homeAreaId / 10_000)
}
