-- Acts on many families or persons at once: one proposes, another approves. The rows are frozen when the act is proposed.
-- `area_id` is the root of the proposer's scope: whoever approves reaches at least as far.
create table registry.bulk_act (
  regency_id int not null,
  bulk_act_id uuid not null,
  area_id int not null,
  kind text not null check (kind in ('recheck', 'export')),
  subject_kind text not null check (subject_kind in ('family', 'person')),
  reason text not null check (length(reason) between 10 and 500),
  row_count int not null check (row_count > 0),
  done_count int check (done_count between 0 and row_count),
  state text not null check (state in ('proposed', 'approved', 'refused', 'withdrawn')),
  proposed_by uuid not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  decision_reason text check (length(decision_reason) between 10 and 500),
  primary key (regency_id, bulk_act_id),
  check (decided_by <> proposed_by),
  check (state <> 'refused' or (decided_by is not null and decision_reason is not null)),
  check ((state = 'proposed') = (decided_at is null))
);
create index bulk_act_by_time on registry.bulk_act (regency_id, proposed_at desc, bulk_act_id desc);

-- Who is meant, in the order of the list. The proposer and the area stand here too, because a policy asks no other table.
create table registry.bulk_act_row (
  regency_id int not null,
  bulk_act_id uuid not null,
  row_no int not null check (row_no > 0),
  subject_id uuid not null,
  area_id int not null,
  act_area_id int not null,
  proposed_by uuid not null,
  primary key (regency_id, bulk_act_id, row_no),
  unique (regency_id, bulk_act_id, subject_id)
);

-- That the village is asked to see whether a family or person is still there and as it is written; at one time once for each.
create table registry.recheck (
  regency_id int not null,
  recheck_id uuid not null,
  area_id int not null,
  subject_kind text not null check (subject_kind in ('family', 'person')),
  subject_id uuid not null,
  bulk_act_id uuid not null,
  reason text not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  outcome text check (outcome in ('confirmed', 'differs', 'not_found')),
  words text check (length(words) between 1 and 500),
  done_by uuid,
  done_by_name text,
  done_at timestamptz,
  primary key (regency_id, recheck_id),
  check ((outcome is null) = (done_at is null))
);
create unique index recheck_open on registry.recheck (regency_id, subject_kind, subject_id) where outcome is null;
create index recheck_by_area on registry.recheck (regency_id, area_id, asked_at, recheck_id) where outcome is null;

alter table registry.bulk_act enable row level security;
alter table registry.bulk_act force row level security;
alter table registry.bulk_act_row enable row level security;
alter table registry.bulk_act_row force row level security;
alter table registry.recheck enable row level security;
alter table registry.recheck force row level security;

create policy own_or_approver on registry.bulk_act for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (proposed_by = nullif(current_setting('app.account', true), '')::uuid
      or (area_id = any(nullif(current_setting('app.areas', true), '')::int[])
        and 'registry.bulk.approve' = any(nullif(current_setting('app.grants', true), '')::text[]))));
create policy propose on registry.bulk_act for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and proposed_by = nullif(current_setting('app.account', true), '')::uuid
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[]));
create policy decide on registry.bulk_act for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (proposed_by = nullif(current_setting('app.account', true), '')::uuid
      or (area_id = any(nullif(current_setting('app.areas', true), '')::int[])
        and 'registry.bulk.approve' = any(nullif(current_setting('app.grants', true), '')::text[]))))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);
create policy own_or_approver on registry.bulk_act_row for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (proposed_by = nullif(current_setting('app.account', true), '')::uuid
      or (act_area_id = any(nullif(current_setting('app.areas', true), '')::int[])
        and 'registry.bulk.approve' = any(nullif(current_setting('app.grants', true), '')::text[]))));
create policy propose on registry.bulk_act_row for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and proposed_by = nullif(current_setting('app.account', true), '')::uuid
    and act_area_id = any(nullif(current_setting('app.areas', true), '')::int[]));
create policy read_in_area on registry.recheck for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.person.read' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy ask_approved on registry.recheck for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.bulk.approve' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy record_in_area on registry.recheck for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.recheck.record' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);

grant select, insert on registry.bulk_act, registry.bulk_act_row, registry.recheck to app_user;
grant update (state, done_count, decided_by, decided_by_name, decided_at, decision_reason) on registry.bulk_act to app_user;
grant update (outcome, words, done_by, done_by_name, done_at) on registry.recheck to app_user;

alter table registry.bulk_act add foreign key (regency_id, proposed_by) references people.account (regency_id, account_id);
alter table registry.bulk_act_row add foreign key (regency_id, bulk_act_id) references registry.bulk_act (regency_id, bulk_act_id);
alter table registry.recheck add foreign key (regency_id, area_id) references people.area (regency_id, area_id);
alter table registry.recheck add foreign key (regency_id, bulk_act_id) references registry.bulk_act (regency_id, bulk_act_id);
