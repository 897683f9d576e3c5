-- A membership that never was has ended too, so whoever asks for the members of today never meets it; whoever asks for those of the past leaves it out.
-- squawk-ignore constraint-missing-not-valid
alter table registry.family_member add constraint family_member_annulled_has_ended check (annulled_at is null or valid_to is not null);

-- A copy of what is kept of a person does not speak of families that they never were in.
create or replace function privacy.copy_of_person(p_regency int, p_request uuid, p_now timestamptz) returns jsonb
  language sql stable security definer set search_path = '' as $$
  with asked as (
    select registry.person_root(p_regency, r.person_id) as person_id, array(select registry.person_cluster(p_regency, r.person_id)) as everybody
    from privacy.request r
    where r.regency_id = p_regency and r.request_id = p_request and r.regency_id = nullif(current_setting('app.regency', true), '')::int
      and r.kind = 'access' and r.decision = 'granted' and r.copy_until > p_now
      and r.asked_by = nullif(current_setting('app.account', true), '')::uuid
  )
  select jsonb_build_object(
    'person', (select jsonb_build_object('name', p.name, 'alias', p.alias, 'sex', p.sex, 'birthOn', p.birth_on, 'birthPlace', p.birth_place,
        'status', p.status, 'areaId', p.area_id, 'recordedAt', p.recorded_at)
      from registry.person p where p.regency_id = p_regency and p.person_id = a.person_id),
    'nikSealed', (select encode(i.nik_sealed, 'base64') from registry.person_identity i where i.regency_id = p_regency and i.person_id = any(a.everybody) limit 1),
    'families', (select coalesce(jsonb_agg(jsonb_build_object('relation', m.relation, 'from', m.valid_from, 'to', m.valid_to, 'hamlet', f.hamlet,
        'rt', f.rt, 'rw', f.rw, 'address', f.address_text, 'areaId', f.area_id, 'decile', f.decile, 'decileOn', f.decile_on)
        order by m.valid_from), '[]')
      from registry.family_member m join registry.family f on f.regency_id = m.regency_id and f.family_id = m.family_id
      where m.regency_id = p_regency and m.person_id = any(a.everybody) and m.annulled_at is null),
    'values', (select coalesce(jsonb_agg(jsonb_build_object('values', s.values, 'from', s.valid_from, 'source', o.name, 'asOf', n.as_of_on,
        'row', c.row_number) order by s.recorded_at), '[]')
      from (select regency_id, subject_id, values, valid_from, recorded_at, source_record_id from registry.attribute_set
            union all select regency_id, subject_id, values, valid_from, recorded_at, source_record_id from registry.sensitive_set) s
        join registry.source_record c on c.regency_id = s.regency_id and c.source_record_id = s.source_record_id
        join registry.snapshot n on n.regency_id = c.regency_id and n.snapshot_id = c.snapshot_id
        join registry.source o on o.regency_id = n.regency_id and o.source_id = n.source_id
      where s.regency_id = p_regency and s.subject_id = any(a.everybody)),
    'cases', (select coalesce(jsonb_agg(jsonb_build_object('category', k.category, 'openedAt', k.opened_at, 'status', k.status, 'closedAt', k.closed_at,
        'verdict', k.verdict) order by k.opened_at), '[]')
      from response.case_file k where k.regency_id = p_regency and k.person_id = any(a.everybody)),
    'consents', (select coalesce(jsonb_agg(jsonb_build_object('processing', k.processing_key, 'givenOn', k.given_on, 'withdrawnAt', k.withdrawn_at)
        order by k.given_on), '[]')
      from privacy.consent k where k.regency_id = p_regency and k.person_id = any(a.everybody)),
    'looks', (select coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'role', e.role, 'officeId', e.office_id, 'action', e.action, 'purpose', e.purpose)
        order by e.entry_id), '[]')
      from audit.entry e where e.regency_id = p_regency and e.subject_kind = 'person' and e.subject_id = any(a.everybody::text[])))
  from asked a
$$;
