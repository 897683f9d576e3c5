import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { InboxFilter, InboxTab } from './inbox.contract.ts'

/** Where a page of the inbox goes on: after this due time and key. `dueAt` is `infinity` for what has no running clock. */
export interface InboxPlace {
  readonly dueAt: string
  readonly key: string
}

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
 * Cases in the order in which they are due. The queue of one office, and one's own tasks, run along the tasks' due times;
 * everything else along the cases'. Both orders have an index, so a page costs the same whatever lies behind it.
 */
export async function listInboxKeys(tx: Tx, question: InboxQuestion): Promise<readonly InboxKey[]> {
  const { filter, after, limit } = question
  const isByTask = filter.officeId !== undefined || filter.tab === 'mine'
  const due = isByTask ? sql.raw('t.next_due_at') : sql.raw('c.next_due_at')
  const key = isByTask ? sql.raw('t.task_id') : sql.raw('c.case_id')
  const conditions = wanted(tx, filter, isByTask)
  if (after !== null) conditions.push(sql`(${due}, ${key}) > (${after.dueAt}::timestamptz, ${after.key}::uuid)`)
  const { rows } = await sql<InboxKey>`
    select c.case_id as "caseId", ${isByTask ? sql.raw('t.task_id') : sql.raw('null')} as "taskId", ${key} as "key",
      case when isfinite(${due}) then to_char(${due} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') else 'infinity' end as "dueAt"
    from ${sourceOf(isByTask)}
    where ${sql.join(conditions, sql` and `)}
    order by ${due}, ${key} limit ${limit}`.execute(tx.db)
  return rows
}

/** How many cases a tab holds, counted up to a bound. */
export async function countInbox(tx: Tx, filter: InboxFilter, atMost: number): Promise<number> {
  const isByTask = filter.officeId !== undefined || filter.tab === 'mine'
  const { rows } = await sql<{ found: number }>`
    select count(*)::int as found from (
      select from ${sourceOf(isByTask)} where ${sql.join(wanted(tx, filter, isByTask), sql` and `)} limit ${atMost}) as bounded`.execute(tx.db)
  return rows[0]?.found ?? 0
}

function sourceOf(isByTask: boolean): RawBuilder<unknown> {
  return isByTask
    ? sql`response.task t join response.case_file c on c.regency_id = t.regency_id and c.case_id = t.case_id`
    : sql`response.case_file c`
}

function wanted(tx: Tx, filter: InboxFilter, isByTask: boolean): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [sql`c.regency_id = ${tx.regencyId}`, sql`c.status <> 'closed'`]
  if (isByTask) conditions.push(sql`t.regency_id = ${tx.regencyId}`, sql`t.status <> 'done'`)
  if (filter.officeId !== undefined) conditions.push(sql`t.office_id = ${filter.officeId}`)
  if (filter.category !== undefined) conditions.push(sql`c.category = ${filter.category}`)
  if (filter.areaId !== undefined) conditions.push(sql`c.area_id = ${filter.areaId}`)
  const districtId = filter.districtId ?? homeDistrict(tx)
  if (districtId !== undefined) conditions.push(sql`c.district_id = ${districtId}`)
  return [...conditions, ...ofTab(tx, filter.tab, isByTask)]
}

function ofTab(tx: Tx, tab: InboxTab, isByTask: boolean): RawBuilder<unknown>[] {
  if (tab === 'mine') return [sql`t.holder_account_id = ${tx.actor.accountId}::uuid`]
  if (tab === 'new') return [sql`c.status = 'open'`, isByTask ? sql`t.answered_at is null` : sql`c.answered_at is null`]
  if (tab === 'late') return [isByTask ? sql`t.next_due_at < ${tx.now}` : sql`c.next_due_at < ${tx.now}`]
  return []
}

/** The district of an actor whose scope lies in one: the rest of the regency is skipped by the index, not by row security. */
function homeDistrict(tx: Tx): number | undefined {
  const { homeAreaId } = tx.actor
  if (homeAreaId === null || homeAreaId === 0) return undefined
  return homeAreaId < 100 ? homeAreaId : Math.floor(homeAreaId / 10_000)
}
