-- A case: the work on one household's trouble, with its tasks, clocks, history, visits. Who may see the case row may see what hangs on it:
-- a reader first enters the cases that its own policy shows (response.enter_cases), and everything below a case asks only whether it was entered.
create schema if not exists response;
grant usage on schema response to app_user;

-- One row of numbers for all years and regencies: no lock between two reports at once; gaps are allowed, repeats are not.
create sequence response.case_number_seq;
grant usage on sequence response.case_number_seq to app_user;

create table response.case_file (
  regency_id int not null,
  case_id uuid not null,
  case_number text not null check (case_number ~ '^K-\d{4}-\d{6,}$'),
  -- The most exact official area known: village, else district, else the regency (0).
  area_id int not null,
  district_id int not null,
  category text not null,
  channel text not null,
  danger boolean not null,
  -- The first words of the report, for the inbox.
  summary text not null check (length(summary) <= 200),
  photo_count int not null check (photo_count >= 0),
  person_id uuid,
  family_id uuid,
  reporter_can_reply boolean not null,
  status text not null check (status in ('open', 'resolved', 'closed')),
  rung text not null check (rung in ('village', 'district', 'regency', 'leadership')),
  lead_office_id int not null,
  -- Every office that has or had a part in it; it only grows.
  office_ids int[] not null check (lead_office_id = any(office_ids)),
  opened_at timestamptz not null,
  answered_at timestamptz,
  resolved_at timestamptz,
  closes_at timestamptz,
  closed_at timestamptz,
  verdict text check (verdict in ('helped', 'partly_helped', 'no_need', 'not_helped')),
  -- The number of events so far.
  version int not null check (version > 0),
  -- Follow from clocks and questions, and are kept so that an index can order by them: the earliest due time (infinity when no clock runs),
  -- and when the sweep next has something to do here.
  next_due_at timestamptz not null,
  sweep_at timestamptz,
  primary key (regency_id, case_id),
  unique (regency_id, case_number),
  check ((status = 'open') = (resolved_at is null)),
  check ((status = 'closed') = (closed_at is not null)),
  check (closes_at is null or status = 'resolved')
);
create index case_file_by_due on response.case_file (regency_id, next_due_at, case_id) where status <> 'closed';
create index case_file_by_district on response.case_file (regency_id, district_id, next_due_at, case_id) where status <> 'closed';
create index case_file_by_sweep on response.case_file (regency_id, sweep_at) where sweep_at is not null;

-- One office's part of a case. Handing over changes the office and nothing of its clocks.
create table response.task (
  regency_id int not null,
  case_id uuid not null,
  task_id uuid not null,
  -- Place and kind of the case, so that an office's queue is read from this table alone.
  area_id int not null,
  district_id int not null,
  category text not null,
  office_id int not null,
  from_office_id int,
  status text not null check (status in ('new', 'taken', 'waiting', 'done', 'handed_back')),
  holder_account_id uuid,
  holder_name text,
  opened_at timestamptz not null,
  answered_at timestamptz,
  finished_at timestamptz,
  result text check (result in ('served', 'no_need', 'not_eligible', 'quota_full', 'withdrawn')),
  next_due_at timestamptz not null,
  primary key (regency_id, case_id, task_id),
  check ((status = 'done') = (finished_at is not null)),
  check ((status = 'done') = (result is not null)),
  check ((holder_account_id is null) = (holder_name is null))
);
create index task_by_office on response.task (regency_id, office_id, next_due_at, task_id) where status <> 'done';
create index task_by_holder on response.task (regency_id, holder_account_id, next_due_at, task_id) where status <> 'done';

-- A promise applied to a case (task_id null) or to a task: what was promised, since when, until when it ran. Its state is computed, never stored.
create table response.clock (
  regency_id int not null,
  case_id uuid not null,
  clock_id uuid not null,
  task_id uuid,
  measure text not null check (measure in ('first_response', 'completion')),
  promise_key text not null,
  promise_version date not null,
  within_unit text not null check (within_unit in ('hours', 'days', 'working_days')),
  within_amount numeric(8, 3) not null check (within_amount > 0),
  started_at timestamptz not null,
  stopped_at timestamptz,
  -- Follows from the columns above and the pauses; kept for reports that count in SQL.
  due_at timestamptz not null,
  primary key (regency_id, case_id, clock_id)
);

