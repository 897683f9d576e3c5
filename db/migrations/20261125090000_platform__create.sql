-- The floor every module stands on: the role behind the door, commands, audit, installation facts.
do $$ begin
  if not exists (select from pg_roles where rolname = 'app_user') then
    create role app_user nologin nosuperuser nobypassrls;
  end if;
end $$;

create extension if not exists pg_trgm;
create extension if not exists btree_gist;

create schema platform;
grant usage on schema platform to app_user;

-- A command asked for by a client, with the answer it got. The same id never has a second effect.
create table platform.command (
  regency_id int not null,
  command_id uuid not null,
  account_id uuid,
  action text not null,
  body_sha256 bytea not null check (length(body_sha256) = 32),
  received_at timestamptz not null,
  result jsonb,
  primary key (regency_id, command_id)
);
alter table platform.command enable row level security;
alter table platform.command force row level security;
create policy own_command on platform.command
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and account_id is not distinct from nullif(current_setting('app.account', true), '')::uuid)
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and account_id is not distinct from nullif(current_setting('app.account', true), '')::uuid);
grant select, insert on platform.command to app_user;
grant update (result) on platform.command to app_user;

-- Facts about this installation: whether it is the demo, hash of the loaded configuration, last backup, heartbeats.
create table platform.installation_fact (
  regency_id int not null,
  key text not null,
  value jsonb not null,
  recorded_at timestamptz not null,
  primary key (regency_id, key)
);
alter table platform.installation_fact enable row level security;
alter table platform.installation_fact force row level security;
create policy same_regency on platform.installation_fact
  using (regency_id = nullif(current_setting('app.regency', true), '')::int)
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'platform.fact.write' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert, update on platform.installation_fact to app_user;

create schema audit;
grant usage on schema audit to app_user;

-- That something happened: appended, never changed. Reads of sensitive data are entries too, with their purpose.
create table audit.entry (
  regency_id int not null,
  entry_id bigint generated always as identity,
  at timestamptz not null,
  account_id uuid,
  role text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  area_id int,
  office_id int,
  purpose text,
  detail jsonb not null default '{}',
  request_id text,
  primary key (regency_id, entry_id)
);
create index entry_by_subject on audit.entry (regency_id, subject_kind, subject_id, entry_id);
create index entry_by_account on audit.entry (regency_id, account_id, entry_id);
alter table audit.entry enable row level security;
alter table audit.entry force row level security;
create policy append_entry on audit.entry for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);
create policy read_entry on audit.entry for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and nullif(current_setting('app.grants', true), '')::text[] && array['people.audit.read', 'audit.seal']);
grant select, insert on audit.entry to app_user;

-- The Merkle root over a batch of entries, chained to the root before. Which entry lies where is in seal_entry.
create table audit.seal (
  regency_id int not null,
  seal_no bigint not null,
  entry_count int not null check (entry_count > 0),
  root bytea not null check (length(root) = 32),
  previous_hash bytea not null check (length(previous_hash) = 32),
  seal_hash bytea not null check (length(seal_hash) = 32),
  sealed_at timestamptz not null,
  primary key (regency_id, seal_no)
);
create table audit.seal_entry (
  regency_id int not null,
  entry_id bigint not null,
  seal_no bigint not null,
  leaf_no int not null,
  primary key (regency_id, entry_id)
);
create index seal_entry_by_seal on audit.seal_entry (regency_id, seal_no, leaf_no);
alter table audit.seal enable row level security;
alter table audit.seal force row level security;
create policy seal_chain on audit.seal
  using (regency_id = nullif(current_setting('app.regency', true), '')::int)
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'audit.seal' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on audit.seal to app_user;
alter table audit.seal_entry enable row level security;
alter table audit.seal_entry force row level security;
create policy seal_chain on audit.seal_entry
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and nullif(current_setting('app.grants', true), '')::text[] && array['people.audit.read', 'audit.seal'])
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'audit.seal' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on audit.seal_entry to app_user;
alter table audit.seal_entry add foreign key (regency_id, seal_no) references audit.seal (regency_id, seal_no);
alter table audit.seal_entry add foreign key (regency_id, entry_id) references audit.entry (regency_id, entry_id);
