import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { PublicNote, PublicRequest } from './open311.contract.ts'
import type { RequestQuery } from './open311.rules.ts'

/** What of a case anybody may know, for whoever asks as the system: read the columns, not the case. */
const columns = sql`c.case_id as "caseId", c.case_number as number, c.category, c.district_id as "districtId", c.status, c.lead_office_id as "leadOfficeId",
  c.opened_at as "openedAt", c.answered_at as "answeredAt", c.resolved_at as "resolvedAt", c.closed_at as "closedAt",
  coalesce((select max(e.at) from response.case_event e where e.regency_id = c.regency_id and e.case_id = c.case_id and e.shown_to_reporter), c.opened_at) as "updatedAt",
  (select min(k.due_at) from response.clock k where k.regency_id = c.regency_id and k.case_id = c.case_id and k.task_id is null and k.measure = 'completion')
    as "completionDueAt",
  (select min(k.due_at) from response.clock k where k.regency_id = c.regency_id and k.case_id = c.case_id and k.task_id is null and k.measure = 'first_response')
    as "answerDueAt",
  case when c.status = 'closed' then (select i.case_number
    from (select e.kind, e.detail->>'caseNumber' as number from response.case_event e
      where e.regency_id = c.regency_id and e.case_id = c.case_id and e.kind in ('joined', 'join_undone') order by e.seq desc limit 1) last
    join response.case_file i on i.regency_id = c.regency_id and i.case_number = last.number and last.kind = 'joined' and not i.restricted)
  end as "joinedInto"`

/** A case that is restricted, by its kind or by somebody's decision, is for those who handle it and in no list. */
const isPublic = sql`not c.restricted`

/** Cases that anybody may see, the newest first. */
export async function listPublicRequests(tx: Tx, query: RequestQuery, open: readonly string[]): Promise<readonly PublicRequest[]> {
  const states = query.statuses.flatMap((status) => (status === 'closed' ? ['closed'] : ['open', 'resolved']))
  const which = query.numbers === null
    ? sql`c.category = any(${query.categories}) and c.opened_at between ${query.from} and ${query.to}
        and (${states.length === 0} or c.status = any(${states}))`
    : sql`c.case_number = any(${query.numbers}) and c.category = any(${open})`
  const { rows } = await sql<PublicRequest>`
    select ${columns} from response.case_file c
    where c.regency_id = ${tx.regencyId} and ${which} and ${isPublic}
    order by c.opened_at desc, c.case_id limit ${query.limit} offset ${query.offset}`.execute(tx.db)
  return rows
}

/** What happened on these cases, by kind and time. */
export async function listPublicNotes(tx: Tx, caseIds: readonly string[]): Promise<readonly PublicNote[]> {
  const { rows } = await sql<PublicNote>`
    select case_id as "caseId", kind, at from response.case_event
    where regency_id = ${tx.regencyId} and case_id = any(${caseIds}::uuid[]) and shown_to_reporter order by case_id, seq limit 20000`.execute(tx.db)
  return rows
}

/** The number of a case, or null where it is not for everybody; undefined when there is no such case. */
export async function findNumberOfCase(tx: Tx, caseId: string, open: readonly string[]): Promise<{ readonly number: string | null } | undefined> {
  const { rows } = await sql<{ number: string; isOpen: boolean }>`
    select c.case_number as number, c.category = any(${open}) and ${isPublic} as "isOpen" from response.case_file c
    where c.regency_id = ${tx.regencyId} and c.case_id = ${caseId}::uuid`.execute(tx.db)
  const [row] = rows
  return row === undefined ? undefined : { number: row.isOpen ? row.number : null }
}
