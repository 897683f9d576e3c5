-- Nobody decides on their own household, whichever of the families that became one it is written under.
create or replace function registry.own_family(in_regency_id int)
returns table (family_id uuid)
language sql stable security definer set search_path = ''
as $$
  with me as (
    select a.person_id from people.account a
    where a.regency_id = in_regency_id and a.regency_id = nullif(current_setting('app.regency', true), '')::int
      and a.account_id = nullif(current_setting('app.account', true), '')::uuid and a.person_id is not null
  ),
  home as (
    select m.family_id from registry.family_member m
    where m.regency_id = in_regency_id and m.valid_to is null
      and m.person_id in (select c.member_id from registry.person_clusters(in_regency_id, array(select person_id from me)) c)
  )
  select distinct c.member_id from registry.family_clusters(in_regency_id, array(select home.family_id from home)) c
$$;

-- Proposals and objections about families that became one are read together.
create index objection_by_family on registry.objection (regency_id, family_id) where family_id is not null;
