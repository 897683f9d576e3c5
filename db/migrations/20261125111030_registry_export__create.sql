-- Rows of the registry that leave as a closed file: who took what, for what purpose, and the file itself for a day.
-- Which rows: those frozen in registry.bulk_act_row. The passphrase is shown once and stored nowhere.
create table registry.export (
  regency_id int not null,
  export_id uuid not null,
  bulk_act_id uuid not null,
  area_id int not null,
  purpose text not null check (length(purpose) between 10 and 500),
  fields text[] not null check (cardinality(fields) > 0),
  has_full_numbers boolean not null,
  row_count int not null check (row_count > 0),
  rows_done int not null default 0,
  state text not null check (state in ('waiting', 'refused', 'making', 'ready', 'opened', 'deleted', 'failed')),
  requested_by uuid not null,
  requested_by_name text not null,
  role text not null,
  office_id int,
  requested_at timestamptz not null,
  made_at timestamptz,
  opened_at timestamptz,
  expires_at timestamptz,
  primary key (regency_id, export_id),
  unique (regency_id, bulk_act_id)
);
create index export_by_time on registry.export (regency_id, requested_at desc, export_id desc);
create index export_to_delete on registry.export (regency_id, expires_at) where state in ('ready', 'opened');

-- The closed file: until it is opened under the server's key, then as the encrypted zip. Gone when its day is over.
create table registry.export_file (
  regency_id int not null,
  export_id uuid not null,
  requested_by uuid not null,
  content bytea not null,
  primary key (regency_id, export_id)
);

alter table registry.export enable row level security;
alter table registry.export force row level security;
alter table registry.export_file enable row level security;
alter table registry.export_file force row level security;
-- One's own, those whose proposal one may decide on, and all of them for oversight. `registry.export.work` is the system's own word: no role has it.
create policy own_or_overseen on registry.export for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (requested_by = nullif(current_setting('app.account', true), '')::uuid
      or nullif(current_setting('app.grants', true), '')::text[] && array['people.audit.read', 'registry.export.work']
      or (area_id = any(nullif(current_setting('app.areas', true), '')::int[])
        and 'registry.bulk.approve' = any(nullif(current_setting('app.grants', true), '')::text[]))));
create policy ask on registry.export for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and requested_by = nullif(current_setting('app.account', true), '')::uuid
    and 'registry.export.make' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy carry_on on registry.export for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (requested_by = nullif(current_setting('app.account', true), '')::uuid
      or 'registry.export.work' = any(nullif(current_setting('app.grants', true), '')::text[])
      or (area_id = any(nullif(current_setting('app.areas', true), '')::int[])
        and 'registry.bulk.approve' = any(nullif(current_setting('app.grants', true), '')::text[]))))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);
create policy own_file on registry.export_file
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (requested_by = nullif(current_setting('app.account', true), '')::uuid
      or 'registry.export.work' = any(nullif(current_setting('app.grants', true), '')::text[])))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (requested_by = nullif(current_setting('app.account', true), '')::uuid
      or 'registry.export.work' = any(nullif(current_setting('app.grants', true), '')::text[])));
grant select, insert on registry.export to app_user;
grant update (state, rows_done, made_at, opened_at, expires_at) on registry.export to app_user;
grant select, insert, delete on registry.export_file to app_user;
grant update (content) on registry.export_file to app_user;

-- The one who makes the file reads the frozen rows in the system's name.
create policy make_file on registry.bulk_act for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'registry.export.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy make_file on registry.bulk_act_row for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'registry.export.work' = any(nullif(current_setting('app.grants', true), '')::text[]));

alter table registry.export add foreign key (regency_id, bulk_act_id) references registry.bulk_act (regency_id, bulk_act_id);
alter table registry.export_file add foreign key (regency_id, export_id) references registry.export (regency_id, export_id);
