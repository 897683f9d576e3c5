import { sql, type RawBuilder } from 'kysely'
import type { Pile } from '#modules/people/index.ts'
import { countEach } from '#platform/db/count.ts'
import type { Tx } from '#platform/db/db.ts'
import type { InboxCounts, InboxFilter } from './inbox.contract.ts'
import { noOffice, ownQueue, type InboxPlace } from './inbox.rules.ts'

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
 * What is dangerous first, then cases in the order in which they are due. The queue of one office, and one's own tasks, run along the tasks' due
 * times; everything else along the cases'. Both orders have an index, so a page costs the same whatever lies behind it.
 */
export async function listInboxKeys(tx: Tx, question: InboxQuestion): Promise<readonly InboxKey[]> {
  const { filter, after, limit } = question
  const source = sourceOf(filter)
  const conditions = wanted(tx, filter)
  if (after !== null) {
    conditions.push(sql`(urgency > 1, next_due_at, ${source.key}) > (${after.isCalm}::boolean, ${after.dueAt}::timestamptz, ${after.key}::uuid)`)
  }
  const { rows } = await sql<InboxKey>`
    select case_id as "caseId", ${source.taskId} as "taskId", ${source.key} as "key", urgency > 1 as "isCalm",
      case when isfinite(next_due_at) then to_char(next_due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') else 'infinity' end as "dueAt"
    from ${source.table}
    where ${sql.join(conditions, sql` and `)}
    order by (urgency > 1), next_due_at, ${source.key} limit ${limit}`.execute(tx.db)
  return rows
}

/** How many cases each of the counted tabs holds, up to a bound. */
export async function countInbox(tx: Tx, filterOf: (tab: InboxFilter['tab']) => InboxFilter, atMost: number): Promise<InboxCounts> {
  const rows = (tab: InboxFilter['tab']): RawBuilder<unknown> => rowsOf(tx, filterOf(tab))
  return countEach(tx, { new: rows('new'), mine: rows('mine'), late: rows('late'), returned: rows('returned'), stopped: rows('stopped') }, atMost)
}

function rowsOf(tx: Tx, filter: InboxFilter): RawBuilder<unknown> {
  return sql`select from ${sourceOf(filter).table} where ${sql.join(wanted(tx, filter), sql` and `)}`
}

/** What nobody answered yet, and what is late, in the queue that is the actor's own. */
export const inboxPiles: readonly Pile[] = [
  { key: 'newCases', grants: ['response.case.work'], rows: (tx) => rowsOf(tx, ownQueue(tx.actor, { tab: 'new' })) },
  { key: 'lateCases', grants: ['response.case.work'], rows: (tx) => rowsOf(tx, ownQueue(tx.actor, { tab: 'late' })) },
  { key: 'stoppedSteps', grants: ['response.case.refer'], rows: (tx) => rowsOf(tx, ownQueue(tx.actor, { tab: 'stopped' })) },
  { key: 'returnedTasks', grants: ['response.case.assign'], rows: (tx) => rowsOf(tx, ownQueue(tx.actor, { tab: 'returned' })) },
]

/** Whether the queue is made of tasks: an open task never outlives its case, so the tasks' table says it all. */
function isByTask(filter: InboxFilter): boolean {
  return filter.officeId !== undefined || filter.tab === 'mine' || filter.tab === 'returned'
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
  if (filter.tab === 'new') {
    conditions.push(isByTask(filter) ? sql`(answered_at is null or returned_at is not null)` : sql`answered_at is null and status = 'open'`)
  }
  if (filter.tab === 'returned') conditions.push(sql`returned_at is not null`)
  if (filter.tab === 'stopped') conditions.push(sql`stopped_steps > 0 and status = 'open' and lead_office_id = ${tx.actor.ownOfficeId ?? noOffice}`)
  if (filter.tab === 'late') conditions.push(sql`next_due_at < ${tx.now}`)
  return conditions
}

/** The district of an actor whose scope lies in one: the rest of the regency is skipped by the index, not by row security. */
function homeDistrict(tx: Tx): number | undefined {
  const { homeAreaId } = tx.actor
  if (homeAreaId === null || homeAreaId === 0) return undefined
  return homeAreaId < 100 ? homeAreaId : Math.floor(homeAreaId / 10_000)
}
