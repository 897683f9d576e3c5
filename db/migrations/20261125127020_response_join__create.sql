-- Two reports of one trouble: the later case is joined to the earlier one, and its reporter follows that. Undone exactly: what the join closed is kept.
create table response.case_join (
  regency_id int not null,
  join_id uuid not null,
  case_id uuid not null,
  into_case_id uuid not null,
  joined_at timestamptz not null,
  joined_by uuid not null,
  joined_name text not null,
  reason text not null check (char_length(reason) between 1 and 1000),
  -- Tasks and clocks that the join ended, as they were.
  ended jsonb not null,
  undone_at timestamptz,
  undone_by uuid,
  primary key (regency_id, join_id),
  check (case_id <> into_case_id),
  check ((undone_at is null) = (undone_by is null))
);
create unique index case_join_once on response.case_join (regency_id, case_id) where undone_at is null;
create index case_join_by_into on response.case_join (regency_id, into_case_id) where undone_at is null;

alter table response.case_join enable row level security;
alter table response.case_join force row level security;
create policy of_entered_case on response.case_join for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (case_id = any(nullif(current_setting('app.cases', true), '')::uuid[]) or into_case_id = any(nullif(current_setting('app.cases', true), '')::uuid[]))
    and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy of_entered_cases on response.case_join for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[]) and into_case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    and 'response.case.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy undo on response.case_join for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    and 'response.case.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on response.case_join to app_user;
grant update (undone_at, undone_by) on response.case_join to app_user;
alter table response.case_join add foreign key (regency_id, case_id) references response.case_file (regency_id, case_id);
alter table response.case_join add foreign key (regency_id, into_case_id) references response.case_file (regency_id, case_id);

-- Which of a photo's 64 spots are darker than their neighbour: two photos of one thing differ in few. Null where nobody computed it.
alter table response.report_photo add column difference_hash text check (difference_hash ~ '^[0-9a-f]{16}$');

-- squawk-ignore require-concurrent-index-creation
create index case_file_by_place_and_opening on response.case_file (regency_id, area_id, opened_at);

-- A receipt code opens the case that its report was joined to, as a follower's.
drop function response.open_receipt(int, bytea);
create function response.open_receipt(in_regency_id int, in_receipt_mac bytea)
returns table (report_id uuid, case_id uuid, command_id uuid, received_at timestamptz, secrecy text, follows boolean)
language sql stable security definer set search_path = ''
as $$
  select r.report_id, coalesce(j.into_case_id, r.case_id), r.command_id, r.received_at, r.secrecy, j.into_case_id is not null
  from response.report r
  left join response.case_join j on j.regency_id = r.regency_id and j.case_id = r.case_id and j.undone_at is null
  where r.regency_id = in_regency_id and r.receipt_mac = in_receipt_mac
    and r.regency_id = nullif(current_setting('app.regency', true), '')::int
$$;
revoke execute on function response.open_receipt from public;
grant execute on function response.open_receipt to app_user;

create or replace function response.list_own_reports(in_regency_id int, in_before timestamptz, in_limit int)
returns table (report_id uuid, case_id uuid, command_id uuid, received_at timestamptz, category text, area_id int, subject_name text)
language sql stable security definer set search_path = ''
as $$
  select r.report_id, coalesce(j.into_case_id, r.case_id), r.command_id, r.received_at, r.category, r.area_id, r.subject_name
  from response.reporter p
  join response.report r on r.regency_id = p.regency_id and r.report_id = p.report_id
  left join response.case_join j on j.regency_id = r.regency_id and j.case_id = r.case_id and j.undone_at is null
  where p.regency_id = in_regency_id and p.received_at < in_before
    and p.regency_id = nullif(current_setting('app.regency', true), '')::int
    and p.account_id = nullif(current_setting('app.account', true), '')::uuid
    and 'response.report.own' = any(nullif(current_setting('app.grants', true), '')::text[])
  order by p.received_at desc, r.report_id
  limit least(in_limit, 100)
$$;
