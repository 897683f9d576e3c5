-- A checked list is compared with the one before it from the same source: who is new, who is gone, whose decile, card or address changed.
-- `person_id` of a row is known from checking on; an address is compared by its keyed hash, because rows are closed.
alter table registry.import_row add column address_mac bytea;

-- Somebody whom the list before named and the next one of that source does not. It ends nobody: the village says what became of them.
create table registry.absence (
  regency_id int not null,
  person_id uuid not null,
  import_id uuid not null,
  source_key text not null,
  area_id int not null,
  noticed_on date not null,
  noticed_at timestamptz not null,
  answer text check (answer in ('still_here', 'moved', 'died', 'not_found', 'named_again')),
  words text check (length(words) between 1 and 1000),
  answered_by uuid,
  answered_by_name text,
  answered_at timestamptz,
  -- The later list that named the person again.
  named_again_by uuid,
  primary key (regency_id, person_id, import_id),
  check ((answer is null) = (answered_at is null))
);
create unique index absence_open on registry.absence (regency_id, person_id, source_key) where answer is null;
create index absence_to_do on registry.absence (regency_id, area_id, noticed_at, person_id) where answer is null;
create index absence_by_import on registry.absence (regency_id, import_id);
create index absence_by_later on registry.absence (regency_id, named_again_by) where named_again_by is not null;

alter table registry.absence enable row level security;
alter table registry.absence force row level security;
create policy load_in_area on registry.absence
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.list.import' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert, update, delete on registry.absence to app_user;

alter table registry.absence add foreign key (regency_id, person_id) references registry.person (regency_id, person_id);
alter table registry.absence add foreign key (regency_id, import_id) references registry.import (regency_id, import_id);
