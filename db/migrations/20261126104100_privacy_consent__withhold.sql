-- Photos of a house are kept by the family's agreement only. Who takes it back is no longer shown: nobody reads such a photo, whatever way they ask,
-- until that person agrees again. The row says for whom, so that one member's new agreement does not undo another's refusal.
alter table registry.family add column photos_withheld_for uuid[] not null default '{}';
alter table registry.survey_photo add column is_withheld boolean not null default false;
create policy shown_by_agreement on registry.survey_photo as restrictive for select using (not is_withheld);

-- What a visit brings while somebody of the family has taken the agreement back is kept closed from the start.
create function registry.close_withheld_photos(p_regency int, p_family uuid) returns void
  language sql security definer set search_path = '' as $$
  update registry.survey_photo p set is_withheld = true
    from registry.family f
    where p.regency_id = p_regency and p.family_id = p_family and not p.is_withheld
      and p.regency_id = nullif(current_setting('app.regency', true), '')::int
      and p.area_id = any(nullif(current_setting('app.areas', true), '')::int[])
      and 'registry.profile.record' = any(nullif(current_setting('app.grants', true), '')::text[])
      and f.regency_id = p.regency_id and f.family_id = p.family_id and cardinality(f.photos_withheld_for) > 0
$$;
revoke execute on function registry.close_withheld_photos from public;
grant execute on function registry.close_withheld_photos to app_user;

-- Closes or opens again the photos of the houses of a person, as the person's agreement to a processing now stands. Gives how many changed.
create function privacy.follow_consent(p_regency int, p_person uuid, p_processing text) returns int
  language plpgsql security definer set search_path = '' as $$
declare
  v_root uuid := registry.person_root(p_regency, p_person);
  v_everybody uuid[] := array(select registry.person_cluster(p_regency, p_person));
  v_families uuid[];
  v_holds boolean;
  v_count int;
begin
  if p_regency is distinct from nullif(current_setting('app.regency', true), '')::int
    or not 'privacy.request.take' = any(coalesce(nullif(current_setting('app.grants', true), '')::text[], '{}'))
    or not exists (select from registry.person p where p.regency_id = p_regency and p.person_id = p_person
      and p.area_id = any(nullif(current_setting('app.areas', true), '')::int[])) then
    return 0;
  end if;
  v_holds := exists (select from privacy.consent c where c.regency_id = p_regency and c.person_id = any(v_everybody) and c.processing_key = p_processing
    and c.withdrawn_at is null);
  v_families := array(select distinct c.member_id
    from registry.family_member m cross join lateral registry.family_clusters(p_regency, array[m.family_id]) c
    where m.regency_id = p_regency and m.person_id = any(v_everybody) and m.annulled_at is null);
  update registry.family f set photos_withheld_for = case when v_holds then array_remove(f.photos_withheld_for, v_root)
      else array_append(array_remove(f.photos_withheld_for, v_root), v_root) end
    where f.regency_id = p_regency and f.family_id = any(v_families);
  update registry.survey_photo p set is_withheld = cardinality(f.photos_withheld_for) > 0
    from registry.family f
    where p.regency_id = p_regency and p.family_id = any(v_families) and f.regency_id = p.regency_id and f.family_id = p.family_id
      and p.is_withheld is distinct from (cardinality(f.photos_withheld_for) > 0);
  get diagnostics v_count = row_count;
  return v_count;
end $$;
revoke execute on function privacy.follow_consent from public;
grant execute on function privacy.follow_consent to app_user;
