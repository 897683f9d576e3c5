-- Whoever's areas are the whole regency speaks as `app_regency`: an `app_user` (whose policies and rights it has) that need not be asked for each row
-- whether its area is among all areas. Reading the list of areas anew for each row was the largest cost of every list of the whole regency; and
-- as PostgreSQL leaves out a condition beside the same without it, such a list is read in the order of an index and ends when the page is full.
do $$ begin
  if not exists (select from pg_roles where rolname = 'app_regency') then
    create role app_regency nologin nosuperuser nobypassrls;
  end if;
  if not pg_has_role('app_regency', 'app_user', 'usage') then
    grant app_user to app_regency;
  end if;
end $$;

do $$
declare
  named text;
begin
  foreach named in array array['source_record', 'family', 'family_identity', 'person', 'person_identity', 'family_member', 'person_event', 'attribute_set',
    'link', 'merge', 'split', 'split_row']
  loop
    execute format($policy$
      create policy read_everywhere on registry.%I for select to app_regency
        using (regency_id = nullif(current_setting('app.regency', true), '')::int
          and nullif(current_setting('app.grants', true), '')::text[] && array['registry.person.read', 'registry.list.import'])
      $policy$, named);
  end loop;
  foreach named in array array['survey', 'answer', 'answer_value', 'survey_photo', 'answer_conflict']
  loop
    execute format($policy$
      create policy read_everywhere on registry.%I for select to app_regency
        using (regency_id = nullif(current_setting('app.regency', true), '')::int
          and nullif(current_setting('app.grants', true), '')::text[] && array['registry.person.read', 'registry.profile.record'])
      $policy$, named);
  end loop;
end $$;

-- Specific personal data, class by class.
create policy read_everywhere on registry.sensitive_set for select to app_regency
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'registry.' || class || '.read' = any(nullif(current_setting('app.grants', true), '')::text[]));
