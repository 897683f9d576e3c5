-- Counts for the board and the map. They run with the owner's rights, because those who see them (regent, planner, foster) see no case. Each bounds
-- itself to the caller's areas and offices; a role without areas or offices of its own counts the whole regency.
create index clock_by_response on response.clock (regency_id, due_at) where task_id is null and measure = 'first_response';

-- Open cases by area and rung, with those due within the hour and those late.
create function response.board_areas(in_regency_id int, in_at timestamptz)
returns table (area_id int, district_id int, rung text, open_count int, soon_count int, late_count int, opened_last_day int)
language sql stable security definer set search_path = ''
as $$
  select c.area_id, c.district_id, c.rung,
    (count(*) filter (where c.status = 'open'))::int,
    (count(*) filter (where c.status = 'open' and c.next_due_at >= in_at and c.next_due_at < in_at + interval '1 hour'))::int,
    (count(*) filter (where c.status = 'open' and c.next_due_at < in_at))::int,
    (count(*) filter (where c.opened_at > in_at - interval '1 day'))::int
  from response.case_file c
  where c.regency_id = in_regency_id and (c.status <> 'closed' or c.opened_at > in_at - interval '1 day')
    and c.regency_id = nullif(current_setting('app.regency', true), '')::int
    and nullif(current_setting('app.grants', true), '')::text[] && array['response.board.read', 'response.map.read']
    and (coalesce(nullif(current_setting('app.areas', true), ''), '{}') = '{}' or c.area_id = any(current_setting('app.areas', true)::int[]))
    and (coalesce(nullif(current_setting('app.offices', true), ''), '{}') = '{}' or c.office_ids && current_setting('app.offices', true)::int[])
  group by c.area_id, c.district_id, c.rung
$$;
revoke execute on function response.board_areas from public;
grant execute on function response.board_areas to app_user;

-- Unfinished tasks by office.
create function response.board_offices(in_regency_id int, in_at timestamptz)
returns table (office_id int, open_count int, soon_count int, late_count int)
language sql stable security definer set search_path = ''
as $$
  select t.office_id, count(*)::int,
    (count(*) filter (where t.next_due_at >= in_at and t.next_due_at < in_at + interval '1 hour'))::int,
    (count(*) filter (where t.next_due_at < in_at))::int
  from response.task t
  where t.regency_id = in_regency_id and t.status <> 'done'
    and t.regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'response.board.read' = any(nullif(current_setting('app.grants', true), '')::text[])
    and (coalesce(nullif(current_setting('app.areas', true), ''), '{}') = '{}' or t.area_id = any(current_setting('app.areas', true)::int[]))
    and (coalesce(nullif(current_setting('app.offices', true), ''), '{}') = '{}' or t.office_id = any(current_setting('app.offices', true)::int[]))
  group by t.office_id
$$;
revoke execute on function response.board_offices from public;
grant execute on function response.board_offices to app_user;

-- How first responses came that fell due in a span: how many, how many kept the promise, and the middle of the waiting times in minutes.
create function response.board_responses(in_regency_id int, in_from timestamptz, in_to timestamptz)
returns table (due_count int, kept_count int, median_minutes double precision)
language sql stable security definer set search_path = ''
as $$
  select count(*)::int, (count(*) filter (where k.stopped_at <= k.due_at))::int,
    percentile_cont(0.5) within group (order by extract(epoch from k.stopped_at - k.started_at) / 60) filter (where k.stopped_at is not null)
  from response.clock k join response.case_file c on c.regency_id = k.regency_id and c.case_id = k.case_id
  where k.regency_id = in_regency_id and k.task_id is null and k.measure = 'first_response'
    and (k.due_at between in_from and in_to or k.stopped_at between in_from and in_to)
    and k.regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'response.board.read' = any(nullif(current_setting('app.grants', true), '')::text[])
    and (coalesce(nullif(current_setting('app.areas', true), ''), '{}') = '{}' or c.area_id = any(current_setting('app.areas', true)::int[]))
    and (coalesce(nullif(current_setting('app.offices', true), ''), '{}') = '{}' or c.office_ids && current_setting('app.offices', true)::int[])
$$;
revoke execute on function response.board_responses from public;
grant execute on function response.board_responses to app_user;
