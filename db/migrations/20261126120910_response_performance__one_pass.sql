-- A month of a hundred thousand cases in one pass: the cases of the caller's scope, their first clocks and their verdicts are each read once and joined,
-- not looked up case by case. What the caller may count is read from the context once. Planned anew each time, because a village's few cases and a
-- regency's many are found in different ways.

-- squawk-ignore require-concurrent-index-creation
create index clock_first_response on response.clock (regency_id, case_id, task_id, started_at) include (stopped_at, due_at) where measure = 'first_response';
-- Whether a case was ever judged or reopened, without the rest of its history.
-- squawk-ignore require-concurrent-index-creation
create index case_event_verdicts on response.case_event (regency_id, case_id, kind) where kind in ('concluded', 'reopened');

create or replace function response.performance(in_regency_id int, in_from timestamptz, in_to timestamptz, in_at timestamptz, in_by text)
returns table (key text, case_count int, due_count int, kept_count int, answer_median double precision, answer_p90 double precision,
  answer_p99 double precision, finished_count int, finish_median double precision, finish_p90 double precision, finish_p99 double precision,
  judged_count int, reopened_count int)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  own_areas constant int[] := nullif(nullif(pg_catalog.current_setting('app.areas', true), ''), '{}');
  own_offices constant int[] := nullif(nullif(pg_catalog.current_setting('app.offices', true), ''), '{}');
begin
  if in_regency_id is distinct from nullif(pg_catalog.current_setting('app.regency', true), '')::int
    or not coalesce('response.performance.read' = any(nullif(pg_catalog.current_setting('app.grants', true), '')::text[]), false) then
    return;
  end if;
  return query
    with chosen as (
      select c.case_id, c.area_id, c.district_id, c.category, c.urgency, c.opened_at, c.resolved_at
      from response.case_file c
      where c.regency_id = in_regency_id and c.opened_at >= in_from and c.opened_at < in_to
        and (own_areas is null or c.area_id = any(own_areas))
        and (own_offices is null or c.office_ids && own_offices)
        and (not c.restricted or in_by in ('whole', 'office', 'urgency'))
    ), clocked as (
      -- Of the clocks of one answer the first: a case that was reopened has more.
      select distinct on (k.case_id, k.task_id) k.case_id, k.task_id, k.started_at, k.stopped_at, k.due_at
      from response.clock k join chosen c on c.case_id = k.case_id
      where k.regency_id = in_regency_id and k.measure = 'first_response' and (k.task_id is null) = (in_by <> 'office')
      order by k.case_id, k.task_id, k.started_at
    ), judged as (
      select e.case_id, bool_or(e.kind = 'concluded') as is_judged, bool_or(e.kind = 'reopened') as is_reopened
      from response.case_event e join chosen c on c.case_id = e.case_id
      where e.regency_id = in_regency_id and e.kind in ('concluded', 'reopened')
      group by e.case_id
    ), measured as (
      select c.case_id, null::uuid as task_id,
        case in_by when 'district' then c.district_id::text when 'village' then c.area_id::text when 'category' then c.category
          when 'urgency' then c.urgency::text else '' end as key,
        c.opened_at, c.resolved_at as finished_at, c.resolved_at as ended_at
      from chosen c where in_by <> 'office'
      union all
      select c.case_id, t.task_id, t.office_id::text, t.opened_at, coalesce(t.finished_at, c.resolved_at), t.finished_at
      from chosen c join response.task t on t.regency_id = in_regency_id and t.case_id = c.case_id
      where in_by = 'office'
    ), piece as (
      select m.key, k.due_at, k.stopped_at, m.finished_at, j.is_judged, j.is_reopened,
        (extract(epoch from least(coalesce(k.stopped_at, in_at), in_at) - k.started_at) / 60)::double precision as answer_minutes,
        (extract(epoch from coalesce(m.ended_at, in_at) - m.opened_at) / 60)::double precision as finish_minutes
      from measured m
      left join clocked k on k.case_id = m.case_id and coalesce(k.task_id, k.case_id) = coalesce(m.task_id, m.case_id)
      left join judged j on j.case_id = m.case_id
    ), summed as (
      select p.key, count(*)::int as cases,
        (count(*) filter (where p.stopped_at is not null or p.due_at < in_at))::int as due,
        (count(*) filter (where p.stopped_at <= p.due_at))::int as kept,
        percentile_cont(array[0.5, 0.9, 0.99]) within group (order by p.answer_minutes) filter (where p.due_at is not null) as answer,
        (count(*) filter (where p.finished_at is not null))::int as finished,
        percentile_cont(array[0.5, 0.9, 0.99]) within group (order by p.finish_minutes) as finish,
        (count(*) filter (where p.is_judged))::int as judgements, (count(*) filter (where p.is_reopened))::int as reopenings
      from piece p group by p.key
    )
    select s.key, s.cases, s.due, s.kept, s.answer[1], s.answer[2], s.answer[3], s.finished, s.finish[1], s.finish[2], s.finish[3], s.judgements, s.reopenings
    from summed s;
end $$;
