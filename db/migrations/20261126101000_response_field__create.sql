-- Field work: what an officer took along to the road, and what a visit found. A visit made without signal is kept whatever became of its case meanwhile:
-- whoever took the case along may hand the visit in, even when their scope no longer shows the case.
create table response.field_loan (
  regency_id int not null,
  account_id uuid not null,
  case_id uuid not null,
  taken_at timestamptz not null,
  until_at timestamptz not null,
  primary key (regency_id, account_id, case_id),
  check (until_at > taken_at)
);
alter table response.field_loan enable row level security;
alter table response.field_loan force row level security;
create policy own on response.field_loan
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and account_id = nullif(current_setting('app.account', true), '')::uuid
    and 'response.case.work' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and account_id = nullif(current_setting('app.account', true), '')::uuid
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    and 'response.case.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert, delete on response.field_loan to app_user;
grant update (taken_at, until_at) on response.field_loan to app_user;
alter table response.field_loan add foreign key (regency_id, case_id) references response.case_file (regency_id, case_id);

-- A case that the caller took along, and may still hand work in for, becomes open to the rest of the transaction.
create function response.enter_by_loan(in_regency_id int, in_case_id uuid, in_at timestamptz) returns boolean
language plpgsql volatile set search_path = ''
as $$
begin
  perform from response.field_loan l where l.regency_id = in_regency_id and l.case_id = in_case_id and l.until_at > in_at
    and l.account_id = nullif(pg_catalog.current_setting('app.account', true), '')::uuid;
  if not found then
    return false;
  end if;
  perform pg_catalog.set_config('app.cases',
    (coalesce(nullif(pg_catalog.current_setting('app.cases', true), ''), '{}')::uuid[] || in_case_id)::text, true);
  return true;
end $$;
revoke execute on function response.enter_by_loan from public;
grant execute on function response.enter_by_loan to app_user;

-- How the officer found the door, what they ticked, and how the case stood when the visit arrived. Null for visits written down at the desk.
alter table response.visit add column outcome text check (outcome in ('met', 'absent', 'wrong_address', 'refused'));
-- squawk-ignore adding-field-with-default
alter table response.visit add column finding_keys text[] not null default '{}' check (cardinality(finding_keys) <= 50);
alter table response.visit add column standing text
  check (standing in ('in_hand', 'held_by_other', 'handed_over', 'task_done', 'concluded', 'closed', 'out_of_reach', 'own_conflict'));
alter table response.visit_photo add column taken_at timestamptz;
alter table response.visit_photo add column lat double precision check (lat between -90 and 90);
alter table response.visit_photo add column lng double precision check (lng between -180 and 180);
alter table response.visit_photo add column accuracy_meters real check (accuracy_meters >= 0);
alter table response.visit_photo add constraint visit_photo_place_check check ((lat is null) = (lng is null));
