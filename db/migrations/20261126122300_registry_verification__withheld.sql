-- Somebody named in a protected case is verified by nobody of the village: neighbours would learn who was reported. Until the case is protected no more.
alter table registry.verification add column withheld boolean not null default false;

drop policy verify_in_area on registry.verification;
create policy verify_in_area on registry.verification for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and not withheld
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.person.verify' = any(nullif(current_setting('app.grants', true), '')::text[]));
drop policy answer_in_area on registry.verification;
create policy answer_in_area on registry.verification for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and not withheld
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.person.verify' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);

-- Brings the verification of whom an entered case is about in line with whether any case about them is protected.
create function response.withhold_verification(in_regency_id int, in_case_id uuid) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update registry.verification v set withheld = exists (
      select from response.case_file o where o.regency_id = c.regency_id and o.person_id = c.person_id and o.restricted)
  from response.case_file c
  where c.regency_id = in_regency_id and c.case_id = in_case_id
    and c.regency_id = nullif(pg_catalog.current_setting('app.regency', true), '')::int
    and c.case_id = any(nullif(pg_catalog.current_setting('app.cases', true), '')::uuid[])
    and v.regency_id = c.regency_id and v.person_id = c.person_id and v.outcome is null;
  return found;
end $$;
revoke execute on function response.withhold_verification from public;
grant execute on function response.withhold_verification to app_user;

update registry.verification v set withheld = true
where v.outcome is null and exists (
  select from response.case_file o where o.regency_id = v.regency_id and o.person_id = v.person_id and o.restricted);
