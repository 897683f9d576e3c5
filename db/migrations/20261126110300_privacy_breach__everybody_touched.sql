-- Who was touched in a span of time: not only those whose own page was opened, but everybody who stood in what was read: lists, search results,
-- exports, batches for the ministry, decrees, minutes, pairs under review, moves, events; and those who are no persons of the register:
-- whom an objection names, and whoever reported, proposed or objected and had their name opened.
drop function privacy.touched_persons(int, uuid, timestamptz, timestamptz, uuid, int);

create function privacy.touched_persons(p_regency int, p_account uuid, p_from timestamptz, p_to timestamptz, p_after text, p_limit int)
  returns table (person_id uuid, standing text, name text, area_id int, looks int, first_at timestamptz, last_at timestamptz, fields text[])
  language sql stable security definer set search_path = '' as $$
  with entry as (
    select e.entry_id, e.at, e.action, e.subject_id, e.detail from audit.entry e
    where e.regency_id = p_regency and e.regency_id = nullif(current_setting('app.regency', true), '')::int
      and 'privacy.breach.handle' = any(nullif(current_setting('app.grants', true), '')::text[])
      and e.at >= p_from and e.at < p_to and (p_account is null or e.account_id = p_account)
      and e.subject_kind not in ('account', 'audit', 'breach')
  ), word as (
    select entry_id, subject_id as word from entry
    union select entry_id, jsonb_array_elements_text(detail -> 'listed') from entry where jsonb_typeof(detail -> 'listed') = 'array'
    union select entry_id, jsonb_array_elements_text(detail -> 'fields') from entry where jsonb_typeof(detail -> 'fields') = 'array'
  ), subject as (
    select w.entry_id, case when w.word ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then w.word::uuid end as id from word w where w.word ~ '^[0-9a-f]{8}-'
    union select w.entry_id, k.case_id from word w join response.case_file k on k.regency_id = p_regency and k.case_number = w.word
  ), paper as (
    select s.entry_id, s.id from subject s
    union select s.entry_id, x.bulk_act_id from subject s join registry.export x on x.regency_id = p_regency and x.export_id = s.id
    union select s.entry_id, b.proposal_id from subject s join registry.batch_row b on b.regency_id = p_regency and b.batch_id = s.id
    union select s.entry_id, d.proposal_id from subject s join registry.determination_item d on d.regency_id = p_regency and d.determination_id = s.id
    union select s.entry_id, unnest(array[d.proposal_id, d.objection_id])
      from subject s join registry.deliberation_item d on d.regency_id = p_regency and d.deliberation_id = s.id
  ), about as (
    select p.entry_id, p.id from paper p
    union select p.entry_id, r.subject_id from paper p join registry.bulk_act_row r on r.regency_id = p_regency and r.bulk_act_id = p.id
    union select p.entry_id, r.subject_id from paper p join registry.recheck r on r.regency_id = p_regency and r.recheck_id = p.id
    union select p.entry_id, unnest(array[o.person_id, o.family_id]) from paper p join registry.proposal o on o.regency_id = p_regency and o.proposal_id = p.id
    union select p.entry_id, o.family_id from paper p join registry.objection o on o.regency_id = p_regency and o.objection_id = p.id
    union select p.entry_id, unnest(array[k.person_id, k.family_id]) from paper p join response.case_file k on k.regency_id = p_regency and k.case_id = p.id
    union select p.entry_id, r.person_id from paper p join response.report r on r.regency_id = p_regency and r.report_id = p.id
    union select p.entry_id, unnest(array[r.left_id, r.right_id]) from paper p join registry.review r on r.regency_id = p_regency and r.review_id = p.id
    union select p.entry_id, unnest(array[m.kept_id, m.absorbed_id]) from paper p join registry.merge m on m.regency_id = p_regency and m.merge_id = p.id
    union select p.entry_id, unnest(r.person_ids) from paper p join registry.relocation r on r.regency_id = p_regency and r.relocation_id = p.id
    union select p.entry_id, v.person_id from paper p join registry.person_event v on v.regency_id = p_regency and v.event_id = p.id
    union select p.entry_id, t.person_id from paper p join registry.event_task t on t.regency_id = p_regency and t.task_id = p.id
  ), touched as (
    select a.entry_id, r.person_id, 'registered' as standing, r.name, r.area_id
    from about a join registry.person r on r.regency_id = p_regency and r.person_id = a.id
    -- Whoever has left the family since was in it when it was looked at.
    union select a.entry_id, r.person_id, 'registered', r.name, r.area_id
    from about a join entry e using (entry_id)
    join registry.family_member m on m.regency_id = p_regency and m.family_id = a.id and m.annulled_at is null and (m.valid_to is null or m.valid_to >= e.at::date)
    join registry.person r on r.regency_id = p_regency and r.person_id = m.person_id
    union select p.entry_id, o.objection_id, 'named', o.subject_name, o.area_id
    from paper p join registry.objection o on o.regency_id = p_regency and o.objection_id = p.id and o.family_id is null
    union select p.entry_id, w.report_id, 'reporter', k.case_number, w.area_id
    from paper p join entry e on e.entry_id = p.entry_id and e.action = 'revealReporter'
    join response.reporter w on w.regency_id = p_regency and w.report_id = p.id
    join response.case_file k on k.regency_id = p_regency and k.case_id = w.case_id
    union select p.entry_id, w.proposal_id, 'submitter', o.subject_name, o.area_id
    from paper p join entry e on e.entry_id = p.entry_id and e.action = 'revealSubmitter'
    join registry.proposal_submitter w on w.regency_id = p_regency and w.proposal_id = p.id
    join registry.proposal o on o.regency_id = p_regency and o.proposal_id = p.id
    union select p.entry_id, w.objection_id, 'objector', o.subject_name, o.area_id
    from paper p join entry e on e.entry_id = p.entry_id and e.action = 'revealObjector'
    join registry.objector w on w.regency_id = p_regency and w.objection_id = p.id
    join registry.objection o on o.regency_id = p_regency and o.objection_id = p.id
  ), page as (
    select t.person_id, t.standing, t.name, t.area_id, count(*)::int as looks, min(e.at) as first_at, max(e.at) as last_at, array_agg(t.entry_id) as entries
    from touched t join entry e using (entry_id)
    where p_after is null or concat_ws('.', t.person_id, t.standing) collate "C" > p_after
    group by t.person_id, t.standing, t.name, t.area_id order by concat_ws('.', t.person_id, t.standing) collate "C" limit least(p_limit, 10001)
  )
  select g.person_id, g.standing, g.name, g.area_id, g.looks, g.first_at, g.last_at, coalesce((
    select array_agg(distinct w.word order by w.word) from word w join entry e using (entry_id)
    where w.entry_id = any(g.entries) and w.word <> e.subject_id and w.word !~ '[- ]'), '{}')
  from page g order by concat_ws('.', g.person_id, g.standing) collate "C"
$$;

revoke execute on function privacy.touched_persons from public;
grant execute on function privacy.touched_persons to app_user;
