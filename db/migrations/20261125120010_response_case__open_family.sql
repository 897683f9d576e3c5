-- Agencies see families through their cases only. For a case of which the caller's office holds a task, done or not, this lends the right to read persons, until the
-- transaction ends and only in the places of the case's family and person; then it says who they are. An office that has
-- handed its task over goes on seeing the case, but not the family. Without such a case, or without the right to
-- open families of cases, it gives nothing and lends nothing. Whoever covered the whole regency asks for areas row by row from here on.
create function response.open_case_family(in_regency_id int, in_case_id uuid) returns table (family_id uuid, person_id uuid)
language plpgsql volatile set search_path = ''
as $$
#variable_conflict use_column
declare
  v_grants text[] := coalesce(nullif(pg_catalog.current_setting('app.grants', true), '')::text[], '{}');
  v_family uuid;
  v_person uuid;
  v_areas int[];
begin
  select c.family_id, c.person_id into v_family, v_person
  from response.case_file c
  where c.regency_id = in_regency_id and c.case_id = in_case_id and 'response.family.read' = any(v_grants)
    and exists (
      select from response.task t
      where t.regency_id = c.regency_id and t.case_id = c.case_id and t.office_id = any(nullif(pg_catalog.current_setting('app.offices', true), '')::int[]));
  if not found then
    return;
  end if;
  perform pg_catalog.set_config('app.grants', (v_grants || array['registry.person.read'])::text, true);
  v_person := registry.person_root(in_regency_id, v_person);
  v_family := registry.family_root(in_regency_id, coalesce(v_family, (
    select m.family_id from registry.family_member m where m.regency_id = in_regency_id and m.person_id = v_person and m.valid_to is null)));
  select coalesce(array_agg(distinct home.area_id), '{}') into v_areas from (
    select f.area_id from registry.family f where f.regency_id = in_regency_id and f.family_id = v_family
    union all
    select p.area_id from registry.person p where p.regency_id = in_regency_id and p.person_id = v_person
  ) home;
  perform pg_catalog.set_config('role', 'app_user', true), pg_catalog.set_config('app.areas', v_areas::text, true);
  return query select v_family, v_person where cardinality(v_areas) > 0;
end $$;
revoke execute on function response.open_case_family from public;
grant execute on function response.open_case_family to app_user;
