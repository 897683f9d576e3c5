import type pg from 'pg'
import type { Escalated, FirstResponse } from './expected.ts'

/** What the ladder left behind: the clocks of first responses that began at or after a moment, and who heard of them. */
export async function readLadder(owner: pg.Client, since: Date): Promise<{ readonly clocks: readonly FirstResponse[]; readonly escalated: readonly Escalated[] }> {
  const { rows: clocks } = await owner.query<FirstResponse>(
    `select k.clock_id as "clockId", k.started_at as "startedAt", k.within_amount::float8 as "withinHours", k.stopped_at as "stoppedAt",
       case when k.task_id is null then c.lead_office_id else t.office_id end as "officeId"
     from response.clock k join response.case_file c using (regency_id, case_id) left join response.task t using (regency_id, case_id, task_id)
     where k.measure = 'first_response' and k.within_unit = 'hours' and k.started_at >= $1`, [since])
  const { rows: escalated } = await owner.query<Escalated>(
    `select e.clock_id as "clockId", e.rung, e.due_at as "dueAt", e.escalated_at as "escalatedAt"
     from response.escalation e join response.clock k using (regency_id, case_id, clock_id) where k.started_at >= $1`, [since])
  return { clocks, escalated }
}

/** Who heard before the true time had come, however late the wall clock said it was: by a wall clock alone such a hand-up looks right. */
export async function heardTooEarly(owner: pg.Client, trueNow: Date): Promise<readonly string[]> {
  const { rows } = await owner.query<{ clock_id: string; rung: string; due_at: Date }>(
    'select clock_id, rung, due_at from response.escalation where due_at > $1 order by due_at limit 10', [trueNow])
  return rows.map((row) => `early: ${row.clock_id} ${row.rung} due ${row.due_at.toISOString()}, heard at ${trueNow.toISOString()}`)
}
