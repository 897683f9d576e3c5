-- Whether a session that a device keeps things for was ended by somebody, so that the device forgets them. A session that merely ran out was not.
create function people.session_was_ended(in_regency_id int, in_session_id uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select in_regency_id = nullif(current_setting('app.regency', true), '')::int
    and not exists (
      select from people.session s
      join people.account a on a.regency_id = s.regency_id and a.account_id = s.account_id and a.disabled_at is null
      join people.scope c on c.regency_id = s.regency_id and c.scope_id = s.scope_id and c.withdrawn_at is null
      where s.regency_id = in_regency_id and s.session_id = in_session_id and s.ended_at is null)
$$;
revoke execute on function people.session_was_ended from public;
grant execute on function people.session_was_ended to app_user;