-- When a clock stood still, why, and until when at the latest.
create table response.clock_pause (
  regency_id int not null,
  case_id uuid not null,
  clock_id uuid not null,
  started_at timestamptz not null,
  until_at timestamptz not null,
  ended_at timestamptz,
  reason text not null check (reason in ('waiting_for_reporter')),
  primary key (regency_id, case_id, clock_id, started_at),
  check (until_at >= started_at and ended_at between started_at and until_at)
);

-- A clock handed up to a rung: once each, whatever crashed or ran twice.
create table response.escalation (
  regency_id int not null,
  case_id uuid not null,
  clock_id uuid not null,
  rung text not null check (rung in ('village', 'district', 'regency', 'leadership')),
  office_id int not null,
  due_at timestamptz not null,
  escalated_at timestamptz not null,
  primary key (regency_id, case_id, clock_id, rung),
  check (escalated_at >= due_at)
);

-- The history: appended, numbered within the case, never changed.
create table response.case_event (
  regency_id int not null,
  case_id uuid not null,
  seq int not null check (seq > 0),
  kind text not null,
  at timestamptz not null,
  done_by text not null check (done_by in ('officer', 'reporter', 'system')),
  -- Who, for officers; a reporter leaves no account here.
  by_account_id uuid check (by_account_id is null or done_by = 'officer'),
  by_name text not null check (by_name = '' or done_by = 'officer'),
  by_office_id int,
  task_id uuid,
  words text,
  detail jsonb not null,
  shown_to_reporter boolean not null,
  primary key (regency_id, case_id, seq)
);

-- Something asked of the reporter, and how long the work waits for it.
create table response.question (
  regency_id int not null,
  case_id uuid not null,
  question_id uuid not null,
  task_id uuid not null,
  asked_seq int not null,
  asked_at timestamptz not null,
  until_at timestamptz not null,
  ended_at timestamptz,
  primary key (regency_id, case_id, question_id)
);

-- A call at the door. What was found may speak of health and children: for officers only.
create table response.visit (
  regency_id int not null,
  case_id uuid not null,
  visit_id uuid not null,
  office_id int not null,
  account_id uuid not null,
  by_name text not null,
  visited_at timestamptz not null,
  recorded_at timestamptz not null,
  findings text not null check (length(findings) <= 4000),
  lat double precision check (lat between -90 and 90),
  lng double precision check (lng between -180 and 180),
  accuracy_meters real check (accuracy_meters >= 0),
  primary key (regency_id, case_id, visit_id),
  check ((lat is null) = (lng is null))
);

create table response.visit_photo (
  regency_id int not null,
  case_id uuid not null,
  photo_id uuid not null,
  visit_id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  media_type text not null,
  width int not null,
  height int not null,
  primary key (regency_id, case_id, photo_id)
);

-- The cases among those named that the caller's scope shows become open to the rest of the transaction. Gives the ones that did.
create function response.enter_cases(in_regency_id int, in_case_ids uuid[]) returns setof uuid
language plpgsql volatile set search_path = ''
as $$
declare
  entered uuid[];
begin
  select coalesce(array_agg(c.case_id), '{}') into entered
  from response.case_file c where c.regency_id = in_regency_id and c.case_id = any(in_case_ids);
  perform pg_catalog.set_config('app.cases',
    (coalesce(nullif(pg_catalog.current_setting('app.cases', true), ''), '{}')::uuid[] || entered)::text, true);
  return query select pg_catalog.unnest(entered);
end $$;
revoke execute on function response.enter_cases from public;
grant execute on function response.enter_cases to app_user;

-- The same for one case, which stays locked until the transaction ends: two acts on a case follow one another.
create function response.lock_case(in_regency_id int, in_case_id uuid) returns boolean
language plpgsql volatile set search_path = ''
as $$
begin
  perform from response.case_file c where c.regency_id = in_regency_id and c.case_id = in_case_id for update;
  if not found then
    return false;
  end if;
  perform response.enter_cases(in_regency_id, array[in_case_id]);
  return true;
end $$;
revoke execute on function response.lock_case from public;
grant execute on function response.lock_case to app_user;

-- A case that is being opened in this transaction is open to it: whoever beats the drum may write down what follows from it.
create function response.enter_new_case(in_case_id uuid) returns bigint
language sql volatile set search_path = ''
as $$
  select pg_catalog.nextval('response.case_number_seq')
  from pg_catalog.set_config('app.cases',
    (coalesce(nullif(pg_catalog.current_setting('app.cases', true), ''), '{}')::uuid[] || in_case_id)::text, true)
