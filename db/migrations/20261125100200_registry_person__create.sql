-- The registry: who lives where, in which family, and which list said so.
create schema registry;
grant usage on schema registry to app_user;

-- A register that lists come from (DTSEN, PKH, a village's own list). The stronger `strength` wins when two disagree.
create table registry.source (
  regency_id int not null,
  source_id uuid not null,
  key text not null check (key ~ '^[a-z0-9_]+$'),
  name text not null,
  strength smallint not null check (strength between 0 and 100),
  is_synthetic boolean not null default false,
  primary key (regency_id, source_id),
  unique (regency_id, key)
);

-- The state of a register on a date, as one file brought it. The same file for the same place is the same snapshot.
create table registry.snapshot (
  regency_id int not null,
  snapshot_id uuid not null,
  source_id uuid not null,
  area_id int not null,
  as_of_on date not null,
  file_name text,
  file_sha256 bytea check (length(file_sha256) = 32),
  row_count int not null check (row_count >= 0),
  loaded_by uuid,
  loaded_at timestamptz not null,
  primary key (regency_id, snapshot_id),
  unique (regency_id, source_id, area_id, file_sha256)
);

-- One row of a snapshot as it came, never changed. Identity numbers are not in `raw` but in `sealed` (encrypted JSON by column).
create table registry.source_record (
  regency_id int not null,
  source_record_id uuid not null,
  snapshot_id uuid not null,
  area_id int not null,
  row_number int not null check (row_number > 0),
  raw jsonb not null,
  sealed bytea,
  primary key (regency_id, source_record_id),
  unique (regency_id, snapshot_id, row_number)
);

-- The people of one family card, and where they live. The decile is the official one, with the row that brought it.
create table registry.family (
  regency_id int not null,
  family_id uuid not null,
  area_id int not null,
  district_id smallint not null,
  hamlet text,
  hamlet_key text collate "C",
  rw smallint check (rw between 0 and 999),
  rt smallint check (rt between 0 and 999),
  address_text text,
  decile smallint check (decile between 1 and 10),
  decile_on date,
  decile_source_record_id uuid,
  ended_on date,
  recorded_at timestamptz not null,
  primary key (regency_id, family_id),
  check ((decile is null) = (decile_on is null))
);
create index family_by_place on registry.family (regency_id, area_id, hamlet_key, rw, rt);

-- A family card's number: encrypted, a keyed hash for equality, the last four digits to show.
create table registry.family_identity (
  regency_id int not null,
  family_id uuid not null,
  area_id int not null,
  card_sealed bytea not null,
  card_mac bytea not null check (length(card_mac) = 32),
  card_last4 text not null check (card_last4 ~ '^[0-9]{4}$'),
  primary key (regency_id, family_id)
);
create index family_identity_by_card on registry.family_identity (regency_id, card_mac);

-- One human being. Provisional: made by a report, not yet found in a list or confirmed by the village.
create table registry.person (
  regency_id int not null,
  person_id uuid not null,
  area_id int not null,
  district_id smallint not null,
  status text not null check (status in ('registered', 'provisional')),
  name text not null check (length(name) between 1 and 200),
  name_key text collate "C" not null,
  alias text check (length(alias) between 1 and 200),
  sex text check (sex in ('male', 'female')),
  birth_on date,
  birth_on_is_default boolean not null default false,
  birth_place text,
  ended_on date,
  ended_as text check (ended_as in ('died', 'moved')),
  source_record_id uuid,
  recorded_at timestamptz not null,
  primary key (regency_id, person_id),
  check ((ended_on is null) = (ended_as is null))
);
create index person_by_name on registry.person (regency_id, area_id, name_key);

-- The population number (NIK), apart from the person and under a lock of its own. The prefix is the region of first registration.
create table registry.person_identity (
  regency_id int not null,
  person_id uuid not null,
  area_id int not null,
  nik_sealed bytea not null,
  nik_mac bytea not null check (length(nik_mac) = 32),
  nik_prefix text not null check (nik_prefix ~ '^[0-9]{4}$'),
  nik_last4 text not null check (nik_last4 ~ '^[0-9]{4}$'),
  primary key (regency_id, person_id)
);
create index person_identity_by_nik on registry.person_identity (regency_id, nik_mac);

-- Who belonged to which family, from when until when. At one time a person is in one family only.
create table registry.family_member (
  regency_id int not null,
  family_id uuid not null,
  person_id uuid not null,
  area_id int not null,
  relation text not null check (relation in ('head', 'husband', 'wife', 'child', 'child_in_law', 'grandchild', 'parent', 'parent_in_law',
    'other_relative', 'helper', 'other')),
  valid_from date not null,
  valid_to date,
  source_record_id uuid,
  primary key (regency_id, family_id, person_id, valid_from),
  check (valid_to >= valid_from)
);
create unique index family_member_now on registry.family_member (regency_id, person_id) where valid_to is null;
create index family_member_by_person on registry.family_member (regency_id, person_id, valid_to);

-- What happened in a life, where it changes the registry.
create table registry.person_event (
  regency_id int not null,
  person_id uuid not null,
  event_no smallint not null,
  area_id int not null,
  kind text not null check (kind in ('born', 'died', 'moved_in', 'moved_out')),
  happened_on date not null,
  other_place text,
  source_record_id uuid,
  primary key (regency_id, person_id, event_no)
);

-- What one source row says about one person or family: attribute -> value. Appended; the current value is chosen when read.
create table registry.attribute_set (
  regency_id int not null,
  subject_id uuid not null,
  subject_kind text not null check (subject_kind in ('person', 'family')),
  area_id int not null,
  source_record_id uuid not null,
  values jsonb not null check (jsonb_typeof(values) = 'object'),
  valid_from date not null,
  recorded_at timestamptz not null,
  primary key (regency_id, subject_id, source_record_id)
);

-- The same for what is specific personal data by law (UU 27/2022 art. 4(2)): health, disability, income. Its own table, its own policy.
create table registry.sensitive_set (
  regency_id int not null,
  subject_id uuid not null,
  subject_kind text not null check (subject_kind in ('person', 'family')),
  class text not null check (class in ('health', 'disability', 'income')),
  area_id int not null,
  source_record_id uuid not null,
  values jsonb not null check (jsonb_typeof(values) = 'object'),
  valid_from date not null,
  recorded_at timestamptz not null,
  primary key (regency_id, subject_id, class, source_record_id)
);

-- One line a value, for those who ask in SQL.
create view registry.attribute_value with (security_invoker = true) as
  select s.regency_id, s.subject_id, s.subject_kind, s.area_id, v.key as attribute, v.value, s.source_record_id, s.valid_from, s.recorded_at
  from registry.attribute_set s cross join lateral jsonb_each(s.values) v;

do $$
declare
  named text;
begin
  foreach named in array array['source', 'snapshot', 'source_record', 'family', 'family_identity', 'person', 'person_identity',
    'family_member', 'person_event', 'attribute_set', 'sensitive_set']
  loop
    execute format('alter table registry.%I enable row level security', named);
    execute format('alter table registry.%I force row level security', named);
  end loop;
  -- Rows about people: in the reader's area, and only for roles that read or load the registry.
  foreach named in array array['source_record', 'family', 'family_identity', 'person', 'person_identity', 'family_member', 'person_event',
    'attribute_set']
  loop
    execute format($policy$
      create policy read_in_area on registry.%I for select
        using (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and nullif(current_setting('app.grants', true), '')::text[] && array['registry.person.read', 'registry.list.import'])
      $policy$, named);
  end loop;
  foreach named in array array['source_record', 'family', 'family_identity', 'person', 'person_identity', 'family_member', 'person_event',
    'attribute_set', 'sensitive_set']
  loop
    execute format($policy$
      create policy load_in_area on registry.%I for insert
        with check (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and 'registry.list.import' = any(nullif(current_setting('app.grants', true), '')::text[]))
      $policy$, named);
  end loop;
  foreach named in array array['family', 'family_identity', 'person', 'person_identity', 'family_member']
  loop
    execute format($policy$
      create policy correct_in_area on registry.%I for update
        using (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and 'registry.list.import' = any(nullif(current_setting('app.grants', true), '')::text[]))
        with check (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[]))
      $policy$, named);
  end loop;
