-- Accounts, how they sign in, what they may do where, and where they are signed in.

-- Who signs in. A resident's account knows its person; an officer's does not.
create table people.account (
  regency_id int not null,
  account_id uuid not null,
  username text not null check (username = lower(username) and length(username) between 3 and 40),
  name text not null check (length(name) between 2 and 100),
  person_id uuid,
  must_change_password boolean not null,
  disabled_at timestamptz,
  created_at timestamptz not null,
  primary key (regency_id, account_id),
  unique (regency_id, username)
);

-- The argon2id hash. Nobody behind the door may read the column: one hash at a time comes out of people.sign_in_secret.
create table people.credential (
  regency_id int not null,
  account_id uuid not null,
  password_hash text not null check (password_hash like '$argon2id$%'),
  changed_at timestamptz not null,
  primary key (regency_id, account_id)
);

-- The second step: the authenticator's secret (encrypted), and the last time step used, so that no code works twice.
create table people.totp (
  regency_id int not null,
  account_id uuid not null,
  secret_sealed bytea not null,
  begun_at timestamptz not null,
  confirmed_at timestamptz,
  last_step bigint,
  primary key (regency_id, account_id)
);

-- Codes on paper for when the authenticator is lost: keyed hashes, each good once.
create table people.recovery_code (
  regency_id int not null,
  account_id uuid not null,
  code_mac bytea not null check (length(code_mac) = 32),
  used_at timestamptz,
  primary key (regency_id, account_id, code_mac)
);

-- A role in an area and for an office. Withdrawn ones stay: the audit must be readable later.
create table people.scope (
  regency_id int not null,
  scope_id uuid not null,
  account_id uuid not null,
  role text not null,
  area_id int not null,
  office_id int,
  granted_at timestamptz not null,
  granted_by uuid,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  primary key (regency_id, scope_id)
);
create unique index scope_held_once on people.scope (regency_id, account_id, role, area_id, office_id) nulls not distinct where withdrawn_at is null;
create index scope_by_office on people.scope (regency_id, office_id) where withdrawn_at is null;

-- Where somebody is signed in. The token is stored hashed; a stage other than 'open' opens nothing yet.
create table people.session (
  regency_id int not null,
  session_id uuid not null,
  account_id uuid not null,
  scope_id uuid not null,
  token_hash bytea not null check (length(token_hash) = 32),
  stage text not null check (stage in ('code', 'new_password', 'open')),
  device text not null check (length(device) <= 60),
  opened_at timestamptz not null,
  seen_at timestamptz not null,
  idle_minutes int not null check (idle_minutes > 0),
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_because text check (ended_because in ('signed_out', 'revoked', 'password_changed', 'account_disabled', 'scope_withdrawn', 'sign_in_again')),
  check ((ended_at is null) = (ended_because is null)),
  primary key (regency_id, session_id),
  unique (regency_id, token_hash)
);
create index session_by_account on people.session (regency_id, account_id, opened_at);

-- How often somebody guessed lately, by account, address or second step; the key is a keyed hash, so no name or address is kept.
create table people.sign_in_attempt (
  regency_id int not null,
  kind text not null check (kind in ('account', 'address', 'code')),
  key_mac bytea not null check (length(key_mac) = 32),
  window_started_at timestamptz not null,
  attempts int not null check (attempts >= 0),
  primary key (regency_id, kind, key_mac)
);
create index sign_in_attempt_by_age on people.sign_in_attempt (regency_id, window_started_at);

alter table people.account enable row level security;
alter table people.account force row level security;
alter table people.credential enable row level security;
alter table people.credential force row level security;
alter table people.totp enable row level security;
alter table people.totp force row level security;
alter table people.recovery_code enable row level security;
alter table people.recovery_code force row level security;
alter table people.scope enable row level security;
alter table people.scope force row level security;
alter table people.session enable row level security;
alter table people.session force row level security;
alter table people.sign_in_attempt enable row level security;
alter table people.sign_in_attempt force row level security;

