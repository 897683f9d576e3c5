import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { ListPlace } from '#platform/list-place.ts'
import type { VisitStanding } from '#modules/response/case/visit.contract.ts'
import type { StopPapers } from './field-list.rules.ts'

/** A task for which somebody may have to drive out. */
export interface StopKey {
  readonly caseId: string
  readonly taskId: string
  readonly isMine: boolean
  readonly rank: number
  readonly dueAt: Date
}

/** Where a list of houses goes on: behind a task of this rank that is due then. */
export interface StopPlace extends ListPlace {
  readonly rank: number
}

/** Own tasks come before free ones, danger before the rest; then what is due first. What has no clock comes last. */
const rank = sql`(case when holder_account_id is null then 2 else 0 end + case when urgency > 1 then 1 else 0 end)`
const dueAt = sql`date_trunc('milliseconds', coalesce(next_due_at, timestamptz '9999-01-01 00:00:00Z'))`

/**
 * One's own tasks, then the free ones of one's office, each in the order in which they are due. A protected case is on the list of its handlers
 * only.
 */
export async function listStopKeys(tx: Tx, page: { readonly after: StopPlace | null; readonly limit: number }): Promise<readonly StopKey[]> {
  const { accountId, ownOfficeId } = tx.actor
  const { after, limit } = page
  const { rows } = await sql<StopKey>`
    select case_id as "caseId", task_id as "taskId", holder_account_id is not null as "isMine", ${rank} as rank, ${dueAt} as "dueAt"
    from response.task
    where regency_id = ${tx.regencyId} and status <> 'done'
      and (holder_account_id = ${accountId}::uuid or (holder_account_id is null and office_id = ${ownOfficeId}::int))
      and (not restricted or ${accountId}::uuid = any(handler_ids))
      and ${after === null ? sql`true` : sql`(${rank}, ${dueAt}, task_id) > (${after.rank}, ${after.at}::timestamptz, ${after.id}::uuid)`}
    order by ${rank}, ${dueAt}, task_id limit ${limit}`.execute(tx.db)
  return rows
}

/** The papers of entered cases; those to which the caller stands too near are left out. */
export async function listStopPapers(tx: Tx, caseIds: readonly string[]): Promise<readonly StopPapers[]> {
  const { rows } = await sql<StopPapers>`
    select c.case_id as "caseId", plan.planned_on as "plannedOn", told.report_id as "reportId", told.subject_name as "subjectName",
      told.subject_address as "addressText", told.place_words as words, told.pin as "reportPin", stood.pin as "visitPin", stood.at as "visitPinAt",
      last.visited_at as "lastVisitAt", last.outcome as "lastOutcome"
    from response.case_file c
    left join lateral (
      select e.detail->>'plannedOn' as planned_on from response.case_event e
      where e.regency_id = c.regency_id and e.case_id = c.case_id and e.kind = 'visit_planned' and e.by_office_id = ${tx.actor.ownOfficeId}::int
        and not exists (
          select from response.case_event later
          where later.regency_id = e.regency_id and later.case_id = e.case_id and later.seq > e.seq and later.kind in ('visited', 'visit_missed')
            and later.by_office_id = e.by_office_id)
      order by e.seq desc limit 1) plan on true
    left join lateral (
      select case when r.secrecy <> 'anonymous' then r.report_id end as report_id, r.subject_name, r.subject_address, r.place_words,
        case when r.lat is not null then json_build_object('lat', r.lat, 'lng', r.lng, 'accuracyMeters', r.accuracy_meters) end as pin
      from response.report r
      where r.regency_id = c.regency_id and r.case_id = c.case_id
      order by (r.lat is null), r.received_at, r.report_id limit 1) told on true
    left join lateral (
      select json_build_object('lat', v.lat, 'lng', v.lng, 'accuracyMeters', v.accuracy_meters) as pin, v.visited_at as at from response.visit v
      where v.regency_id = c.regency_id and v.case_id = c.case_id and v.lat is not null and v.outcome is distinct from 'wrong_address'
      order by v.accuracy_meters nulls last, v.visited_at desc, v.visit_id desc limit 1) stood on true
    left join lateral (
      select v.visited_at, v.outcome from response.visit v where v.regency_id = c.regency_id and v.case_id = c.case_id
      order by v.visited_at desc, v.visit_id desc limit 1) last on true
    where c.regency_id = ${tx.regencyId} and c.case_id = any(${caseIds}::uuid[])
      and response.own_conflict(c.regency_id, c.case_id) is null`.execute(tx.db)
  return rows
}

/** Notes which entered cases the caller takes along, and forgets what they took along too long ago. */
export async function keepLoans(tx: Tx, caseIds: readonly string[], untilAt: Date): Promise<void> {
  await sql`delete from response.field_loan where regency_id = ${tx.regencyId} and account_id = ${tx.actor.accountId}::uuid
    and until_at <= ${tx.now}`.execute(tx.db)
  await sql`
    insert into response.field_loan (regency_id, account_id, case_id, taken_at, until_at)
    select ${tx.regencyId}, ${tx.actor.accountId}::uuid, case_id, ${tx.now}, ${untilAt} from unnest(${caseIds}::uuid[]) as case_id
    on conflict (regency_id, account_id, case_id) do update set taken_at = excluded.taken_at, until_at = excluded.until_at`.execute(tx.db)
}

/** Opens a case that the caller took along to the rest of the transaction; false when they did not, or too long ago. */
export async function enterByLoan(tx: Tx, caseId: string): Promise<boolean> {
  const { rows } = await sql<{ entered: boolean }>`
    select response.enter_by_loan(${tx.regencyId}, ${caseId}::uuid, ${tx.now}) as entered`.execute(tx.db)
  return rows[0]?.entered ?? false
}

/** A visit that arrived on an entered case. */
export interface ArrivedRow {
  readonly receivedAt: Date
  readonly standing: VisitStanding
  readonly photos: readonly { readonly photoId: string; readonly sha256: string }[]
}

/** The visit of this id, if it came. */
export async function findArrivedVisit(tx: Tx, visit: { readonly caseId: string; readonly visitId: string }): Promise<ArrivedRow | undefined> {
  const { rows } = await sql<ArrivedRow>`
    select v.recorded_at as "receivedAt", v.standing,
      (select coalesce(json_agg(json_build_object('photoId', p.photo_id, 'sha256', p.sha256) order by p.photo_id), '[]') from response.visit_photo p
        where p.regency_id = v.regency_id and p.case_id = v.case_id and p.visit_id = v.visit_id) as photos
    from response.visit v
    where v.regency_id = ${tx.regencyId} and v.case_id = ${visit.caseId}::uuid and v.visit_id = ${visit.visitId}::uuid
      and v.standing is not null`.execute(tx.db)
  return rows[0]
}
