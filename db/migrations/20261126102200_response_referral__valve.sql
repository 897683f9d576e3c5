-- The safety valve: whoever is asked when no public programme can help (a zakat board, companies). The reason why none can is kept with the request.
alter table response.referral add column no_programme text;
-- squawk-ignore constraint-missing-not-valid
alter table response.referral add constraint referral_no_programme_check check (length(no_programme) between 1 and 1000);

create or replace function response.referral_page(in_regency_id int, in_box text, in_office_id int, in_after uuid, in_limit int)
returns table (referral_id uuid, case_id uuid)
language sql stable security definer set search_path = ''
as $$
  select r.referral_id, r.case_id
  from response.referral r
  where r.regency_id = in_regency_id and (in_after is null or r.referral_id > in_after)
    and case in_box
      when 'to_sign' then r.state = 'proposed'
      when 'to_answer' then r.state in ('issued', 'accepted') and coalesce(r.to_office_id, r.from_office_id) = in_office_id
      when 'sent' then r.state in ('proposed', 'issued', 'accepted') and r.from_office_id = in_office_id
      when 'valve' then r.no_programme is not null
      else r.state not in ('proposed', 'issued', 'accepted') end
    and r.regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[])
    and r.area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and array[r.from_office_id, r.to_office_id] && nullif(current_setting('app.offices', true), '')::int[]
  order by r.referral_id limit least(in_limit, 200)
$$;