-- 'people.session.open' is no role's grant: the sign-in itself carries it, from the password's proof to the open session.
create policy read_account on people.account for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (account_id = nullif(current_setting('app.account', true), '')::uuid
      or nullif(current_setting('app.grants', true), '')::text[] && array['people.account.manage', 'people.audit.read', 'people.session.open']));
create policy add_account on people.account for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'people.account.manage' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy change_account on people.account for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (account_id = nullif(current_setting('app.account', true), '')::uuid
      or 'people.account.manage' = any(nullif(current_setting('app.grants', true), '')::text[])));
grant select, insert on people.account to app_user;
grant update (name, must_change_password, disabled_at) on people.account to app_user;

create policy own_or_managed on people.credential
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (account_id = nullif(current_setting('app.account', true), '')::uuid
      or nullif(current_setting('app.grants', true), '')::text[] && array['people.account.manage', 'people.session.open']))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (account_id = nullif(current_setting('app.account', true), '')::uuid
      or 'people.account.manage' = any(nullif(current_setting('app.grants', true), '')::text[])));
grant select (regency_id, account_id, changed_at), insert on people.credential to app_user;
grant update (password_hash, changed_at) on people.credential to app_user;

create policy own_or_managed on people.totp
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (account_id = nullif(current_setting('app.account', true), '')::uuid
      or nullif(current_setting('app.grants', true), '')::text[] && array['people.account.manage', 'people.session.open']))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and account_id = nullif(current_setting('app.account', true), '')::uuid);
grant select, insert, update, delete on people.totp to app_user;

create policy own_or_managed on people.recovery_code
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (account_id = nullif(current_setting('app.account', true), '')::uuid
      or nullif(current_setting('app.grants', true), '')::text[] && array['people.account.manage', 'people.session.open']))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and account_id = nullif(current_setting('app.account', true), '')::uuid);
grant select, insert, delete on people.recovery_code to app_user;
grant update (used_at) on people.recovery_code to app_user;

create policy read_scope on people.scope for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (account_id = nullif(current_setting('app.account', true), '')::uuid
      or nullif(current_setting('app.grants', true), '')::text[] && array['people.account.manage', 'people.session.open']));
create policy grant_scope on people.scope for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and account_id is distinct from nullif(current_setting('app.account', true), '')::uuid
    and 'people.account.manage' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy withdraw_scope on people.scope for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and account_id is distinct from nullif(current_setting('app.account', true), '')::uuid
    and 'people.account.manage' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on people.scope to app_user;
grant update (withdrawn_at, withdrawn_by) on people.scope to app_user;

create policy own_or_managed on people.session
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (account_id = nullif(current_setting('app.account', true), '')::uuid
      or nullif(current_setting('app.grants', true), '')::text[] && array['people.account.manage', 'people.session.open']))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (account_id = nullif(current_setting('app.account', true), '')::uuid
      or 'people.account.manage' = any(nullif(current_setting('app.grants', true), '')::text[])));
grant select (regency_id, session_id, account_id, scope_id, stage, device, opened_at, seen_at, idle_minutes, expires_at, ended_at, ended_because),
  insert, delete on people.session to app_user;
grant update (scope_id, token_hash, stage, seen_at, idle_minutes, expires_at, ended_at, ended_because) on people.session to app_user;

create policy sign_in_only on people.sign_in_attempt
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'people.session.open' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'people.session.open' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert, update, delete on people.sign_in_attempt to app_user;

-- Narrow doors. They run with the rights of the owner, who passes by row security, so that no statement behind the door can list hashes.

