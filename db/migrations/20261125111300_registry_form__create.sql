-- The family form as the regency edits it in a spreadsheet. A version never changes: what was filled in keeps the version it was asked by.
create table registry.form_version (
  regency_id int not null,
  form_version_id uuid not null,
  form_key text not null check (form_key ~ '^[a-z][a-z0-9_]*$'),
  number int not null check (number > 0),
  title jsonb not null,
  -- The first day on which new visits ask by it.
  valid_from date not null,
  compiled jsonb not null check (jsonb_typeof(compiled) = 'object'),
  question_count int not null check (question_count > 0),
  file_name text not null,
  -- The workbook as it was uploaded; small, and part of every backup in this way.
  file bytea not null check (octet_length(file) <= 2000000),
  file_sha256 bytea not null check (length(file_sha256) = 32),
  uploaded_by uuid,
  uploaded_by_name text,
  uploaded_at timestamptz not null,
  primary key (regency_id, form_version_id),
  unique (regency_id, form_key, number)
);

alter table registry.form_version enable row level security;
alter table registry.form_version force row level security;

-- A form tells nothing about anybody: whoever records families, reads them or looks after the form sees it.
create policy read_form on registry.form_version for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and nullif(current_setting('app.grants', true), '')::text[] && array['registry.form.manage', 'registry.profile.record', 'registry.person.read']);
create policy upload_form on registry.form_version for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'registry.form.manage' = any(nullif(current_setting('app.grants', true), '')::text[]));

grant select, insert on registry.form_version to app_user;
