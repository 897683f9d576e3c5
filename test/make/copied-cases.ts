import type pg from 'pg'

export interface Copies {
  readonly templates: readonly string[]
  readonly count: number
  /** The copies' first due times are spread evenly over a span that begins at a moment, in so many bursts (one for each case when absent). */
  readonly dueFrom: Date
  readonly dueOverSeconds: number
  readonly bursts?: number
  readonly salt: string
}

/**
 * Cases with all that hangs on them, as if they had been opened at other times and their offices been reminded. Keys follow from the
 * template's key, the copy's number and the salt.
 */
export async function copyCases(client: pg.Client, { templates, count, dueFrom, dueOverSeconds, bursts, salt }: Copies): Promise<void> {
  const each = Math.ceil(count / templates.length)
  await client.query(
    `create temp table copy as
     select c.case_id as old_id, md5(c.case_id::text || n || $2)::uuid as case_id, n,
       $3::timestamptz + make_interval(secs => $4 * floor(((row_number() over (order by n, c.case_id)) - 1) * $7::float8 / $5) / $7) - c.next_due_at as shift
     from response.case_file c, generate_series(1, $6::int) n where c.case_id = any($1)
     order by n, c.case_id limit $5`,
    [templates, salt, dueFrom, dueOverSeconds, count, each, bursts ?? count])
  await client.query(
    `insert into response.case_file (regency_id, case_id, case_number, area_id, district_id, category, channel, danger, summary, photo_count,
       reporter_can_reply, status, rung, lead_office_id, office_ids, opened_at, version, next_due_at, sweep_at)
     select regency_id, y.case_id, 'K-2026-' || lpad(nextval('response.case_number_seq')::text, 6, '0'), area_id, district_id, category, channel,
       danger, summary, photo_count, reporter_can_reply, status, rung, lead_office_id, office_ids, opened_at + shift, version,
       next_due_at + shift, next_due_at + shift
     from copy y join response.case_file c on c.case_id = y.old_id`)
  await client.query(
    `insert into response.task (regency_id, case_id, task_id, area_id, district_id, category, office_id, status, opened_at, next_due_at)
     select regency_id, y.case_id, md5(task_id::text || y.case_id)::uuid, area_id, district_id, category, office_id, status,
       opened_at + shift, next_due_at + shift
     from copy y join response.task t on t.case_id = y.old_id`)
  await client.query(
    `insert into response.clock (regency_id, case_id, clock_id, task_id, measure, promise_key, promise_version, within_unit, within_amount,
       started_at, warned, due_at)
     select regency_id, y.case_id, md5(clock_id::text || y.case_id)::uuid, md5(task_id::text || y.case_id)::uuid, measure, promise_key,
       promise_version, within_unit, within_amount, started_at + shift, 75, due_at + shift
     from copy y join response.clock k on k.case_id = y.old_id`)
  await client.query(
    `insert into response.case_event (regency_id, case_id, seq, kind, at, done_by, by_name, detail, shown_to_reporter)
     select regency_id, y.case_id, seq, kind, at + shift, done_by, by_name, detail, shown_to_reporter
     from copy y join response.case_event e on e.case_id = y.old_id`)
  await client.query('drop table copy')
}
