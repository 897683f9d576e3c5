-- Batches: the determined proposals of a month as they were sent to the ministry's system, frozen and numbered, and what the ministry answered.

create table registry.batch (
  regency_id int not null,
  batch_id uuid not null,
  area_id int not null,
  office_id int not null,
  month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  series_no int not null check (series_no > 0),
  number text not null check (char_length(number) between 1 and 60),
  layout_key text not null,
  row_count int not null check (row_count > 0),
  made_by uuid,
  made_by_name text not null,
  made_at timestamptz not null,
  primary key (regency_id, batch_id),
  unique (regency_id, month, series_no)
);
create index batch_by_time on registry.batch (regency_id, made_at desc, batch_id desc);

-- The rows in their order; what was sent of each is in the file only. An answer of the ministry comes once.
create table registry.batch_row (
  regency_id int not null,
  batch_id uuid not null,
  row_no int not null check (row_no > 0),
  area_id int not null,
  office_id int not null,
  proposal_id uuid not null,
  family_id uuid,
  nik_mac bytea check (length(nik_mac) = 32),
  outcome text check (outcome in ('accepted', 'rejected')),
  outcome_reason text check (char_length(outcome_reason) between 1 and 2000),
  outcome_decile smallint check (outcome_decile between 1 and 10),
  result_id uuid,
  primary key (regency_id, batch_id, row_no),
  unique (regency_id, proposal_id)
);
create index batch_row_by_nik on registry.batch_row (regency_id, batch_id, nik_mac) where nik_mac is not null;

-- The files as they were made, closed (encrypted), each with the hash of what is inside.
create table registry.batch_file (
  regency_id int not null,
  batch_id uuid not null,
  format text not null check (format in ('xlsx', 'csv')),
  area_id int not null,
  office_id int not null,
  content_sealed bytea not null,
  size_bytes int not null check (size_bytes > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  primary key (regency_id, batch_id, format)
);

create table registry.batch_download (
  regency_id int not null,
  download_id uuid not null,
  batch_id uuid not null,
  area_id int not null,
  office_id int not null,
  format text not null check (format in ('xlsx', 'csv')),
  account_id uuid not null,
  account_name text not null,
  asked_at timestamptz not null,
  primary key (regency_id, download_id)
);
create index batch_download_by_batch on registry.batch_download (regency_id, batch_id, asked_at desc);

-- A file with the ministry's answers: read, looked at, then taken over or given up.
create table registry.batch_result (
  regency_id int not null,
  result_id uuid not null,
  batch_id uuid not null,
  area_id int not null,
  office_id int not null,
  state text not null check (state in ('read', 'applied', 'discarded')),
  version int not null check (version > 0),
  file_name text not null check (char_length(file_name) between 1 and 200),
  file_sha256 bytea not null check (length(file_sha256) = 32),
  as_of_on date not null,
  read_by_name text not null,
  read_at timestamptz not null,
  settled_by_name text,
  settled_at timestamptz,
  primary key (regency_id, result_id)
);
create unique index batch_result_by_file on registry.batch_result (regency_id, batch_id, file_sha256) where state <> 'discarded';

create table registry.batch_result_line (
  regency_id int not null,
  result_id uuid not null,
  line_no int not null check (line_no > 0),
  area_id int not null,
  office_id int not null,
  row_no int,
  outcome text check (outcome in ('accepted', 'rejected')),
  reason text check (char_length(reason) between 1 and 2000),
  decile smallint check (decile between 1 and 10),
  problem text check (problem in ('row_unknown', 'row_twice', 'row_answered', 'outcome_unknown', 'reason_missing', 'decile_unreadable')),
  primary key (regency_id, result_id, line_no)
);

do $$
declare
  named text;
  reading text;
begin
  foreach named in array array['batch', 'batch_row', 'batch_file', 'batch_download', 'batch_result', 'batch_result_line'] loop
    execute format('alter table registry.%I enable row level security', named);
    execute format('alter table registry.%I force row level security', named);
    execute format($policy$
      create policy read_in_reach on registry.%I for select
        using (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
          and 'registry.proposal.export' = any(nullif(current_setting('app.grants', true), '')::text[]))
      $policy$, named);
    execute format($policy$
      create policy send_in_reach on registry.%I for insert
        with check (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
          and 'registry.proposal.export' = any(nullif(current_setting('app.grants', true), '')::text[]))
      $policy$, named);
  end loop;
  foreach named in array array['batch_row', 'batch_result'] loop
    execute format($policy$
      create policy answer_in_reach on registry.%I for update
        using (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
          and 'registry.proposal.export' = any(nullif(current_setting('app.grants', true), '')::text[]))
      $policy$, named);
  end loop;
end $$;

grant select, insert on registry.batch, registry.batch_row, registry.batch_file, registry.batch_download, registry.batch_result,
  registry.batch_result_line to app_user;
grant update (outcome, outcome_reason, outcome_decile, result_id) on registry.batch_row to app_user;
grant update (state, version, settled_by_name, settled_at) on registry.batch_result to app_user;

-- A proposal that is made anew names the one before, which was refused: its family and its numbers are taken over.
alter table registry.proposal add column again_of uuid;

alter table registry.batch add foreign key (regency_id, area_id) references people.area (regency_id, area_id);
alter table registry.batch add foreign key (regency_id, office_id) references people.office (regency_id, office_id);
alter table registry.batch_row add foreign key (regency_id, batch_id) references registry.batch (regency_id, batch_id);
alter table registry.batch_row add foreign key (regency_id, proposal_id) references registry.proposal (regency_id, proposal_id);
alter table registry.batch_file add foreign key (regency_id, batch_id) references registry.batch (regency_id, batch_id);
alter table registry.batch_download add foreign key (regency_id, batch_id) references registry.batch (regency_id, batch_id);
alter table registry.batch_result add foreign key (regency_id, batch_id) references registry.batch (regency_id, batch_id);
alter table registry.batch_result_line add foreign key (regency_id, result_id) references registry.batch_result (regency_id, result_id);
-- squawk-ignore adding-foreign-key-constraint,constraint-missing-not-valid
alter table registry.proposal add foreign key (regency_id, again_of) references registry.proposal (regency_id, proposal_id);
