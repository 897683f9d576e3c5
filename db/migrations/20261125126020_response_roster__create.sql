-- Who is on duty and who is away, office by office. Taken back, never deleted: it tells who should have had a task on a past day.
create table response.roster_entry (
  regency_id int not null,
  entry_id uuid not null,
  area_id int not null,
  office_id int not null,
  kind text not null check (kind in ('duty', 'absence')),
  account_id uuid not null,
  name text not null,
  -- Who takes over what an absent person holds; without one it goes back to the office's queue.
  deputy_account_id uuid,
  deputy_name text,
  from_on date not null,
  to_on date not null,
  planned_by_name text not null,
  planned_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (regency_id, entry_id),
  check (to_on >= from_on),
  check ((deputy_account_id is null) = (deputy_name is null)),
  check (deputy_account_id is distinct from account_id)
);
create index roster_entry_by_office on response.roster_entry (regency_id, office_id, to_on) where withdrawn_at is null;
create index roster_entry_by_account on response.roster_entry (regency_id, account_id, to_on) where withdrawn_at is null and kind = 'absence';
alter table response.roster_entry enable row level security;
alter table response.roster_entry force row level security;
-- The sweep reads it to find what an absent person holds.
create policy of_own_office on response.roster_entry
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or (area_id = any(nullif(current_setting('app.areas', true), '')::int[])
        and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
        and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[]))))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
    and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on response.roster_entry to app_user;
grant update (withdrawn_at) on response.roster_entry to app_user;
alter table response.roster_entry add foreign key (regency_id, account_id) references people.account (regency_id, account_id);
alter table response.roster_entry add foreign key (regency_id, deputy_account_id) references people.account (regency_id, account_id);

-- Until when somebody who took a task must have begun with it; then it goes back to the queue.
alter table response.task add column returns_at timestamptz;
grant update (returns_at) on response.task to app_user;
