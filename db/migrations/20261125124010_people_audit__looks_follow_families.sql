-- Whoever asks who looked at them hears of looks at their family too, of lists of many in which they stood, and of files in which they left.
-- Those who were merged with them are they themselves.
-- squawk-ignore require-concurrent-index-creation
create index bulk_act_row_by_subject on registry.bulk_act_row (regency_id, subject_id);

create or replace function people.looks_at_me(in_regency_id int, in_before bigint, in_limit int)
returns table (entry_id bigint, at timestamptz, role text, action text, office_id int, purpose text, detail jsonb)
language sql stable security definer set search_path = ''
as $$
  with self as (
    select a.person_id from people.account a
    where a.regency_id = in_regency_id and a.regency_id = nullif(current_setting('app.regency', true), '')::int
      and a.account_id = nullif(current_setting('app.account', true), '')::uuid and a.person_id is not null
  ), me as (
    select person_id from self
    union select c.member_id from registry.person_clusters(in_regency_id, array(select person_id from self)) c
  ), home as (
    select distinct m.family_id from registry.family_member m
    where m.regency_id = in_regency_id and m.person_id in (select person_id from me) and m.valid_to is null and m.annulled_at is null
  ), act as (
    select r.bulk_act_id from registry.bulk_act_row r
    where r.regency_id = in_regency_id and r.subject_id in (select person_id from me union select family_id from home)
  ), subject as (
    select 'person' as kind, person_id::text as id from me
    union select 'family', family_id::text from home
    union select 'bulk_act', bulk_act_id::text from act
    union select 'export', x.export_id::text from registry.export x join act on act.bulk_act_id = x.bulk_act_id where x.regency_id = in_regency_id
  )
  select e.entry_id, e.at, e.role, e.action, e.office_id, e.purpose, jsonb_build_object('fields', coalesce(e.detail -> 'fields', '[]'::jsonb))
  from subject s
  join audit.entry e on e.regency_id = in_regency_id and e.subject_kind = s.kind and e.subject_id = s.id
  where in_before is null or e.entry_id < in_before
  order by e.entry_id desc
  limit least(in_limit, 101)
$$;
