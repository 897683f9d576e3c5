-- Lists on their way into the registry: uploaded, read, columns matched, rows checked and mended, then stored all at once or not at all.

-- One uploaded list. `area_id` is the area that it may be about; the file itself lies sealed in the file store until the list is settled.
create table registry.import (
  regency_id int not null,
  import_id uuid not null,
  area_id int not null,
  state text not null check (state in ('uploaded', 'reading', 'mapped', 'checking', 'checked', 'saving', 'confirmed', 'failed', 'cancelled')),
  refusal text,
  source_key text not null,
  as_of_on date not null,
  file_name text not null check (length(file_name) between 1 and 200),
  file_sha256 bytea not null check (length(file_sha256) = 32),
  sealed_file text check (sealed_file ~ '^[0-9a-f]{64}$'),
  size_bytes int not null check (size_bytes > 0),
  sheet jsonb,
  columns jsonb not null default '[]',
  relation_codes text not null default 'civil_registry' check (relation_codes in ('civil_registry', 'statistics')),
  places jsonb not null default '{}',
  header_from int,
  header_to int,
  rows_total int not null default 0,
  rows_done int not null default 0,
  counts jsonb not null default '{}',
  result jsonb,
  snapshot_id uuid,
  uploaded_by uuid,
  uploaded_by_name text not null,
  uploaded_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (regency_id, import_id)
);
create index import_by_time on registry.import (regency_id, uploaded_at desc, import_id desc);
-- The same file is on its way, or stored, once for an area.
create unique index import_by_file on registry.import (regency_id, area_id, file_sha256) where state not in ('failed', 'cancelled');

-- One row of an uploaded list. Cells as they came, corrections and what was read are closed (encrypted): nobody knows yet what is in them.
create table registry.import_row (
  regency_id int not null,
  import_id uuid not null,
  row_number int not null check (row_number > 0),
  area_id int not null,
  cells_sealed bytea not null,
  corrections_sealed bytea,
  person_sealed bytea,
  nik_mac bytea,
  card_mac bytea,
  name_key text,
  birth_on date,
  decile smallint,
  state text not null check (state in ('read', 'good', 'warned', 'bad', 'stored')),
  outcome text check (outcome in ('new', 'changed', 'same')),
  problems jsonb not null default '[]',
  list_problems jsonb not null default '[]',
  person_id uuid,
  family_id uuid,
  primary key (regency_id, import_id, row_number)
);
create index import_row_by_state on registry.import_row (regency_id, import_id, state, row_number);
create index import_row_by_nik on registry.import_row (regency_id, import_id, nik_mac);
create index import_row_by_card on registry.import_row (regency_id, import_id, card_mac);

-- What a person said a heading means, for the next list of the same source; null: nothing that we read.
create table registry.import_heading (
  regency_id int not null,
  source_key text not null,
  heading_key text not null check (length(heading_key) between 1 and 200),
  field text,
  said_at timestamptz not null,
  primary key (regency_id, source_key, heading_key)
);

alter table registry.import enable row level security;
alter table registry.import force row level security;
alter table registry.import_row enable row level security;
alter table registry.import_row force row level security;
alter table registry.import_heading enable row level security;
alter table registry.import_heading force row level security;
create policy load_in_area on registry.import
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.list.import' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy load_in_area on registry.import_row
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.list.import' = any(nullif(current_setting('app.grants', true), '')::text[]));
-- Headings carry nothing about a person; what one village taught, the others need not.
create policy load_list on registry.import_heading
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'registry.list.import' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert, update on registry.import to app_user;
grant select, insert, update, delete on registry.import_row to app_user;
grant select, insert, update on registry.import_heading to app_user;

alter table registry.import add foreign key (regency_id, snapshot_id) references registry.snapshot (regency_id, snapshot_id);
alter table registry.import_row add foreign key (regency_id, import_id) references registry.import (regency_id, import_id);
