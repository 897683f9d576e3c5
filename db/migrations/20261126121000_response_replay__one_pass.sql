-- What a replay needs, in one pass: the officers' acts of the span are put in order once and joined, not looked through anew for every case.
create or replace function response.performance_arrivals(in_regency_id int, in_from timestamptz, in_to timestamptz)
returns table (office_id int, opened_at timestamptz, due_at timestamptz, answered_at timestamptz, handling_seconds double precision)
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
      select c.case_id, c.lead_office_id from response.case_file c
      where c.regency_id = in_regency_id and c.opened_at >= in_from and c.opened_at < in_to
        and (own_areas is null or c.area_id = any(own_areas))
        and (own_offices is null or c.office_ids && own_offices)
    ), clocked as (
      select distinct on (k.case_id) k.case_id, c.lead_office_id, k.started_at, k.stopped_at, k.due_at
      from response.clock k join chosen c on c.case_id = k.case_id
      where k.regency_id = in_regency_id and k.measure = 'first_response' and k.task_id is null
      order by k.case_id, k.started_at
    ), acted as (
      select e.case_id, e.seq, e.at, e.kind, lag(e.at) over (partition by e.by_account_id order by e.at, e.case_id, e.seq) as before_at
      from response.case_event e
      where e.regency_id = in_regency_id and e.done_by = 'officer' and e.at >= in_from - interval '1 day' and e.at < in_to + interval '14 days'
    ), answered as (
      -- An officer who answers and finishes in one act leaves two events of one moment: the first tells how long it took.
      select distinct on (a.case_id, a.at) a.case_id, a.at, a.before_at
      from acted a where a.kind in ('answered', 'asked', 'finished', 'concluded')
      order by a.case_id, a.at, a.seq
    )
    select k.lead_office_id, k.started_at, k.due_at, k.stopped_at,
      extract(epoch from a.at - greatest(k.started_at, coalesce(a.before_at, k.started_at)))::double precision
    from clocked k left join answered a on a.case_id = k.case_id and a.at = k.stopped_at;
end $$;
