-- The copy that somebody is granted of their data also holds what came after lists: what visits asked, what is known of the household, photos of the
-- house, proposals with their decree, life events, referrals, and what they asked themselves. Never who proposed, objected or reported.
alter function privacy.copy_of_person(int, uuid, timestamptz) rename to copy_of_listed_data;
revoke execute on function privacy.copy_of_listed_data from app_user;

create function privacy.copy_of_person(p_regency int, p_request uuid, p_now timestamptz) returns jsonb
  language sql stable security definer set search_path = '' as $$
  with listed as (
    select privacy.copy_of_listed_data(p_regency, p_request, p_now) as data
  ), me as (
    select array(select registry.person_cluster(p_regency, r.person_id)) as everybody
    from privacy.request r, listed where r.regency_id = p_regency and r.request_id = p_request and listed.data is not null
  ), home as (
    select distinct m.family_id from me join registry.family_member m on m.regency_id = p_regency and m.person_id = any(me.everybody)
      and m.valid_to is null and m.annulled_at is null
  )
  select listed.data || jsonb_build_object(
    'household', (select coalesce(jsonb_agg(jsonb_build_object('values', s.values, 'from', s.valid_from, 'source', o.name, 'asOf', n.as_of_on)
        order by s.recorded_at), '[]')
      from (select regency_id, subject_id, values, valid_from, recorded_at, source_record_id from registry.attribute_set
            union all select regency_id, subject_id, values, valid_from, recorded_at, source_record_id from registry.sensitive_set) s
        join registry.source_record c on c.regency_id = s.regency_id and c.source_record_id = s.source_record_id
        join registry.snapshot n on n.regency_id = c.regency_id and n.snapshot_id = c.snapshot_id
        join registry.source o on o.regency_id = n.regency_id and o.source_id = n.source_id
      where s.regency_id = p_regency and s.subject_id in (select family_id from home)),
    'answers', (select coalesce(jsonb_agg(jsonb_build_object('question', regexp_replace(w.field, '/[0-9a-f-]{36}/', '/'), 'answer', coalesce(v.value, x.value),
        'visitedAt', y.visited_at) order by y.visited_at, w.field), '[]')
      from registry.answer w join registry.survey y on y.regency_id = w.regency_id and y.survey_id = w.survey_id
        left join registry.answer_value v on v.regency_id = w.regency_id and v.family_id = w.family_id and v.answer_id = w.answer_id
        left join registry.sensitive_answer x on x.regency_id = w.regency_id and x.family_id = w.family_id and x.answer_id = w.answer_id
      where w.regency_id = p_regency and w.family_id in (select family_id from home)
        and (w.field !~ '/[0-9a-f-]{36}/' or substring(w.field from '/([0-9a-f-]{36})/') = any(me.everybody::text[]))),
    'photos', (select coalesce(jsonb_agg(jsonb_build_object('shows', h.field, 'takenAt', h.taken_at, 'latitude', h.latitude, 'longitude', h.longitude)
        order by h.taken_at), '[]')
      from registry.survey_photo h where h.regency_id = p_regency and h.family_id in (select family_id from home)),
    'proposals', (select coalesce(jsonb_agg(jsonb_build_object('kind', q.kind, 'state', q.state, 'criteria', q.criteria, 'submittedAt', q.submitted_at,
        'month', q.month, 'decree', (select d.decree_number from registry.determination_item i
          join registry.determination d on d.regency_id = i.regency_id and d.determination_id = i.determination_id and d.decree_number is not null
          where i.regency_id = q.regency_id and i.proposal_id = q.proposal_id order by d.decree_on desc limit 1)) order by q.submitted_at), '[]')
      from registry.proposal q where q.regency_id = p_regency and q.person_id = any(me.everybody)),
    'lifeEvents', (select coalesce(jsonb_agg(jsonb_build_object('kind', t.kind, 'on', t.happened_on, 'place', t.other_place) order by t.happened_on), '[]')
      from registry.person_event t where t.regency_id = p_regency and t.person_id = any(me.everybody)),
    'referrals', (select coalesce(jsonb_agg(jsonb_build_object('sector', f.sector, 'service', f.service, 'number', f.letter_number, 'issuedAt', f.issued_at)
        order by f.issued_at), '[]')
      from response.referral f join response.case_file k on k.regency_id = f.regency_id and k.case_id = f.case_id
      where f.regency_id = p_regency and k.person_id = any(me.everybody) and f.letter_number is not null),
    'requests', (select coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'words', r.words, 'askedAt', r.asked_at, 'decision', r.decision,
        'reason', r.reason) order by r.asked_at), '[]')
      from privacy.request r where r.regency_id = p_regency and r.person_id = any(me.everybody)))
  from listed, me
$$;
revoke execute on function privacy.copy_of_person from public;
grant execute on function privacy.copy_of_person to app_user;
