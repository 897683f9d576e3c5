-- Keys of other programs: apps that report by Open311, the emergency call centre. Of a key only a keyed hash is kept.
create table exchange.api_key (
  regency_id int not null,
  key_id uuid not null,
  purpose text not null check (purpose in ('open311', 'call_center')),
  -- Who holds it.
  name text not null check (char_length(name) between 2 and 120),
  key_mac bytea not null check (length(key_mac) = 32),
  last4 text not null check (length(last4) = 4),
  per_minute int not null check (per_minute between 1 and 6000),
  created_at timestamptz not null,
  created_by uuid not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (regency_id, key_id),
  unique (regency_id, key_mac)
);
create index api_key_by_age on exchange.api_key (regency_id, created_at desc, key_id);

alter table exchange.api_key enable row level security;
alter table exchange.api_key force row level security;

create policy manage on exchange.api_key
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (nullif(current_setting('app.grants', true), '')::text[] && array['exchange.channel.manage', 'exchange.work']))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (nullif(current_setting('app.grants', true), '')::text[] && array['exchange.channel.manage', 'exchange.work']));
grant select, insert on exchange.api_key to app_user;
grant update (last_used_at, revoked_at) on exchange.api_key to app_user;

-- Programs ask for what happened lately, again and again.
create index case_file_newest on response.case_file (regency_id, opened_at desc, case_id);
