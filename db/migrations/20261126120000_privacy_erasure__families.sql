-- The number of a family card belongs to its family: it goes with the last of those who were ever in it. The families stand with the removal, so
-- that their keys are destroyed too.
alter table privacy.erasure add column family_ids uuid[] not null default '{}';

alter function privacy.erase_rows_of(int, uuid, uuid, timestamptz) rename to erase_person_rows_of;

create function privacy.erase_rows_of(p_regency int, p_person uuid, p_request uuid, p_now timestamptz) returns boolean
  language plpgsql set search_path = '' as $$
declare
  v_families uuid[];
begin
  if not privacy.erase_person_rows_of(p_regency, p_person, p_request, p_now) then
    return false;
  end if;
  v_families := array(
    select distinct m.family_id from registry.family_member m
    where m.regency_id = p_regency and m.person_id = p_person and not exists (
      select from registry.family_member o
      where o.regency_id = p_regency and o.family_id = m.family_id
        and not exists (select from privacy.erasure e where e.regency_id = p_regency and e.person_id = o.person_id)));
  delete from registry.family_identity i where i.regency_id = p_regency and i.family_id = any(v_families);
  update privacy.erasure e set family_ids = v_families where e.regency_id = p_regency and e.person_id = p_person;
  return true;
end $$;
revoke execute on function privacy.erase_rows_of from public;
