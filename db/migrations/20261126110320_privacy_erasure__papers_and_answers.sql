-- A granted removal also reaches what came after lists: what a form asked about the person, proposals with their numbers, objections that name them,
-- and the words of a referral letter. Papers that were issued stay as they are: that an office decided is not the person's to remove.
alter function privacy.erase_rows_of(int, uuid, uuid, timestamptz) rename to erase_listed_rows_of;

create function privacy.erase_rows_of(p_regency int, p_person uuid, p_request uuid, p_now timestamptz) returns boolean
  language plpgsql set search_path = '' as $$
declare
  v_name text;
  v_homes uuid[];
begin
  select p.name into v_name from registry.person p where p.regency_id = p_regency and p.person_id = p_person;
  v_homes := array(select m.family_id from registry.family_member m where m.regency_id = p_regency and m.person_id = p_person);
  if not privacy.erase_listed_rows_of(p_regency, p_person, p_request, p_now) then
    return false;
  end if;
  update registry.answer_value v set value = 'null' from registry.answer a
    where a.regency_id = p_regency and a.family_id = any(v_homes) and strpos(a.field, p_person::text) > 0
      and v.regency_id = a.regency_id and v.family_id = a.family_id and v.answer_id = a.answer_id;
  update registry.sensitive_answer v set value = 'null' from registry.answer a
    where a.regency_id = p_regency and a.family_id = any(v_homes) and strpos(a.field, p_person::text) > 0
      and v.regency_id = a.regency_id and v.family_id = a.family_id and v.answer_id = a.answer_id;
  delete from registry.proposal_identity i using registry.proposal o
    where o.regency_id = p_regency and o.person_id = p_person and i.regency_id = o.regency_id and i.proposal_id = o.proposal_id;
  update registry.proposal o set subject_name = '–', subject_address = null where o.regency_id = p_regency and o.person_id = p_person;
  update registry.objection o set subject_name = '–', subject_address = null
    where o.regency_id = p_regency and o.family_id = any(v_homes) and lower(o.subject_name) = lower(v_name);
  update response.referral r set letter = r.letter || '{"name": "–", "address": ""}' from response.case_file k
    where k.regency_id = p_regency and k.person_id = p_person and r.regency_id = k.regency_id and r.case_id = k.case_id and r.letter is not null;
  return true;
end $$;
revoke execute on function privacy.erase_rows_of from public;
