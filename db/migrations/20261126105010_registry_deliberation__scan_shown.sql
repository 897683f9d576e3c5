-- Who attached the signed copy of minutes, and that copy's fingerprint for whoever checks them.

alter table registry.deliberation add column scanned_by_name text;
grant update (scanned_by_name) on registry.deliberation to app_user;

drop function registry.open_minutes(int, bytea);
create function registry.open_minutes(in_regency_id int, in_code_mac bytea)
returns table (number text, area_id int, held_on date, state text, minutes_sha256 text, ended_at timestamptz, scan_sha256 text)
language sql stable security definer set search_path = ''
as $$
  select d.number, d.area_id, d.held_on, d.state, d.minutes_sha256, d.ended_at, d.scan_sha256
  from registry.deliberation d
  where d.regency_id = in_regency_id and d.code_mac = in_code_mac and d.regency_id = nullif(current_setting('app.regency', true), '')::int
$$;
revoke execute on function registry.open_minutes from public;
grant execute on function registry.open_minutes to app_user;
