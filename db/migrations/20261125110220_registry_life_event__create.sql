-- What happens in lives: births, deaths, moves, marriages, families that part, people without papers. Each row is said once, with its evidence, and
-- never changed; a mistake is taken back by another row (`undoes`).
create table registry.life_event (
  regency_id int not null,
  event_id uuid not null,
  area_id int not null,
  kind text not null check (kind in ('birth', 'death', 'move_in', 'move_out', 'split', 'marriage', 'divorce', 'registration', 'papers', 'undoing')),
  happened_on date not null,
  evidence text not null check (evidence in ('document', 'statement', 'seen')),
  evidence_words text not null check (length(evidence_words) between 2 and 500),
  reported_by text not null check (length(reported_by) between 2 and 200),
  -- What was changed, by ids, so that it can be taken back to the last row.
  done jsonb not null check (jsonb_typeof(done) = 'object'),
  undoes uuid,
  recorded_by uuid not null,
  recorded_by_name text not null,
  recorded_at timestamptz not null,
  primary key (regency_id, event_id),
  unique (regency_id, undoes),
  check ((kind = 'undoing') = (undoes is not null))
);
create index life_event_by_time on registry.life_event (regency_id, area_id, recorded_at desc, event_id desc);

-- What an event asks others to do: release a quota, end a programme, look after the survivors. Higher modules read it; nothing stops by itself.
create table registry.event_task (
  regency_id int not null,
  task_id uuid not null,
  event_id uuid not null,
  person_id uuid not null,
  area_id int not null,
  kind text not null check (kind in ('release_quota', 'end_programme', 'survivors_help', 'update_card', 'birth_certificate', 'newborn_insurance',
    'check_programmes', 'papers_help', 'child_protection')),
  raised_at timestamptz not null,
  withdrawn_at timestamptz,
  done_at timestamptz,
  done_by uuid,
  done_by_name text,
  done_words text check (length(done_words) between 2 and 500),
  primary key (regency_id, task_id),
  check ((done_at is null) = (done_by is null))
);
create index event_task_open on registry.event_task (regency_id, area_id, raised_at, task_id) where done_at is null and withdrawn_at is null;
create index event_task_by_event on registry.event_task (regency_id, event_id);

alter table registry.person_event add column event_id uuid;
alter table registry.person_event drop constraint person_event_kind_check;
alter table registry.person_event add constraint person_event_kind_check
  check (kind in ('born', 'died', 'moved_in', 'moved_out', 'split', 'married', 'divorced', 'registered', 'papers'));
-- Somebody who was written down by mistake stays, marked so.
alter table registry.person drop constraint person_ended_as_check;
alter table registry.person add constraint person_ended_as_check check (ended_as in ('died', 'moved', 'mistaken'));
-- A membership, or a row's statements, that never was: kept, and left out of what counts.
alter table registry.family_member add column annulled_at timestamptz;
alter table registry.source_record add column withdrawn_at timestamptz;
create policy withdraw_in_area on registry.source_record for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.list.import' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant update (withdrawn_at) on registry.source_record to app_user;
grant update (annulled_at) on registry.family_member to app_user;

do $$
declare
  named text;
begin
  foreach named in array array['life_event', 'event_task']
  loop
    execute format('alter table registry.%I enable row level security', named);
    execute format('alter table registry.%I force row level security', named);
    execute format($policy$
      create policy read_in_area on registry.%I for select
        using (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and 'registry.life_event.record' = any(nullif(current_setting('app.grants', true), '')::text[]))
      $policy$, named);
    execute format($policy$
      create policy record_in_area on registry.%I for insert
        with check (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and 'registry.life_event.record' = any(nullif(current_setting('app.grants', true), '')::text[]))
      $policy$, named);
  end loop;
end $$;
create policy settle_in_area on registry.event_task for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.life_event.record' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on registry.life_event, registry.event_task to app_user;
grant update (withdrawn_at, done_at, done_by, done_by_name, done_words) on registry.event_task to app_user;

alter table registry.life_event add foreign key (regency_id, undoes) references registry.life_event (regency_id, event_id);
alter table registry.event_task add foreign key (regency_id, event_id) references registry.life_event (regency_id, event_id);
alter table registry.event_task add foreign key (regency_id, person_id) references registry.person (regency_id, person_id);
alter table registry.person_event add foreign key (regency_id, event_id) references registry.life_event (regency_id, event_id);
