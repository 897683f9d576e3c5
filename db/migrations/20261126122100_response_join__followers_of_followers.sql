-- A case that others follow may itself be joined to another: everybody follows the one at the end, as long as the joins stand. A circle cannot arise,
-- because no case is joined to one that is joined.
create function response.lead_case(in_regency_id int, in_case_id uuid) returns uuid
language sql stable security definer set search_path = ''
as $$
  with recursive road (case_id, step) as (
    select in_case_id, 0
    union all
    select j.into_case_id, road.step + 1
    from road join response.case_join j on j.regency_id = in_regency_id and j.case_id = road.case_id and j.undone_at is null
  )
  select case_id from road where in_regency_id = nullif(current_setting('app.regency', true), '')::int order by step desc limit 1
$$;
revoke execute on function response.lead_case from public;
grant execute on function response.lead_case to app_user;

-- The cases whose reporters follow an entered one since a moment: those joined to it, and those joined to them.
create function response.followers_of(in_regency_id int, in_case_id uuid, in_joined_by timestamptz) returns setof uuid
language sql stable security definer set search_path = ''
as $$
  with recursive follower (case_id) as (
    select j.case_id from response.case_join j
    where j.regency_id = in_regency_id and j.into_case_id = in_case_id and j.undone_at is null and j.joined_at <= in_joined_by
      and j.regency_id = nullif(current_setting('app.regency', true), '')::int
      and in_case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    union
    select j.case_id from follower f
    join response.case_join j on j.regency_id = in_regency_id and j.into_case_id = f.case_id and j.undone_at is null and j.joined_at <= in_joined_by
  )
  select case_id from follower limit 200
$$;
revoke execute on function response.followers_of from public;
grant execute on function response.followers_of to app_user;

create or replace function response.open_receipt(in_regency_id int, in_receipt_mac bytea)
returns table (report_id uuid, case_id uuid, command_id uuid, received_at timestamptz, secrecy text, follows boolean)
language sql stable security definer set search_path = ''
as $$
  select r.report_id, l.case_id, r.command_id, r.received_at, r.secrecy, l.case_id <> r.case_id
  from response.report r cross join lateral response.lead_case(in_regency_id, r.case_id) as l (case_id)
  where r.regency_id = in_regency_id and r.receipt_mac = in_receipt_mac
    and r.regency_id = nullif(current_setting('app.regency', true), '')::int
$$;

create or replace function response.list_own_reports(in_regency_id int, in_before timestamptz, in_limit int)
returns table (report_id uuid, case_id uuid, command_id uuid, received_at timestamptz, category text, area_id int, subject_name text)
language sql stable security definer set search_path = ''
as $$
  select r.report_id, response.lead_case(in_regency_id, r.case_id), r.command_id, r.received_at, r.category, r.area_id, r.subject_name
  from response.reporter p
  join response.report r on r.regency_id = p.regency_id and r.report_id = p.report_id
  where p.regency_id = in_regency_id and p.received_at < in_before
    and p.regency_id = nullif(current_setting('app.regency', true), '')::int
    and p.account_id = nullif(current_setting('app.account', true), '')::uuid
    and 'response.report.own' = any(nullif(current_setting('app.grants', true), '')::text[])
  order by p.received_at desc, r.report_id
  limit least(in_limit, 100)
$$;
