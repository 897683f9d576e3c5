-- A role that one person asked to give, and that counts only when another one has approved it. Decided ones stay: the audit must be readable later.
create table people.asked_scope (
  regency_id int not null,
  asked_scope_id uuid not null,
  account_id uuid not null,
  role text not null,
  area_id int not null,
  office_id int,
  asked_at timestamptz not null,
  asked_by uuid not null,
  decided_at timestamptz,
  decided_by uuid,
  decision text check (decision in ('approved', 'rejected', 'taken_back')),
  reason text check (length(reason) between 5 and 500),
  check ((decided_at is null) = (decision is null) and (decided_at is null) = (decided_by is null)),
  check (decision <> 'rejected' or reason is not null),
  check (decision = 'taken_back' or decided_by <> asked_by),
  check (asked_by <> account_id and decided_by <> account_id),
  primary key (regency_id, asked_scope_id)
);
create unique index asked_scope_once on people.asked_scope (regency_id, account_id, role, area_id, office_id) nulls not distinct where decided_at is null;
create index asked_scope_waiting on people.asked_scope (regency_id, asked_at, asked_scope_id) where decided_at is null;

alter table people.asked_scope enable row level security;
alter table people.asked_scope force row level security;
create policy read_asked_scope on people.asked_scope for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and nullif(current_setting('app.grants', true), '')::text[] && array['people.account.manage', 'people.scope.approve']);
create policy ask_scope on people.asked_scope for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and asked_by = nullif(current_setting('app.account', true), '')::uuid and account_id <> asked_by and decided_at is null
    and 'people.account.manage' = any(nullif(current_setting('app.grants', true), '')::text[]));
-- Never by whoever asked, nor for oneself; whoever asked may only take it back.
create policy decide_scope on people.asked_scope for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and account_id <> nullif(current_setting('app.account', true), '')::uuid
    and nullif(current_setting('app.grants', true), '')::text[] && array['people.account.manage', 'people.scope.approve'])
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and decided_by = nullif(current_setting('app.account', true), '')::uuid
    and (decided_by <> asked_by and 'people.scope.approve' = any(nullif(current_setting('app.grants', true), '')::text[])
      or decided_by = asked_by and decision = 'taken_back'));
grant select, insert on people.asked_scope to app_user;
grant update (decided_at, decided_by, decision, reason) on people.asked_scope to app_user;

-- Whoever approves sees whose role it is, and gives it.
create policy read_account_to_approve on people.account for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'people.scope.approve' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy read_scope_to_approve on people.scope for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'people.scope.approve' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy approve_scope on people.scope for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and account_id is distinct from nullif(current_setting('app.account', true), '')::uuid
    and granted_by = nullif(current_setting('app.account', true), '')::uuid
    and 'people.scope.approve' = any(nullif(current_setting('app.grants', true), '')::text[]));

alter table people.asked_scope add foreign key (regency_id, account_id) references people.account (regency_id, account_id);
alter table people.asked_scope add foreign key (regency_id, role) references people.role (regency_id, key);
alter table people.asked_scope add foreign key (regency_id, area_id) references people.area (regency_id, area_id);
alter table people.asked_scope add foreign key (regency_id, office_id) references people.office (regency_id, office_id);
