-- The counts of the board and the map, over a hundred thousand open cases within a fraction of a second. What the caller may count is read from the
-- context once and not for every row, and compared with every row only where it is one number; the offices of a case, a list, are compared once for
-- each combination of place and offices. Planned anew each time, because a village's few cases and a regency's many are found in different ways.

create or replace function response.board_areas(in_regency_id int, in_at timestamptz)
returns table (area_id int, district_id int, rung text, open_count int, soon_count int, late_count int, opened_last_day int)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  own_areas constant int[] := nullif(nullif(pg_catalog.current_setting('app.areas', true), ''), '{}');
  own_offices constant int[] := nullif(nullif(pg_catalog.current_setting('app.offices', true), ''), '{}');
begin
  if in_regency_id is distinct from nullif(pg_catalog.current_setting('app.regency', true), '')::int
    or not coalesce(nullif(pg_catalog.current_setting('app.grants', true), '')::text[] && array['response.board.read', 'response.map.read'], false) then
    return;
  end if;
  return query
    with counted as (
      select c.area_id, c.district_id, c.rung, c.office_ids,
        count(*) filter (where c.status = 'open') as open_count,
        count(*) filter (where c.status = 'open' and c.next_due_at >= in_at and c.next_due_at < in_at + interval '1 hour') as soon_count,
        count(*) filter (where c.status = 'open' and c.next_due_at < in_at) as late_count,
        count(*) filter (where c.opened_at > in_at - interval '1 day') as opened_last_day
      from response.case_file c
      where c.regency_id = in_regency_id and (c.status <> 'closed' or c.opened_at > in_at - interval '1 day') and not c.restricted
        and (own_areas is null or c.area_id = any(own_areas))
      group by c.area_id, c.district_id, c.rung, c.office_ids
    )
    select n.area_id, n.district_id, n.rung, sum(n.open_count)::int, sum(n.soon_count)::int, sum(n.late_count)::int, sum(n.opened_last_day)::int
    from counted n where own_offices is null or n.office_ids && own_offices
    group by n.area_id, n.district_id, n.rung;
end $$;

create or replace function response.board_offices(in_regency_id int, in_at timestamptz)
returns table (office_id int, open_count int, soon_count int, late_count int)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  own_areas constant int[] := nullif(nullif(pg_catalog.current_setting('app.areas', true), ''), '{}');
  own_offices constant int[] := nullif(nullif(pg_catalog.current_setting('app.offices', true), ''), '{}');
begin
  if in_regency_id is distinct from nullif(pg_catalog.current_setting('app.regency', true), '')::int
    or not coalesce('response.board.read' = any(nullif(pg_catalog.current_setting('app.grants', true), '')::text[]), false) then
    return;
  end if;
  return query
    select t.office_id, count(*)::int,
      (count(*) filter (where t.next_due_at >= in_at and t.next_due_at < in_at + interval '1 hour'))::int,
      (count(*) filter (where t.next_due_at < in_at))::int
    from response.task t
    where t.regency_id = in_regency_id and t.status <> 'done'
      and (own_areas is null or t.area_id = any(own_areas))
      and (own_offices is null or t.office_id = any(own_offices))
    group by t.office_id;
end $$;

create or replace function response.board_danger(in_regency_id int)
returns table (waiting_count int, newest_at timestamptz)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  own_areas constant int[] := nullif(nullif(pg_catalog.current_setting('app.areas', true), ''), '{}');
  own_offices constant int[] := nullif(nullif(pg_catalog.current_setting('app.offices', true), ''), '{}');
begin
  if in_regency_id is distinct from nullif(pg_catalog.current_setting('app.regency', true), '')::int
    or not coalesce('response.board.read' = any(nullif(pg_catalog.current_setting('app.grants', true), '')::text[]), false) then
    return query select 0, null::timestamptz;
    return;
  end if;
  return query
    select count(*)::int, max(c.opened_at) from response.case_file c
    where c.regency_id = in_regency_id and c.status = 'open' and c.urgency = 1 and c.answered_at is null
      and (own_areas is null or c.area_id = any(own_areas))
      and (own_offices is null or c.office_ids && own_offices);
end $$;

-- First responses of a span are found by when they fell due and by when they were given, each by its own index; the offices of their cases, lists, are
-- compared once for each combination.
create or replace function response.board_responses(in_regency_id int, in_from timestamptz, in_to timestamptz)
returns table (due_count int, kept_count int, median_minutes double precision)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  own_areas constant int[] := nullif(nullif(pg_catalog.current_setting('app.areas', true), ''), '{}');
  own_offices constant int[] := nullif(nullif(pg_catalog.current_setting('app.offices', true), ''), '{}');
begin
  if in_regency_id is distinct from nullif(pg_catalog.current_setting('app.regency', true), '')::int
    or not coalesce('response.board.read' = any(nullif(pg_catalog.current_setting('app.grants', true), '')::text[]), false) then
    return query select 0, 0, null::double precision;
    return;
  end if;
  return query
    with response as materialized (
      select c.office_ids, k.stopped_at <= k.due_at as is_kept, extract(epoch from k.stopped_at - k.started_at) / 60 as minutes
      from response.clock k join response.case_file c on c.regency_id = k.regency_id and c.case_id = k.case_id
      where k.regency_id = in_regency_id and k.task_id is null and k.measure = 'first_response'
        and (k.due_at between in_from and in_to or k.stopped_at between in_from and in_to)
        and (own_areas is null or c.area_id = any(own_areas))
    ), counted as (
      select d.office_ids from (select distinct r.office_ids from response r) d where own_offices is null or d.office_ids && own_offices
    )
    select count(*)::int, (count(*) filter (where r.is_kept))::int,
      percentile_cont(0.5) within group (order by r.minutes) filter (where r.minutes is not null)
    from response r join counted using (office_ids);
end $$;

-- squawk-ignore require-concurrent-index-creation
create index clock_by_answer on response.clock (regency_id, stopped_at) where task_id is null and measure = 'first_response';
-- squawk-ignore require-concurrent-index-creation
create index case_file_in_danger on response.case_file (regency_id, area_id) where status = 'open' and urgency = 1 and answered_at is null;
-- A village's unfinished work without looking at everybody's.
-- squawk-ignore require-concurrent-index-creation
create index task_by_place on response.task (regency_id, area_id, office_id, next_due_at) where status <> 'done';
