-- Somebody who stood on a page of search results was seen by whoever searched: their row has name, birth, address and decile. The entry of the search names
-- them already; it is found by them when they ask, which is seldom, so that the index collects what is new and costs the search next to nothing.
-- squawk-ignore require-concurrent-index-creation
create index entry_by_listed on audit.entry using gin ((detail -> 'listed') jsonb_path_ops) where detail ? 'listed';

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
  ), look as (
    select e.entry_id from subject s
    join audit.entry e on e.regency_id = in_regency_id and e.subject_kind = s.kind and e.subject_id = s.id
    union
    select e.entry_id from (select person_id as id from me union select family_id from home) mine
    join audit.entry e on e.regency_id = in_regency_id and e.detail ? 'listed' and e.detail -> 'listed' @> to_jsonb(array[mine.id::text])
  )
  select e.entry_id, e.at, e.role, e.action, e.office_id, e.purpose, jsonb_build_object('fields', coalesce(e.detail -> 'fields', '[]'::jsonb))
  from look join audit.entry e on e.regency_id = in_regency_id and e.entry_id = look.entry_id
  where in_before is null or e.entry_id < in_before
  order by e.entry_id desc
  limit least(in_limit, 101)
$$;
