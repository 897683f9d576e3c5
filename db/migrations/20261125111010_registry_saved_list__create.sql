-- Lists that somebody keeps for later: a filter that is evaluated anew each time, or families or persons that were chosen one by one.
-- What a list shows is always read in the reader's own scope; the ids here open nothing.
create table registry.saved_list (
  regency_id int not null,
  list_id uuid not null,
  owner_account_id uuid not null,
  owner_name text not null,
  name text not null check (length(name) between 1 and 80),
  subject_kind text not null check (subject_kind in ('family', 'person')),
  filter jsonb,
  subject_ids uuid[],
  shared_office_id int,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (regency_id, list_id),
  check ((filter is null) <> (subject_ids is null)),
  check (filter is null or subject_kind = 'family'),
  check (cardinality(subject_ids) between 0 and 2000)
);
create index saved_list_by_owner on registry.saved_list (regency_id, owner_account_id, made_at desc);
create index saved_list_by_office on registry.saved_list (regency_id, shared_office_id, made_at desc) where shared_office_id is not null;

alter table registry.saved_list enable row level security;
alter table registry.saved_list force row level security;
create policy own_or_office on registry.saved_list for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'registry.person.search' = any(nullif(current_setting('app.grants', true), '')::text[])
    and (owner_account_id = nullif(current_setting('app.account', true), '')::uuid
      or shared_office_id = nullif(current_setting('app.office', true), '')::int));
create policy save_own on registry.saved_list for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and owner_account_id = nullif(current_setting('app.account', true), '')::uuid);
create policy change_own on registry.saved_list for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and owner_account_id = nullif(current_setting('app.account', true), '')::uuid)
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and owner_account_id = nullif(current_setting('app.account', true), '')::uuid);
create policy delete_own on registry.saved_list for delete
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and owner_account_id = nullif(current_setting('app.account', true), '')::uuid);
grant select, insert, delete on registry.saved_list to app_user;
grant update (name, subject_ids, shared_office_id, changed_at) on registry.saved_list to app_user;

-- The order in which one walks: village, hamlet, RW, RT. Lists page by it.
create index family_in_order on registry.family (regency_id, area_id, (coalesce(hamlet_key, '')), (coalesce(rw, 0)), (coalesce(rt, 0)), family_id);

alter table registry.saved_list add foreign key (regency_id, owner_account_id) references people.account (regency_id, account_id);
