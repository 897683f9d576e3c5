import type { ListPlace } from '#platform/list-place.ts'
import { sql } from 'kysely'
import type { Pile } from '#modules/people/index.ts'
import type { Tx } from '#platform/db/db.ts'
import type { SetApartReason } from './set-apart.contract.ts'
import type { Look, LookOutcome, Repetition } from './set-apart.rules.ts'

/** A report's traces, as keyed hashes. */
export interface Trace {
  readonly reportId: string
  readonly deviceMac: Buffer | null
  readonly textMac: Buffer
}

/** Keeps a report's traces and counts those of the same device and of the same words since a moment, itself included. Older ones go. */
export async function traceReport(tx: Tx, trace: Trace, since: Date): Promise<Repetition> {
  await sql`delete from response.intake_trace where regency_id = ${tx.regencyId}
    and received_at < ${new Date(tx.now.getTime() - 86_400_000)}`.execute(tx.db)
  await sql`
    insert into response.intake_trace (regency_id, report_id, device_mac, text_mac, received_at)
    values (${tx.regencyId}, ${trace.reportId}, ${trace.deviceMac}, ${trace.textMac}, ${tx.now})`.execute(tx.db)
  const { rows } = await sql<{ from_device: number; same_text: number }>`
    select (count(*) filter (where device_mac = ${trace.deviceMac}))::int as from_device,
      (count(*) filter (where text_mac = ${trace.textMac}))::int as same_text
    from response.intake_trace
    where regency_id = ${tx.regencyId} and received_at > ${since} and (device_mac = ${trace.deviceMac} or text_mac = ${trace.textMac})`.execute(tx.db)
  return { fromDevice: rows[0]?.from_device ?? 0, sameText: rows[0]?.same_text ?? 0 }
}

/** Sets a report apart, to be looked at by a moment. */
export async function insertSetApart(
  tx: Tx, made: { reportId: string; caseId: string; areaId: number; reasons: readonly SetApartReason[]; lookDueAt: Date },
): Promise<void> {
  await sql`
    insert into response.set_apart (regency_id, report_id, case_id, area_id, reasons, set_apart_at, look_due_at, state)
    values (${tx.regencyId}, ${made.reportId}, ${made.caseId}, ${made.areaId}, ${JSON.stringify(made.reasons)}::jsonb, ${tx.now}, ${made.lookDueAt},
      'waiting')`
    .execute(tx.db)
}

/** One line of the list: a report that waits for a look, with its case. */
export interface WaitingRow {
  readonly reportId: string
  readonly caseId: string
  readonly caseNumber: string
  readonly version: number
  readonly summary: string
  readonly category: string
  readonly reasons: SetApartReason[]
  readonly setApartAt: Date
  readonly lookDueAt: Date
  readonly state: 'waiting' | 'abuse_proposed'
  readonly firstBy: string | null
  readonly firstName: string | null
}

/** Reports of the actor's scope that wait for a look, those due first on top. */
export async function listWaiting(tx: Tx, page: { after: ListPlace | null; limit: number }): Promise<readonly WaitingRow[]> {
  const after = page.after === null ? sql`true` : sql`(s.look_due_at, s.report_id) > (${page.after.at}, ${page.after.id}::uuid)`
  const { rows } = await sql<WaitingRow>`
    select s.report_id as "reportId", s.case_id as "caseId", c.case_number as "caseNumber", c.version, c.summary, c.category, s.reasons,
      s.set_apart_at as "setApartAt", s.look_due_at as "lookDueAt", s.state, s.first_by as "firstBy", s.first_name as "firstName"
    from response.set_apart s join response.case_file c on c.regency_id = s.regency_id and c.case_id = s.case_id
    where s.regency_id = ${tx.regencyId} and s.state in ('waiting', 'abuse_proposed') and c.status <> 'closed' and ${after}
    order by s.look_due_at, s.report_id limit ${page.limit}`.execute(tx.db)
  return rows
}

/** How a report of an entered case stands: genuine where nothing ever set it apart. Undefined when the case has no such report. */
export async function findLook(tx: Tx, reportId: string, caseId: string): Promise<Look | undefined> {
  const { rows } = await sql<Look>`
    select coalesce(s.state, 'genuine') as state, s.first_by as "firstBy"
    from response.report r left join response.set_apart s on s.regency_id = r.regency_id and s.report_id = r.report_id
    where r.regency_id = ${tx.regencyId} and r.report_id = ${reportId}::uuid and r.case_id = ${caseId}::uuid`.execute(tx.db)
  return rows[0]
}

/** Keeps what a person said: the first look, or the second. */
export async function saveLook(tx: Tx, made: { reportId: string; before: Look; outcome: LookOutcome; reason: string }): Promise<void> {
  const who = made.before.state === 'waiting'
    ? sql`first_by = ${tx.actor.accountId}, first_name = ${tx.actor.name}, first_reason = ${made.reason}, first_at = ${tx.now}`
    : sql`second_by = ${tx.actor.accountId}, second_reason = ${made.reason}, second_at = ${tx.now}`
  await sql`update response.set_apart set state = ${made.outcome}, ${who} where regency_id = ${tx.regencyId}
    and report_id = ${made.reportId}::uuid`.execute(tx.db)
}

/** Reports that may be none; the second look is another person's. */
export const setApartPile: Pile = {
  key: 'setApart', grants: ['response.case.work'],
  rows: (tx) => sql`select from response.set_apart s join response.case_file c on c.regency_id = s.regency_id and c.case_id = s.case_id
    where s.regency_id = ${tx.regencyId} and s.state in ('waiting', 'abuse_proposed') and c.status <> 'closed'
      and s.first_by is distinct from ${tx.actor.accountId}::uuid`,
}
