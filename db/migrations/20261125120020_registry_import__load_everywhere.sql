-- A list of the whole regency is loaded by somebody whose areas are all there are (`app_regency`): as with reading, no row is asked whether its area
-- is among them. The name stands first in the order in which PostgreSQL tries policies, so that the costly ones are not tried at all.
do $$
declare
  named text;
begin
  foreach named in array array['source_record', 'family', 'family_identity', 'person', 'person_identity', 'family_member', 'person_event', 'attribute_set',
    'sensitive_set']
  loop
    execute format($policy$
      create policy anywhere_load on registry.%I for insert to app_regency
        with check (regency_id = nullif(current_setting('app.regency', true), '')::int
          and 'registry.list.import' = any(nullif(current_setting('app.grants', true), '')::text[]))
      $policy$, named);
  end loop;
  foreach named in array array['family', 'family_identity', 'person', 'person_identity', 'family_member']
  loop
    execute format($policy$
      create policy anywhere_correct on registry.%I for update to app_regency
        using (regency_id = nullif(current_setting('app.regency', true), '')::int
          and 'registry.list.import' = any(nullif(current_setting('app.grants', true), '')::text[]))
        with check (regency_id = nullif(current_setting('app.regency', true), '')::int)
      $policy$, named);
  end loop;
  foreach named in array array['import_row', 'import_trace']
  loop
    execute format($policy$
      create policy anywhere_load on registry.%I to app_regency
        using (regency_id = nullif(current_setting('app.regency', true), '')::int
          and 'registry.list.import' = any(nullif(current_setting('app.grants', true), '')::text[]))
      $policy$, named);
  end loop;
end $$;
create policy anywhere_link on registry.link for insert to app_regency
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and nullif(current_setting('app.grants', true), '')::text[] && array['registry.list.import', 'registry.review.decide']);