$$;
revoke execute on function response.enter_new_case from public;
grant execute on function response.enter_new_case to app_user;

alter table response.case_file enable row level security;
alter table response.case_file force row level security;
alter table response.task enable row level security;
alter table response.task force row level security;
alter table response.clock enable row level security;
alter table response.clock force row level security;
alter table response.clock_pause enable row level security;
alter table response.clock_pause force row level security;
alter table response.escalation enable row level security;
alter table response.escalation force row level security;
alter table response.case_event enable row level security;
alter table response.case_event force row level security;
alter table response.question enable row level security;
alter table response.question force row level security;
alter table response.visit enable row level security;
alter table response.visit force row level security;
alter table response.visit_photo enable row level security;
alter table response.visit_photo force row level security;

-- 'response.case.sweep' is no role's grant: the sweep carries it, because it goes through hundreds of cases at a time.
create policy place_and_office on response.case_file
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
      or (area_id = any(nullif(current_setting('app.areas', true), '')::int[])
        and office_ids && nullif(current_setting('app.offices', true), '')::int[]
        and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[]))))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])));
grant select, insert on response.case_file to app_user;
grant update (area_id, district_id, category, danger, person_id, family_id, status, rung, lead_office_id, office_ids, answered_at, resolved_at,
  closes_at, closed_at, verdict, version, next_due_at, sweep_at) on response.case_file to app_user;

-- An office finds its own tasks by themselves; the tasks of its neighbours on a case it sees with the case.
create policy place_and_office on response.task
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
      or (area_id = any(nullif(current_setting('app.areas', true), '')::int[])
        and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
        and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[]))))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])));
grant select, insert on response.task to app_user;
grant update (area_id, district_id, category, office_id, from_office_id, status, holder_account_id, holder_name, answered_at, finished_at, result, next_due_at)
  on response.task to app_user;

create policy of_entered_case on response.clock
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])));
grant select, insert on response.clock to app_user;
grant update (stopped_at, due_at) on response.clock to app_user;

create policy of_entered_case on response.clock_pause
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])));
grant select, insert on response.clock_pause to app_user;
grant update (ended_at) on response.clock_pause to app_user;

create policy of_entered_case on response.escalation
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])));
grant select, insert on response.escalation to app_user;

-- A reporter sees the events meant for them; notes and reasons between offices are not.
create policy read_event on response.case_event for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[]))
    and (shown_to_reporter or 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[])));
create policy append_event on response.case_event for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])));
grant select, insert on response.case_event to app_user;

create policy of_entered_case on response.question
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])));
grant select, insert on response.question to app_user;
grant update (ended_at) on response.question to app_user;

create policy for_officers on response.visit
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[]))
    and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[]))
    and 'response.case.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on response.visit to app_user;

create policy for_officers on response.visit_photo
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[]))
    and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[]))
    and 'response.case.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on response.visit_photo to app_user;

alter table response.case_file add foreign key (regency_id, person_id) references registry.person (regency_id, person_id);
alter table response.case_file add foreign key (regency_id, family_id) references registry.family (regency_id, family_id);
alter table response.task add foreign key (regency_id, case_id) references response.case_file (regency_id, case_id);
alter table response.task add foreign key (regency_id, holder_account_id) references people.account (regency_id, account_id);
alter table response.clock add foreign key (regency_id, case_id) references response.case_file (regency_id, case_id);
alter table response.clock add foreign key (regency_id, case_id, task_id) references response.task (regency_id, case_id, task_id);
alter table response.clock_pause add foreign key (regency_id, case_id, clock_id) references response.clock (regency_id, case_id, clock_id);
alter table response.escalation add foreign key (regency_id, case_id, clock_id) references response.clock (regency_id, case_id, clock_id);
alter table response.case_event add foreign key (regency_id, case_id) references response.case_file (regency_id, case_id);
alter table response.question add foreign key (regency_id, case_id, task_id) references response.task (regency_id, case_id, task_id);
alter table response.visit add foreign key (regency_id, case_id) references response.case_file (regency_id, case_id);
alter table response.visit_photo add foreign key (regency_id, case_id, visit_id) references response.visit (regency_id, case_id, visit_id);