end $$;

create policy same_regency on registry.source for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int);
create policy load_list on registry.source for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'registry.list.import' = any(nullif(current_setting('app.grants', true), '')::text[]));
-- A snapshot says that a list exists, nothing about a person: whoever reads the registry sees where its values come from.
create policy read_snapshot on registry.snapshot for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and nullif(current_setting('app.grants', true), '')::text[] && array['registry.person.read', 'registry.list.import']);
create policy load_in_area on registry.snapshot for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.list.import' = any(nullif(current_setting('app.grants', true), '')::text[]));
-- Anybody who beats the drum may name somebody unknown; nobody can read the row back by having made it.
create policy name_somebody on registry.person for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int and status = 'provisional');
-- With the number they gave; a person who has a number keeps it (primary key).
create policy name_somebody on registry.person_identity for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);
-- registry.health.read, registry.disability.read, registry.income.read: a grant each.
create policy read_by_class on registry.sensitive_set for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.' || class || '.read' = any(nullif(current_setting('app.grants', true), '')::text[]));

grant select, insert on registry.source, registry.snapshot, registry.source_record, registry.family, registry.family_identity, registry.person,
  registry.person_identity, registry.family_member, registry.person_event, registry.attribute_set, registry.sensitive_set to app_user;
grant select on registry.attribute_value to app_user;
grant update (area_id, district_id, hamlet, hamlet_key, rw, rt, address_text, decile, decile_on, decile_source_record_id, ended_on)
  on registry.family to app_user;
