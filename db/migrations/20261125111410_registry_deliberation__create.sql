-- Village meetings that decide about proposals and objections, and their minutes.

create table registry.deliberation (
  regency_id int not null,
  deliberation_id uuid not null,
  area_id int not null,
  office_id int not null,
  state text not null check (state in ('planned', 'open', 'closed', 'cancelled', 'withdrawn')),
  version int not null check (version > 0),
  held_on date not null,
  starts_at text not null check (starts_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  place text not null check (char_length(place) between 1 and 200),
  chair_name text not null check (char_length(chair_name) between 1 and 120),
  secretary_name text not null check (char_length(secretary_name) between 1 and 120),
  planned_by uuid,
  planned_at timestamptz not null,
  opened_at timestamptz,
  closed_at timestamptz,
  closed_by uuid,
  closed_by_name text,
  -- What the minutes say, frozen with their number when the meeting closes. The file is kept by its hash.
  series_year int,
  series_no int,
  number text,
  code_mac bytea check (length(code_mac) = 32),
  minutes jsonb,
  minutes_sha256 text check (minutes_sha256 ~ '^[0-9a-f]{64}$'),
  scan_sha256 text check (scan_sha256 ~ '^[0-9a-f]{64}$'),
  scan_media_type text,
  scanned_at timestamptz,
  ended_at timestamptz,
  ended_reason text check (char_length(ended_reason) between 1 and 2000),
  primary key (regency_id, deliberation_id),
  unique (regency_id, area_id, series_year, series_no),
  unique (regency_id, code_mac),
  check ((closed_at is null) = (minutes is null) and (closed_at is null) = (minutes_sha256 is null) and (closed_at is null) = (number is null))
);
create index deliberation_by_day on registry.deliberation (regency_id, held_on desc, deliberation_id desc);

create table registry.deliberation_attendee (
  regency_id int not null,
  deliberation_id uuid not null,
  attendee_no smallint not null check (attendee_no > 0),
  area_id int not null,
  office_id int not null,
  name text not null check (char_length(name) between 1 and 120),
  role text not null check (role in ('village_government', 'village_council', 'neighbourhood', 'community', 'cadre', 'companion', 'official', 'other')),
  present boolean not null,
  primary key (regency_id, deliberation_id, attendee_no)
);

create table registry.deliberation_item (
  regency_id int not null,
  deliberation_id uuid not null,
  item_no smallint not null check (item_no > 0),
  area_id int not null,
  office_id int not null,
  proposal_id uuid,
  objection_id uuid,
  decision text check (decision in ('agreed', 'declined')),
  ballot text check (ballot in ('consensus', 'vote')),
  votes_for smallint check (votes_for >= 0),
  votes_against smallint check (votes_against >= 0),
  reason text check (char_length(reason) between 1 and 2000),
  primary key (regency_id, deliberation_id, item_no),
  check (num_nonnulls(proposal_id, objection_id) = 1)
);
create index deliberation_item_by_proposal on registry.deliberation_item (regency_id, proposal_id) where proposal_id is not null;

-- The last number of the minutes of a village in a year: given out under a lock, so that there is no gap.
create table registry.minutes_series (
  regency_id int not null,
  area_id int not null,
  year int not null,
  last_no int not null check (last_no > 0),
  primary key (regency_id, area_id, year)
);

do $$
declare
  named text;
begin
  foreach named in array array['deliberation', 'deliberation_attendee', 'deliberation_item', 'minutes_series'] loop
    execute format('alter table registry.%I enable row level security', named);
    execute format('alter table registry.%I force row level security', named);
  end loop;
  foreach named in array array['deliberation', 'deliberation_attendee', 'deliberation_item'] loop
    execute format($policy$
      create policy read_in_reach on registry.%I for select
        using (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
          and 'registry.proposal.read' = any(nullif(current_setting('app.grants', true), '')::text[]))
      $policy$, named);
    execute format($policy$
      create policy hold_insert on registry.%I for insert
        with check (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
          and 'registry.deliberation.hold' = any(nullif(current_setting('app.grants', true), '')::text[]))
      $policy$, named);
    execute format($policy$
      create policy hold_update on registry.%I for update
        using (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
          and 'registry.deliberation.hold' = any(nullif(current_setting('app.grants', true), '')::text[]))
      $policy$, named);
  end loop;
  foreach named in array array['deliberation_attendee', 'deliberation_item'] loop
    execute format($policy$
      create policy hold_delete on registry.%I for delete
        using (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
          and 'registry.deliberation.hold' = any(nullif(current_setting('app.grants', true), '')::text[]))
      $policy$, named);
  end loop;
end $$;
create policy number_in_area on registry.minutes_series
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.deliberation.close' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[]));

grant select, insert on registry.deliberation, registry.deliberation_attendee, registry.deliberation_item, registry.minutes_series to app_user;
grant update (state, version, held_on, starts_at, place, chair_name, secretary_name, opened_at, closed_at, closed_by, closed_by_name, series_year,
  series_no, number, code_mac, minutes, minutes_sha256, scan_sha256, scan_media_type, scanned_at, ended_at, ended_reason) on registry.deliberation to app_user;
grant update (decision, ballot, votes_for, votes_against, reason) on registry.deliberation_item to app_user;
grant update (last_no) on registry.minutes_series to app_user;
grant delete on registry.deliberation_attendee, registry.deliberation_item to app_user;

-- What anybody learns who holds a printed copy: that these minutes exist, and whether they still count. Nothing about families.
create function registry.open_minutes(in_regency_id int, in_code_mac bytea)
returns table (number text, area_id int, held_on date, state text, minutes_sha256 text, ended_at timestamptz)
language sql stable security definer set search_path = ''
as $$
  select d.number, d.area_id, d.held_on, d.state, d.minutes_sha256, d.ended_at
  from registry.deliberation d
  where d.regency_id = in_regency_id and d.code_mac = in_code_mac and d.regency_id = nullif(current_setting('app.regency', true), '')::int
$$;
revoke execute on function registry.open_minutes from public;
grant execute on function registry.open_minutes to app_user;

alter table registry.deliberation add foreign key (regency_id, area_id) references people.area (regency_id, area_id);
alter table registry.deliberation add foreign key (regency_id, office_id) references people.office (regency_id, office_id);
alter table registry.deliberation_attendee add foreign key (regency_id, deliberation_id) references registry.deliberation (regency_id, deliberation_id);
alter table registry.deliberation_item add foreign key (regency_id, deliberation_id) references registry.deliberation (regency_id, deliberation_id);
alter table registry.deliberation_item add foreign key (regency_id, proposal_id) references registry.proposal (regency_id, proposal_id);
alter table registry.deliberation_item add foreign key (regency_id, objection_id) references registry.objection (regency_id, objection_id);
alter table registry.minutes_series add foreign key (regency_id, area_id) references people.area (regency_id, area_id);
