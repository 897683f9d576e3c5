-- The household plan of a case: steps in their order, each with its office, what it waits for and what came of it. What was said at a step's end stands
-- in the history of the case (ended_seq), where notes and reasons between offices are kept from the reporter.

create table response.plan_step (
  regency_id int not null,
  case_id uuid not null,
  step_id uuid not null,
  step_no int not null check (step_no > 0),
  -- The kinds are the program's: a further one needs no change here.
  kind text not null check (kind ~ '^[a-z_]{1,40}$'),
  title text not null check (length(title) between 1 and 160),
  office_id int not null,
  due_on date,
  needs uuid[] not null check (not step_id = any(needs)),
  task_id uuid,
  opened_at timestamptz,
  ended_at timestamptz,
  ended_seq int check (ended_seq > 0),
  -- Null while it is not done, and when it was dropped.
  result text check (result in ('served', 'no_need', 'not_eligible', 'quota_full', 'passed_on', 'refused')),
  -- The letter or proposal that was raised by it.
  raised_id uuid,
  primary key (regency_id, case_id, step_id),
  unique (regency_id, case_id, step_no),
  check ((ended_at is null) = (ended_seq is null)),
  check (result is null or ended_at is not null),
  check ((opened_at is null) = (task_id is null))
);

alter table response.plan_step enable row level security;
alter table response.plan_step force row level security;

-- Whoever has entered the case has entered its plan: officers who see it, and the holder of its receipt code, whose word opens steps again.
create policy of_entered_case on response.plan_step
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[]));
grant select, insert on response.plan_step to app_user;
grant update (title, office_id, due_on, needs, task_id, opened_at, ended_at, ended_seq, result, raised_id) on response.plan_step to app_user;

alter table response.plan_step add foreign key (regency_id, case_id) references response.case_file (regency_id, case_id);
alter table response.plan_step add foreign key (regency_id, case_id, task_id) references response.task (regency_id, case_id, task_id);
alter table response.plan_step add foreign key (regency_id, case_id, ended_seq) references response.case_event (regency_id, case_id, seq);
