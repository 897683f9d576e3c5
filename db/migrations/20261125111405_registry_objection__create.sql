-- Objections: somebody says that a family is wrongly in or out, on the official list or by a proposal. Answered within a promise, with reasons.
create table registry.objection (
  regency_id int not null,
  objection_id uuid not null,
  area_id int not null,
  office_id int not null,
  against text not null check (against in ('listing', 'proposal')),
  claim text not null check (claim in ('should_be_in', 'should_be_out')),
  state text not null check (state in ('open', 'answered')),
  version int not null check (version > 0),
  command_id uuid not null,
  code_mac bytea not null check (length(code_mac) = 32),
  channel text not null check (channel in ('web', 'counter')),
  submitted_at timestamptz not null,
  submitted_by uuid,
  family_id uuid,
  proposal_id uuid,
  subject_name text not null check (char_length(subject_name) between 1 and 120),
  subject_address text check (char_length(subject_address) between 1 and 300),
  words text not null check (char_length(words) between 1 and 2000),
  -- The promise that held on the day it came, and the last day on which an answer keeps it.
  promise_key text not null,
  due_on date not null,
  answered_at timestamptz,
  answered_by uuid,
  answered_by_name text,
  outcome text check (outcome in ('upheld', 'partly', 'dismissed')),
  answer text check (char_length(answer) between 1 and 2000),
  minutes_number text,
  primary key (regency_id, objection_id),
  unique (regency_id, command_id),
  unique (regency_id, code_mac),
  check ((state = 'answered') = (answered_at is not null) and (answered_at is null) = (answer is null) and (answer is null) = (outcome is null))
);
create index objection_by_due on registry.objection (regency_id, state, due_on, objection_id);

-- Who objected, apart and under a lock of its own: nobody is to be punished by neighbours for it.
create table registry.objector (
  regency_id int not null,
  objection_id uuid not null,
  area_id int not null,
  office_id int not null,
  name text check (char_length(name) between 1 and 120),
  phone_sealed bytea,
  phone_last4 text check (phone_last4 ~ '^[0-9]{4}$'),
  account_id uuid,
  submitted_at timestamptz not null,
  primary key (regency_id, objection_id)
);
create index objector_by_account on registry.objector (regency_id, account_id, submitted_at) where account_id is not null;

alter table registry.objection enable row level security;
alter table registry.objection force row level security;
alter table registry.objector enable row level security;
alter table registry.objector force row level security;
create policy read_in_reach on registry.objection for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
    and 'registry.proposal.read' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy object on registry.objection for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int and state = 'open');
create policy answer_in_reach on registry.objection for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
    and nullif(current_setting('app.grants', true), '')::text[] && array['registry.objection.answer', 'registry.deliberation.close']);
create policy reveal on registry.objector for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
    and 'registry.submitter.reveal' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy object on registry.objector for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);
grant select, insert on registry.objection, registry.objector to app_user;
grant update (state, version, answered_at, answered_by, answered_by_name, outcome, answer, minutes_number) on registry.objection to app_user;

-- What the holder of a code learns: the answer, nothing about the family.
create function registry.open_objection(in_regency_id int, in_code_mac bytea)
returns table (objection_id uuid, claim text, state text, area_id int, submitted_at timestamptz, due_on date, answered_at timestamptz, outcome text,
  answer text, minutes_number text)
language sql stable security definer set search_path = ''
as $$
  select o.objection_id, o.claim, o.state, o.area_id, o.submitted_at, o.due_on, o.answered_at, o.outcome, o.answer, o.minutes_number
  from registry.objection o
  where o.regency_id = in_regency_id and o.code_mac = in_code_mac and o.regency_id = nullif(current_setting('app.regency', true), '')::int
$$;
revoke execute on function registry.open_objection from public;
grant execute on function registry.open_objection to app_user;

alter table registry.objection add foreign key (regency_id, area_id) references people.area (regency_id, area_id);
alter table registry.objection add foreign key (regency_id, office_id) references people.office (regency_id, office_id);
alter table registry.objection add foreign key (regency_id, family_id) references registry.family (regency_id, family_id);
alter table registry.objection add foreign key (regency_id, proposal_id) references registry.proposal (regency_id, proposal_id);
alter table registry.objector add foreign key (regency_id, objection_id) references registry.objection (regency_id, objection_id);
