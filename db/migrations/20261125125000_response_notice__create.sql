-- What a reporter is told of, and where they are reached. A notice says which event of the case, never what it says of anybody:
-- the words of the message are the regency's, the words of the officer stay on the page of the report.
create table response.notice (
  regency_id int not null,
  notice_id uuid not null,
  case_id uuid not null,
  -- Who alone is told; without one, everybody who reported the case.
  report_id uuid,
  area_id int not null,
  event_seq int not null check (event_seq > 0),
  kind text not null,
  at timestamptz not null,
  primary key (regency_id, notice_id),
  unique (regency_id, case_id, event_seq)
);

-- Addresses of a reporter in the order in which they are tried. Closed with a key outside the database; found again by a keyed hash.
create table response.contact (
  regency_id int not null,
  report_id uuid not null,
  channel text not null check (channel in ('whatsapp', 'sms', 'email')),
  case_id uuid not null,
  area_id int not null,
  rank smallint not null check (rank > 0),
  lang text not null check (lang in ('id', 'en')),
  address_sealed bytea not null,
  address_mac bytea not null check (length(address_mac) = 32),
  given_at timestamptz not null,
  primary key (regency_id, report_id, channel)
);
create index contact_by_address on response.contact (regency_id, address_mac, given_at);

alter table response.notice enable row level security;
alter table response.notice force row level security;
alter table response.contact enable row level security;
alter table response.contact force row level security;

-- 'exchange.work' is no role's grant: the system carries it when it delivers.
create policy for_officers on response.notice for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('exchange.work' = any(nullif(current_setting('app.grants', true), '')::text[])
      or (case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
        and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[]))));
create policy of_act on response.notice for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])));
grant select, insert on response.notice to app_user;

create policy of_delivery on response.contact for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy of_new_case on response.contact for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[]));
grant select, insert on response.contact to app_user;

alter table response.notice add foreign key (regency_id, case_id) references response.case_file (regency_id, case_id);
-- Where somebody is reached goes when it is forgotten who they are.
alter table response.contact add foreign key (regency_id, report_id) references response.reporter (regency_id, report_id) on delete cascade;
