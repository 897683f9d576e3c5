-- Where people named another kind or urgency than the words of a report suggested, for whoever looks after the samples: counts, and the words that
-- decided. Read with the owner's rights by functions that give no story, no name and no case, bounded to the caller's areas and offices like the
-- performance. Protected cases, and those about somebody in office, are in none of it.

-- squawk-ignore require-concurrent-index-creation
create index triage_decided on response.triage (regency_id, decided_at, report_id) where decided_at is not null;

-- What people decided in a span. Only the functions below call it, with their owner's rights.
create function response.triage_decided(in_regency_id int, in_from timestamptz, in_to timestamptz)
returns table (report_id uuid, decided_at timestamptz, kinds jsonb, signs jsonb, suggested_kind text, decided_kind text, suggested_urgency smallint,
  decided_urgency smallint, subject_name text)
language sql stable set search_path = ''
as $$
  select t.report_id, t.decided_at, t.suggested, t.signs, coalesce(t.suggested -> 0 ->> 'category', 'none'), t.decided_category, t.urgency,
    t.decided_urgency, lower(coalesce(r.subject_name, ''))
  from response.triage t
  join response.case_file c on c.regency_id = t.regency_id and c.case_id = t.case_id
  join response.report r on r.regency_id = t.regency_id and r.report_id = t.report_id
  where t.regency_id = in_regency_id and t.decided_at >= in_from and t.decided_at < in_to
    and t.regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'response.triage.review' = any(nullif(current_setting('app.grants', true), '')::text[])
    and not c.restricted and c.barred_account_ids = '{}' and c.barred_office_ids = '{}'
    and (coalesce(nullif(current_setting('app.areas', true), ''), '{}') = '{}' or c.area_id = any((select current_setting('app.areas', true)::int[])::int[]))
    and (coalesce(nullif(current_setting('app.offices', true), ''), '{}') = '{}' or c.office_ids && current_setting('app.offices', true)::int[])
$$;
revoke execute on function response.triage_decided from public;

-- How often each kind, and each urgency, was suggested and confirmed as which; what no word suggested is 'none'.
create function response.triage_confusion(in_regency_id int, in_from timestamptz, in_to timestamptz)
returns table (aspect text, suggested text, confirmed text, report_count int)
language sql stable security definer set search_path = ''
as $$
  with decided as materialized (select * from response.triage_decided(in_regency_id, in_from, in_to))
  select 'kind', d.suggested_kind, d.decided_kind, count(*)::int from decided d group by 2, 3
  union all
  select 'urgency', d.suggested_urgency::text, d.decided_urgency::text, count(*)::int from decided d group by 2, 3
$$;
revoke execute on function response.triage_confusion from public;
grant execute on function response.triage_confusion to app_user;

-- The decisions that were other than suggested, newest first, with the words that spoke for what was suggested; words of the name of whom a report is
-- about are never among them.
create function response.triage_corrections(in_regency_id int, in_from timestamptz, in_to timestamptz, in_aspect text, in_suggested text,
  in_confirmed text, in_before timestamptz, in_before_id uuid, in_limit int)
returns table (report_id uuid, decided_at timestamptz, suggested_kind text, share double precision, decided_kind text, words text[],
  suggested_urgency smallint, decided_urgency smallint, sign_keys text[])
language sql stable security definer set search_path = ''
as $$
  select d.report_id, d.decided_at, d.suggested_kind, (d.kinds -> 0 ->> 'share')::double precision, d.decided_kind,
    array(select w.word from jsonb_array_elements_text(d.kinds -> 0 -> 'words') with ordinality w (word, place)
      where strpos(d.subject_name, w.word) = 0 order by w.place),
    d.suggested_urgency, d.decided_urgency, array(select s ->> 'key' from jsonb_array_elements(d.signs) s)
  from response.triage_decided(in_regency_id, in_from, in_to) d
  where case in_aspect when 'kind' then d.suggested_kind <> d.decided_kind else d.suggested_urgency <> d.decided_urgency end
    and (in_suggested is null or in_suggested = case in_aspect when 'kind' then d.suggested_kind else d.suggested_urgency::text end)
    and (in_confirmed is null or in_confirmed = case in_aspect when 'kind' then d.decided_kind else d.decided_urgency::text end)
    and (in_before is null or (d.decided_at, d.report_id) < (in_before, in_before_id))
  order by d.decided_at desc, d.report_id desc
  limit least(in_limit, 101)
$$;
revoke execute on function response.triage_corrections from public;
grant execute on function response.triage_corrections to app_user;
