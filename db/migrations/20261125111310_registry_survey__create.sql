-- What officers found out about a family at its door, answer by answer. Nothing is overwritten: every answer names those that its author had
-- before them (`bases`); what no answer names is the family's present answer, and two that differ are a conflict until a person decides.

-- One filled family form, or one decision about answers that differed. The id is made on the device, so that it can be sent again and again.
create table registry.survey (
  regency_id int not null,
  survey_id uuid not null,
  family_id uuid not null,
  area_id int not null,
  kind text not null check (kind in ('visit', 'decision')),
  form_version_id uuid not null,
  source_record_id uuid not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  -- When the family was asked, by the device's clock; and when the server got it.
  visited_at timestamptz not null,
  received_at timestamptz not null,
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  accuracy_meters real check (accuracy_meters >= 0),
  answer_count int not null check (answer_count >= 0),
  gap_count int not null check (gap_count >= 0),
  primary key (regency_id, survey_id),
  check ((latitude is null) = (longitude is null))
);
create index survey_by_family on registry.survey (regency_id, family_id, visited_at desc);

-- One answer to one field (`floor`, `member/<person>/schooling`). The value stands apart; its keyed hash tells whether two answers differ.
create table registry.answer (
  regency_id int not null,
  family_id uuid not null,
  answer_id uuid not null,
  survey_id uuid not null,
  area_id int not null,
  field text not null check (length(field) between 1 and 200),
  class text check (class in ('health', 'disability', 'income')),
  value_mac bytea not null check (length(value_mac) = 32),
  bases uuid[] not null,
  recorded_at timestamptz not null,
  primary key (regency_id, family_id, answer_id)
);
create index answer_by_survey on registry.answer (regency_id, survey_id);

create table registry.answer_value (
  regency_id int not null,
  family_id uuid not null,
  answer_id uuid not null,
  area_id int not null,
  value jsonb not null,
  primary key (regency_id, family_id, answer_id)
);

-- The same for health, disability and income: a table and a policy of their own.
create table registry.sensitive_answer (
  regency_id int not null,
  family_id uuid not null,
  answer_id uuid not null,
  area_id int not null,
  class text not null check (class in ('health', 'disability', 'income')),
  value jsonb not null,
  primary key (regency_id, family_id, answer_id)
);

-- A photo of the house; what it shows is the question that asked for it.
create table registry.survey_photo (
  regency_id int not null,
  family_id uuid not null,
  photo_id uuid not null,
  survey_id uuid not null,
  area_id int not null,
  field text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  width int not null check (width > 0),
  height int not null check (height > 0),
  size_bytes int not null check (size_bytes > 0),
  taken_at timestamptz not null,
  primary key (regency_id, family_id, photo_id)
);

-- A field whose present answers differ, so that somebody finds it. It follows from the answers and is kept for the list alone.
create table registry.answer_conflict (
  regency_id int not null,
  family_id uuid not null,
  field text not null,
  area_id int not null,
  class text check (class in ('health', 'disability', 'income')),
  found_at timestamptz not null,
  settled_at timestamptz,
  primary key (regency_id, family_id, field)
);
create index answer_conflict_open on registry.answer_conflict (regency_id, area_id, found_at, family_id, field) where settled_at is null;

do $$
declare
  named text;
begin
  foreach named in array array['survey', 'answer', 'answer_value', 'sensitive_answer', 'survey_photo', 'answer_conflict'] loop
    execute format('alter table registry.%I enable row level security', named);
    execute format('alter table registry.%I force row level security', named);
    execute format($policy$
      create policy record_in_area on registry.%I for insert
        with check (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and nullif(current_setting('app.grants', true), '')::text[] && array['registry.profile.record', 'registry.profile.decide'])
      $policy$, named);
  end loop;
  foreach named in array array['survey', 'answer', 'answer_value', 'survey_photo', 'answer_conflict'] loop
    execute format($policy$
      create policy read_in_area on registry.%I for select
        using (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and nullif(current_setting('app.grants', true), '')::text[] && array['registry.person.read', 'registry.profile.record'])
      $policy$, named);
  end loop;
end $$;

create policy read_by_class on registry.sensitive_answer for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.' || class || '.read' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy settle_in_area on registry.answer_conflict for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and nullif(current_setting('app.grants', true), '')::text[] && array['registry.profile.record', 'registry.profile.decide'])
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[]));

-- Whoever records a visit adds to the registry what the visit says, as a row of the source `visit`.
do $$
declare
  named text;
begin
  foreach named in array array['snapshot', 'source_record', 'attribute_set', 'sensitive_set'] loop
    execute format($policy$
      create policy record_visit on registry.%I for insert
        with check (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and nullif(current_setting('app.grants', true), '')::text[] && array['registry.profile.record', 'registry.profile.decide'])
      $policy$, named);
  end loop;
end $$;

grant select, insert on registry.survey, registry.answer, registry.answer_value, registry.sensitive_answer, registry.survey_photo,
  registry.answer_conflict to app_user;
grant update (found_at, settled_at) on registry.answer_conflict to app_user;

alter table registry.survey add foreign key (regency_id, family_id) references registry.family (regency_id, family_id);
alter table registry.survey add foreign key (regency_id, area_id) references people.area (regency_id, area_id);
alter table registry.survey add foreign key (regency_id, form_version_id) references registry.form_version (regency_id, form_version_id);
alter table registry.survey add foreign key (regency_id, source_record_id) references registry.source_record (regency_id, source_record_id);
alter table registry.answer add foreign key (regency_id, survey_id) references registry.survey (regency_id, survey_id);
alter table registry.answer_value add foreign key (regency_id, family_id, answer_id) references registry.answer (regency_id, family_id, answer_id);
alter table registry.sensitive_answer add foreign key (regency_id, family_id, answer_id) references registry.answer (regency_id, family_id, answer_id);
alter table registry.survey_photo add foreign key (regency_id, survey_id) references registry.survey (regency_id, survey_id);
alter table registry.answer_conflict add foreign key (regency_id, family_id) references registry.family (regency_id, family_id);
