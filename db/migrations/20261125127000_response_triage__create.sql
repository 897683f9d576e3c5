-- What the words of a report suggest, and what a person made of it. The machine's part is written with the report; a person's is added once.
create table response.triage (
  regency_id int not null,
  report_id uuid not null,
  case_id uuid not null,
  area_id int not null,
  -- Which samples the model had learnt from.
  model_version text not null,
  -- The likeliest kinds with their share and the words that spoke for each; empty when the model knew no word.
  suggested jsonb not null,
  -- Danger and urgent signs with the words as they were written.
  signs jsonb not null,
  urgency smallint not null check (urgency between 1 and 3),
  made_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_category text,
  decided_urgency smallint check (decided_urgency between 1 and 3),
  reason text check (char_length(reason) between 1 and 1000),
  primary key (regency_id, report_id),
  check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (decided_category is null)
    and (decided_at is null) = (decided_urgency is null))
);
create index triage_by_case on response.triage (regency_id, case_id);

-- Reports whose kind a person has named, to learn from: names, numbers and addresses are taken out, and nothing says which report it was.
create table response.triage_sample (
  regency_id int not null,
  sample_id uuid not null,
  category text not null,
  text text not null check (char_length(text) between 1 and 2000),
  added_on date not null,
  primary key (regency_id, sample_id)
);

-- Which corrections the model in use has learnt from, and how well it did on the samples that it never saw.
create table response.triage_model (
  regency_id int not null,
  version text not null,
  trained_at timestamptz not null,
  sample_count int not null check (sample_count > 0),
  correction_count int not null check (correction_count >= 0),
  evaluation jsonb not null,
  -- The samples of people that it learnt from.
  sample_ids uuid[] not null,
  primary key (regency_id, version, trained_at)
);

alter table response.triage enable row level security;
alter table response.triage force row level security;
alter table response.triage_sample enable row level security;
alter table response.triage_sample force row level security;
alter table response.triage_model enable row level security;
alter table response.triage_model force row level security;

create policy of_entered_case on response.triage for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy of_new_case on response.triage for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[]));
create policy decide on response.triage for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    and 'response.case.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on response.triage to app_user;
grant update (decided_at, decided_by, decided_category, decided_urgency, reason) on response.triage to app_user;

-- 'response.triage.train' is no role's grant: the server carries it when it learns.
create policy learn on response.triage_sample for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'response.triage.train' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy correct on response.triage_sample for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'response.case.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on response.triage_sample to app_user;

create policy learn on response.triage_model
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'response.triage.train' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'response.triage.train' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on response.triage_model to app_user;

alter table response.triage add foreign key (regency_id, report_id) references response.report (regency_id, report_id);
alter table response.triage add foreign key (regency_id, case_id) references response.case_file (regency_id, case_id);

-- What is dangerous stands on top of every queue, and below it what is due first. The task says it too, so that an office's queue is read from one table.
alter table response.task no force row level security;
alter table response.task add column urgency smallint not null default 3;
update response.task t set urgency = c.urgency from response.case_file c where c.regency_id = t.regency_id and c.case_id = t.case_id;
-- squawk-ignore constraint-missing-not-valid
alter table response.task add constraint task_urgency_check check (urgency between 1 and 3);
alter table response.task force row level security;
grant update (urgency) on response.task to app_user;

-- squawk-ignore require-concurrent-index-deletion
drop index response.case_file_by_due;
-- squawk-ignore require-concurrent-index-deletion
drop index response.case_file_by_district;
-- squawk-ignore require-concurrent-index-deletion
drop index response.task_by_office;
-- squawk-ignore require-concurrent-index-deletion
drop index response.task_by_holder;
-- squawk-ignore require-concurrent-index-creation
create index case_file_by_due on response.case_file (regency_id, (urgency > 1), next_due_at, case_id) where status <> 'closed';
-- squawk-ignore require-concurrent-index-creation
create index case_file_by_district on response.case_file (regency_id, district_id, (urgency > 1), next_due_at, case_id) where status <> 'closed';
-- squawk-ignore require-concurrent-index-creation
create index task_by_office on response.task (regency_id, office_id, (urgency > 1), next_due_at, task_id) where status <> 'done';
-- squawk-ignore require-concurrent-index-creation
create index task_by_holder on response.task (regency_id, holder_account_id, (urgency > 1), next_due_at, task_id) where status <> 'done';
