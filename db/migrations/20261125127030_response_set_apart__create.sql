-- Reports that may be no reports (a flood from one device, the same words again and again, insults). None is refused or hidden: its case goes its way,
-- and stands in a list besides, where a person looks within a promised time. Two different people must say that it is abuse.
create table response.set_apart (
  regency_id int not null,
  report_id uuid not null,
  case_id uuid not null,
  area_id int not null,
  reasons jsonb not null,
  set_apart_at timestamptz not null,
  look_due_at timestamptz not null,
  state text not null check (state in ('waiting', 'abuse_proposed', 'genuine', 'abuse')),
  first_by uuid,
  first_name text,
  first_reason text check (char_length(first_reason) between 1 and 1000),
  first_at timestamptz,
  second_by uuid,
  second_reason text check (char_length(second_reason) between 1 and 1000),
  second_at timestamptz,
  primary key (regency_id, report_id),
  check ((state = 'waiting') = (first_by is null)),
  check (state <> 'abuse' or (second_by is not null and second_by <> first_by))
);
create index set_apart_by_due on response.set_apart (regency_id, look_due_at, report_id) where state in ('waiting', 'abuse_proposed');

-- From which device a report came and what it said, as keyed hashes only, so that repetitions can be counted. Tidied after a day.
create table response.intake_trace (
  regency_id int not null,
  report_id uuid not null,
  device_mac bytea check (length(device_mac) = 32),
  text_mac bytea not null check (length(text_mac) = 32),
  received_at timestamptz not null,
  primary key (regency_id, report_id)
);
create index intake_trace_by_device on response.intake_trace (regency_id, device_mac, received_at);
create index intake_trace_by_text on response.intake_trace (regency_id, text_mac, received_at);
create index intake_trace_by_age on response.intake_trace (regency_id, received_at);

alter table response.set_apart enable row level security;
alter table response.set_apart force row level security;
alter table response.intake_trace enable row level security;
alter table response.intake_trace force row level security;
create policy in_area on response.set_apart for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
      or area_id = any(nullif(current_setting('app.areas', true), '')::int[]))
    and 'response.case.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy of_new_case on response.set_apart for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[]));
create policy look on response.set_apart for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    and 'response.case.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on response.set_apart to app_user;
grant update (state, first_by, first_name, first_reason, first_at, second_by, second_reason, second_at) on response.set_apart to app_user;
create policy same_regency on response.intake_trace
  using (regency_id = nullif(current_setting('app.regency', true), '')::int)
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);
grant select, insert, delete on response.intake_trace to app_user;
alter table response.set_apart add foreign key (regency_id, case_id) references response.case_file (regency_id, case_id);
