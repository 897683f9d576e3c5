-- Reading the audit: by action and by moment, and what a resident may learn about the reading of their own data.
create index entry_by_action on audit.entry (regency_id, action, entry_id);
create index entry_by_moment on audit.entry (regency_id, at);

-- Who dealt with the data about the person of the signed-in account: role, office and purpose, never the officer.
create function people.looks_at_me(in_regency_id int, in_before bigint, in_limit int)
returns table (entry_id bigint, at timestamptz, role text, action text, office_id int, purpose text, detail jsonb)
language sql stable security definer set search_path = ''
as $$
  select e.entry_id, e.at, e.role, e.action, e.office_id, e.purpose, jsonb_build_object('fields', coalesce(e.detail -> 'fields', '[]'::jsonb))
  from audit.entry e
  where e.regency_id = in_regency_id and e.regency_id = nullif(current_setting('app.regency', true), '')::int
    and e.subject_kind = 'person'
    and e.subject_id = (
      select a.person_id::text from people.account a
      where a.regency_id = in_regency_id and a.account_id = nullif(current_setting('app.account', true), '')::uuid)
    and (in_before is null or e.entry_id < in_before)
  order by e.entry_id desc
  limit least(in_limit, 101)
$$;
revoke execute on function people.looks_at_me from public;
grant execute on function people.looks_at_me to app_user;
