-- A report: what somebody told us, in their words, once. Never changed: there is no grant for it. Everything later is an event of its case.
create schema if not exists response;
grant usage on schema response to app_user;

create table response.report (
  regency_id int not null,
  report_id uuid not null,
  case_id uuid not null,
  -- The act that made it. The receipt code follows from it and a key outside the database; of the code itself only a keyed hash is kept.
  command_id uuid not null,
  receipt_mac bytea not null check (length(receipt_mac) = 32),
  received_at timestamptz not null,
  channel text not null,
  -- The officer who wrote it down, when it came by counter or telephone.
  taken_by uuid,
  category text not null,
  story text not null check (char_length(story) between 1 and 2000),
  subject text not null check (subject in ('self', 'other')),
  subject_name text check (char_length(subject_name) between 1 and 120),
  subject_address text check (char_length(subject_address) between 1 and 300),
  people_count smallint check (people_count between 1 and 200),
  -- The most exact official area known then: village, else district, else the regency (0). Where the case lies now, its case says.
  area_id int not null,
  place_words text check (char_length(place_words) between 1 and 300),
  lat double precision check (lat between -90 and 90),
  lng double precision check (lng between -180 and 180),
  accuracy_meters real check (accuracy_meters >= 0),
  secrecy text not null check (secrecy in ('open', 'secret', 'anonymous')),
  person_id uuid,
  primary key (regency_id, report_id),
  unique (regency_id, command_id),
  unique (regency_id, receipt_mac),
  check ((lat is null) = (lng is null)),
  check (accuracy_meters is null or lat is not null)
);
create index report_by_case on response.report (regency_id, case_id, received_at);

-- Who told us, apart from what was told and under a lock of its own. No row for a report without a name.
create table response.reporter (
  regency_id int not null,
  report_id uuid not null,
  case_id uuid not null,
  area_id int not null,
  name text check (char_length(name) between 1 and 120),
  phone_sealed bytea,
  phone_last4 text check (phone_last4 ~ '^[0-9]{4}$'),
  -- Somebody who was signed in finds the report again under their own reports.
  account_id uuid,
  received_at timestamptz not null,
  primary key (regency_id, report_id),
  check ((phone_sealed is null) = (phone_last4 is null))
);
create index reporter_by_account on response.reporter (regency_id, account_id, received_at) where account_id is not null;

-- Photos that came with the report or with a later message of the reporter (then `event_seq` names the event of the case).
create table response.report_photo (
  regency_id int not null,
  photo_id uuid not null,
  report_id uuid not null,
  case_id uuid not null,
  area_id int not null,
  event_seq int,
  photo_no smallint not null check (photo_no between 1 and 3),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  media_type text not null,
  size_bytes int not null check (size_bytes > 0),
  width int not null check (width > 0),
  height int not null check (height > 0),
  added_at timestamptz not null,
  primary key (regency_id, photo_id),
  unique nulls not distinct (regency_id, report_id, event_seq, photo_no)
);
create index report_photo_by_case on response.report_photo (regency_id, case_id);

-- How often one address sent or guessed lately; the address is a keyed hash, so nobody's is kept.
create table response.attempt (
  regency_id int not null,
  kind text not null check (kind in ('receipt', 'report', 'photo')),
  address_mac bytea not null check (length(address_mac) = 32),
  window_started_at timestamptz not null,
  attempts int not null check (attempts > 0),
  primary key (regency_id, kind, address_mac)
);
create index attempt_by_age on response.attempt (regency_id, window_started_at);

-- What a receipt code opens. Whoever has the code has the keyed hash through the server only, so a stranger's guess finds nothing.
create function response.open_receipt(in_regency_id int, in_receipt_mac bytea)
returns table (report_id uuid, case_id uuid, command_id uuid, received_at timestamptz, secrecy text)
language sql stable security definer set search_path = ''
as $$
  select r.report_id, r.case_id, r.command_id, r.received_at, r.secrecy
  from response.report r
  where r.regency_id = in_regency_id and r.receipt_mac = in_receipt_mac
    and r.regency_id = nullif(current_setting('app.regency', true), '')::int
$$;
revoke execute on function response.open_receipt from public;
grant execute on function response.open_receipt to app_user;

-- The reports that the signed-in person sent, newest first, before a moment.
create function response.list_own_reports(in_regency_id int, in_before timestamptz, in_limit int)
returns table (report_id uuid, case_id uuid, command_id uuid, received_at timestamptz, category text, area_id int, subject_name text)
language sql stable security definer set search_path = ''
as $$
  select r.report_id, r.case_id, r.command_id, r.received_at, r.category, r.area_id, r.subject_name
  from response.reporter p
  join response.report r on r.regency_id = p.regency_id and r.report_id = p.report_id
  where p.regency_id = in_regency_id and p.received_at < in_before
    and p.regency_id = nullif(current_setting('app.regency', true), '')::int
    and p.account_id = nullif(current_setting('app.account', true), '')::uuid
    and 'response.report.own' = any(nullif(current_setting('app.grants', true), '')::text[])
  order by p.received_at desc, r.report_id
  limit least(in_limit, 100)
$$;
revoke execute on function response.list_own_reports from public;
grant execute on function response.list_own_reports to app_user;

alter table response.report enable row level security;
alter table response.report force row level security;
alter table response.reporter enable row level security;
alter table response.reporter force row level security;
alter table response.report_photo enable row level security;
alter table response.report_photo force row level security;
alter table response.attempt enable row level security;
alter table response.attempt force row level security;

-- Officers read a report with its case: entered through the case's own policy. A reporter's code opens the case, never the words of others.
create policy of_entered_case on response.report for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy of_new_case on response.report for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[]));
grant select, insert on response.report to app_user;

create policy reveal on response.reporter for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    and 'response.reporter.reveal' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy of_new_case on response.reporter for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[]));
grant select, insert on response.reporter to app_user;

create policy of_entered_case on response.report_photo for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy of_entered_case_add on response.report_photo for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[]));
grant select, insert on response.report_photo to app_user;

create policy same_regency on response.attempt
  using (regency_id = nullif(current_setting('app.regency', true), '')::int)
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);
grant select, insert, update, delete on response.attempt to app_user;

alter table response.report add foreign key (regency_id, case_id) references response.case_file (regency_id, case_id);
alter table response.report add foreign key (regency_id, person_id) references registry.person (regency_id, person_id);
alter table response.reporter add foreign key (regency_id, report_id) references response.report (regency_id, report_id);
alter table response.report_photo add foreign key (regency_id, report_id) references response.report (regency_id, report_id);
