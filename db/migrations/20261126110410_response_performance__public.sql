-- What the caller may count is read from the context once, not for every case.
create or replace function response.performance_cases(in_regency_id int, in_from timestamptz, in_to timestamptz)
returns setof response.case_file
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
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
    select c.* from response.case_file c
    where c.regency_id = in_regency_id and c.opened_at >= in_from and c.opened_at < in_to
      and (own_areas is null or c.area_id = any(own_areas))
      and (own_offices is null or c.office_ids && own_offices);
end $$;

-- As before, and one more key: 'public' counts the whole as everybody may know it, without protected cases. They are then in no public number, and
-- nobody finds them by taking the districts from the whole.
create or replace function response.performance(in_regency_id int, in_from timestamptz, in_to timestamptz, in_at timestamptz, in_by text)
returns table (key text, case_count int, due_count int, kept_count int, answer_median double precision, answer_p90 double precision,
  answer_p99 double precision, finished_count int, finish_median double precision, finish_p90 double precision, finish_p99 double precision,
  judged_count int, reopened_count int)
language sql stable security definer set search_path = ''
as $$
  with piece as (
    select case when in_by in ('whole', 'public') then '' when in_by = 'office' then t.office_id::text when in_by = 'district' then c.district_id::text
        when in_by = 'village' then c.area_id::text when in_by = 'category' then c.category else c.urgency::text end as key,
      c.case_id, k.due_at, k.stopped_at,
      extract(epoch from least(coalesce(k.stopped_at, in_at), in_at) - k.started_at) / 60 as answer_minutes,
      coalesce(t.finished_at, c.resolved_at) as finished_at,
      extract(epoch from coalesce(case when in_by = 'office' then t.finished_at else c.resolved_at end, in_at)
        - coalesce(t.opened_at, c.opened_at)) / 60 as finish_minutes,
      (select count(*) from response.case_event e where e.regency_id = c.regency_id and e.case_id = c.case_id and e.kind = 'concluded') as judgements,
      (select count(*) from response.case_event e where e.regency_id = c.regency_id and e.case_id = c.case_id and e.kind = 'reopened') as reopenings
    from (
      select a.* from response.performance_cases(in_regency_id, in_from, in_to) a
      where not a.restricted or in_by in ('whole', 'office', 'urgency')) c
    left join response.task t on in_by = 'office' and t.regency_id = c.regency_id and t.case_id = c.case_id
    left join lateral (
      select f.started_at, f.stopped_at, f.due_at from response.clock f
      where f.regency_id = c.regency_id and f.case_id = c.case_id and f.measure = 'first_response' and f.task_id is not distinct from t.task_id
      order by f.started_at limit 1) k on true
  )
  select p.key, count(*)::int,
    (count(*) filter (where p.stopped_at is not null or p.due_at < in_at))::int,
    (count(*) filter (where p.stopped_at <= p.due_at))::int,
    percentile_cont(0.5) within group (order by p.answer_minutes) filter (where p.due_at is not null),
    percentile_cont(0.9) within group (order by p.answer_minutes) filter (where p.due_at is not null),
    percentile_cont(0.99) within group (order by p.answer_minutes) filter (where p.due_at is not null),
    (count(*) filter (where p.finished_at is not null))::int,
    percentile_cont(0.5) within group (order by p.finish_minutes),
    percentile_cont(0.9) within group (order by p.finish_minutes),
    percentile_cont(0.99) within group (order by p.finish_minutes),
    (count(*) filter (where p.judgements > 0))::int,
    (count(*) filter (where p.reopenings > 0))::int
  from piece p
  where in_by <> 'office' or p.key is not null
  group by p.key
$$;

-- Marks of protected cases, like the cases, are in no count by place or kind and in none that is public. By urgency too they stand beside the cases.
create or replace function response.performance_satisfaction(in_regency_id int, in_from timestamptz, in_to timestamptz, in_by text)
returns table (key text, answer_count int, sums int[])
language sql stable security definer set search_path = ''
as $$
  select case in_by when 'office' then s.office_id::text when 'district' then s.district_id::text
      when 'village' then s.area_id::text when 'category' then s.category when 'urgency' then c.urgency::text else '' end as key,
    count(*)::int,
    array[sum(s.marks[1]), sum(s.marks[2]), sum(s.marks[3]), sum(s.marks[4]), sum(s.marks[5]), sum(s.marks[6]), sum(s.marks[7]), sum(s.marks[8]),
      sum(s.marks[9])]::int[]
  from response.satisfaction s join response.case_file c on c.regency_id = s.regency_id and c.case_id = s.case_id
  where s.regency_id = in_regency_id and s.answered_at >= in_from and s.answered_at < in_to
    and s.regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'response.performance.read' = any(nullif(current_setting('app.grants', true), '')::text[])
    and (coalesce(nullif(current_setting('app.areas', true), ''), '{}') = '{}' or s.area_id = any((select current_setting('app.areas', true)::int[])::int[]))
    and (coalesce(nullif(current_setting('app.offices', true), ''), '{}') = '{}' or s.office_id = any((select current_setting('app.offices', true)::int[])::int[]))
    and (not c.restricted or in_by in ('whole', 'office', 'urgency'))
  group by 1
$$;