grant update (area_id, card_sealed, card_mac, card_last4) on registry.family_identity to app_user;
grant update (area_id, district_id, status, name, name_key, alias, sex, birth_on, birth_on_is_default, birth_place, ended_on, ended_as, source_record_id)
  on registry.person to app_user;
grant update (area_id, nik_sealed, nik_mac, nik_prefix, nik_last4) on registry.person_identity to app_user;
grant update (area_id, relation, valid_to) on registry.family_member to app_user;

alter table registry.snapshot add foreign key (regency_id, area_id) references people.area (regency_id, area_id);
alter table registry.family add foreign key (regency_id, area_id) references people.area (regency_id, area_id);
alter table registry.person add foreign key (regency_id, area_id) references people.area (regency_id, area_id);
alter table registry.snapshot add foreign key (regency_id, source_id) references registry.source (regency_id, source_id);
alter table registry.source_record add foreign key (regency_id, snapshot_id) references registry.snapshot (regency_id, snapshot_id);
alter table registry.family add foreign key (regency_id, decile_source_record_id)
  references registry.source_record (regency_id, source_record_id);
alter table registry.family_identity add foreign key (regency_id, family_id) references registry.family (regency_id, family_id);
alter table registry.person add foreign key (regency_id, source_record_id) references registry.source_record (regency_id, source_record_id);
alter table registry.person_identity add foreign key (regency_id, person_id) references registry.person (regency_id, person_id);
alter table registry.family_member add foreign key (regency_id, family_id) references registry.family (regency_id, family_id);
alter table registry.family_member add foreign key (regency_id, person_id) references registry.person (regency_id, person_id);
alter table registry.family_member add foreign key (regency_id, source_record_id)
  references registry.source_record (regency_id, source_record_id);
alter table registry.person_event add foreign key (regency_id, person_id) references registry.person (regency_id, person_id);
alter table registry.person_event add foreign key (regency_id, source_record_id)
  references registry.source_record (regency_id, source_record_id);
alter table registry.attribute_set add foreign key (regency_id, source_record_id)
  references registry.source_record (regency_id, source_record_id);
alter table registry.sensitive_set add foreign key (regency_id, source_record_id)
  references registry.source_record (regency_id, source_record_id);
