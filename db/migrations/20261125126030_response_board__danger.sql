-- Cases in danger that nobody has answered yet, and when the newest of them came in: what a command room is woken by. Bounded as the other counts are.
create function response.board_danger(in_regency_id int)
returns table (waiting_count int, newest_at timestamptz)
language sql stable security definer set search_path = ''
as $$
  select count(*)::int, max(c.opened_at)
  from response.case_file c
  where c.regency_id = in_regency_id and c.status = 'open' and c.urgency = 1 and c.answered_at is null
    and c.regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'response.board.read' = any(nullif(current_setting('app.grants', true), '')::text[])
    and (coalesce(nullif(current_setting('app.areas', true), ''), '{}') = '{}' or c.area_id = any((select current_setting('app.areas', true)::int[])::int[]))
    and (coalesce(nullif(current_setting('app.offices', true), ''), '{}') = '{}' or c.office_ids && current_setting('app.offices', true)::int[])
$$;
revoke execute on function response.board_danger from public;
grant execute on function response.board_danger to app_user;