-- Whose session a token is at a moment, and what it opens. Notes that it was seen, at most once a minute.
create function people.session_actor(in_regency_id int, in_token_hash bytea, in_at timestamptz)
returns table (
  session_id uuid, stage text, account_id uuid, username text, name text, person_id uuid, must_change_password boolean, has_totp boolean,
  scope_id uuid, role text, area_id int, office_id int, expires_at timestamptz, idle_minutes int
)
language sql volatile security definer set search_path = ''
as $$
  with live as materialized (
    select s.session_id, s.stage, s.account_id, a.username, a.name, a.person_id, a.must_change_password,
      exists (select from people.totp t where t.regency_id = s.regency_id and t.account_id = s.account_id and t.confirmed_at is not null) as has_totp,
      s.scope_id, c.role, c.area_id, c.office_id, s.expires_at, s.idle_minutes
    from people.session s
    join people.account a on a.regency_id = s.regency_id and a.account_id = s.account_id and a.disabled_at is null
    join people.scope c on c.regency_id = s.regency_id and c.scope_id = s.scope_id and c.account_id = s.account_id and c.withdrawn_at is null
    where s.regency_id = in_regency_id and s.token_hash = in_token_hash and s.ended_at is null
      and s.expires_at > in_at and s.seen_at > in_at - make_interval(mins => s.idle_minutes)
  ), seen as (
    update people.session s set seen_at = in_at
    from live
    where s.regency_id = in_regency_id and s.session_id = live.session_id and s.seen_at <= in_at - interval '60 seconds'
  )
  select live.session_id, live.stage, live.account_id, live.username, live.name, live.person_id, live.must_change_password, live.has_totp,
    live.scope_id, live.role, live.area_id, live.office_id, live.expires_at, live.idle_minutes
  from live
$$;
revoke execute on function people.session_actor from public;
grant execute on function people.session_actor to app_user;

-- What a sign-in needs to know of one user name. Only the sign-in itself and the holder get an answer.
create function people.sign_in_secret(in_regency_id int, in_username text)
returns table (account_id uuid, name text, password_hash text, must_change_password boolean, is_disabled boolean, has_totp boolean)
language sql stable security definer set search_path = ''
as $$
  select a.account_id, a.name, c.password_hash, a.must_change_password, a.disabled_at is not null,
    exists (select from people.totp t where t.regency_id = a.regency_id and t.account_id = a.account_id and t.confirmed_at is not null)
  from people.account a
  join people.credential c on c.regency_id = a.regency_id and c.account_id = a.account_id
  where a.regency_id = in_regency_id and a.username = in_username
    and a.regency_id = nullif(current_setting('app.regency', true), '')::int
    and (a.account_id = nullif(current_setting('app.account', true), '')::uuid
      or 'people.session.open' = any(nullif(current_setting('app.grants', true), '')::text[]))
$$;
revoke execute on function people.sign_in_secret from public;
grant execute on function people.sign_in_secret to app_user;

-- Who works for an office that the caller sees: those whom its work can be given to.
create function people.office_colleagues(in_regency_id int, in_office_id int)
returns table (account_id uuid, name text, role text)
language sql stable security definer set search_path = ''
as $$
  select a.account_id, a.name, c.role
  from people.scope c
  join people.account a on a.regency_id = c.regency_id and a.account_id = c.account_id and a.disabled_at is null
  where c.regency_id = in_regency_id and c.office_id = in_office_id and c.withdrawn_at is null
    and c.regency_id = nullif(current_setting('app.regency', true), '')::int
    and c.office_id = any(nullif(current_setting('app.offices', true), '')::int[])
    and nullif(current_setting('app.account', true), '') is not null
  order by a.name, a.account_id
  limit 200
$$;
revoke execute on function people.office_colleagues from public;
grant execute on function people.office_colleagues to app_user;

alter table people.credential add foreign key (regency_id, account_id) references people.account (regency_id, account_id);
alter table people.totp add foreign key (regency_id, account_id) references people.account (regency_id, account_id);
alter table people.recovery_code add foreign key (regency_id, account_id) references people.account (regency_id, account_id);
alter table people.scope add foreign key (regency_id, account_id) references people.account (regency_id, account_id);
alter table people.session add foreign key (regency_id, account_id) references people.account (regency_id, account_id);
alter table people.session add foreign key (regency_id, scope_id) references people.scope (regency_id, scope_id);
alter table people.scope add foreign key (regency_id, role) references people.role (regency_id, key);
alter table people.scope add foreign key (regency_id, area_id) references people.area (regency_id, area_id);
alter table people.scope add foreign key (regency_id, office_id) references people.office (regency_id, office_id);
