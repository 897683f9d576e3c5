-- A stored list can be taken back for a while: what it added goes, what it replaced returns, unless something was built on it since.
alter table registry.import add column stored_at timestamptz;
alter table registry.import drop constraint import_state_check;
alter table registry.import add constraint import_state_check check (state in
  ('uploaded', 'reading', 'mapped', 'checking', 'checked', 'saving', 'confirmed', 'undone', 'failed', 'cancelled'));
-- squawk-ignore require-concurrent-index-deletion
drop index registry.import_by_file;
create unique index import_by_file on registry.import (regency_id, area_id, file_sha256) where state not in ('failed', 'cancelled', 'undone');

-- What storing a list did to one row: what the row was before (null: it was not there), and a hash of what it was after, by which is seen whether
-- somebody changed it since. Kept only as long as the list can be taken back.
create table registry.import_trace (
  regency_id int not null,
  import_id uuid not null,
  table_name text not null check (table_name in ('person', 'person_identity', 'family', 'family_identity', 'family_member')),
  row_key text not null,
  area_id int not null,
  before jsonb,
  after_hash uuid,
  primary key (regency_id, import_id, table_name, row_key)
);
alter table registry.import_trace enable row level security;
alter table registry.import_trace force row level security;
create policy load_in_area on registry.import_trace
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.list.import' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert, update, delete on registry.import_trace to app_user;

-- No role holds registry.list.undo: only the act of taking a list back carries it, for its one transaction.
do $$
declare
  named text;
begin
  foreach named in array array['snapshot', 'source_record', 'family', 'family_identity', 'person', 'person_identity', 'family_member', 'attribute_set',
    'sensitive_set', 'link']
  loop
    execute format($policy$
      create policy take_back on registry.%I for delete
        using (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and 'registry.list.undo' = any(nullif(current_setting('app.grants', true), '')::text[]))
      $policy$, named);
    if named not in ('snapshot', 'source_record') then
      execute format('grant delete on registry.%I to app_user', named);
    end if;
  end loop;
end $$;
-- What a source said is never removed, but with the list that brought it: the server has no right to delete a record, only this door.
create function registry.remove_snapshot(p_regency int, p_snapshot uuid) returns setof uuid
  language plpgsql security definer set search_path = '' as $$
begin
  if p_regency is distinct from nullif(current_setting('app.regency', true), '')::int
    or not 'registry.list.undo' = any(coalesce(nullif(current_setting('app.grants', true), '')::text[], '{}'))
    or not exists (select from registry.snapshot s where s.regency_id = p_regency and s.snapshot_id = p_snapshot
      and s.area_id = any(nullif(current_setting('app.areas', true), '')::int[])) then
    return;
  end if;
  return query delete from registry.source_record r where r.regency_id = p_regency and r.snapshot_id = p_snapshot returning r.source_record_id;
  delete from registry.snapshot s where s.regency_id = p_regency and s.snapshot_id = p_snapshot;
end $$;
revoke execute on function registry.remove_snapshot from public;
grant execute on function registry.remove_snapshot to app_user;
-- Whoever takes a list back must find what it said of health, disability and income, to delete it; nothing of it is shown.
create policy take_back_read on registry.sensitive_set for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.list.undo' = any(nullif(current_setting('app.grants', true), '')::text[]));

alter table registry.import_trace add foreign key (regency_id, import_id) references registry.import (regency_id, import_id);

-- Each row that is taken back is looked for by everything that may point at it. Values and links are appended in the order of the records they
-- come from, so a summary of blocks finds them; the others are looked up exactly.
create index attribute_set_by_record on registry.attribute_set using brin (source_record_id) with (pages_per_range = 16);
create index sensitive_set_by_record on registry.sensitive_set using brin (source_record_id) with (pages_per_range = 16);
create index link_by_record on registry.link using brin (source_record_id) with (pages_per_range = 16);
create index person_by_record on registry.person (regency_id, source_record_id);
create index family_by_record on registry.family (regency_id, decile_source_record_id) where decile_source_record_id is not null;
create index family_member_by_record on registry.family_member (regency_id, source_record_id);
-- squawk-ignore require-concurrent-index-deletion
drop index registry.link_by_person;
create index link_by_person on registry.link (regency_id, person_id);
create index link_by_family on registry.link (regency_id, family_id) where family_id is not null;
create index case_file_by_person on response.case_file (regency_id, person_id) where person_id is not null;
create index case_file_by_family on response.case_file (regency_id, family_id) where family_id is not null;
create index report_by_person on response.report (regency_id, person_id) where person_id is not null;
