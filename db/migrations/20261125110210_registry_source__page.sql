-- Who reads what the registry is made of: counts and terms, no row about a person.
alter table registry.snapshot add column loaded_by_name text;

create policy read_terms on registry.snapshot for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'registry.source.read' = any(nullif(current_setting('app.grants', true), '')::text[]));

-- How many rows of a snapshot speak of each village. The rows themselves stay closed to whoever may not read about persons.
create function registry.snapshot_rows(p_regency int, p_snapshot uuid) returns table (area_id int, row_count bigint)
  language sql stable security definer set search_path = '' as $$
    select r.area_id, count(*) from registry.source_record r
    where r.regency_id = p_regency and r.snapshot_id = p_snapshot
      and r.regency_id = nullif(current_setting('app.regency', true), '')::int
      and 'registry.source.read' = any(nullif(current_setting('app.grants', true), '')::text[])
    group by r.area_id
  $$;
revoke execute on function registry.snapshot_rows from public;
grant execute on function registry.snapshot_rows to app_user;
