-- A family moved to another village while a case of it was open. The case lies where the family lives now; whoever handles it where they lived before goes
-- on seeing it until it is handed over. The office to which they came gets a task without a clock of its own: nothing begins anew.
alter table response.case_file add column left_area_ids int[] not null default '{}';
alter table response.task add column is_arrival boolean not null default false;
grant update (left_area_ids) on response.case_file to app_user;
grant update (is_arrival) on response.task to app_user;

alter policy place_and_office on response.case_file
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
      or ((area_id = any(nullif(current_setting('app.areas', true), '')::int[]) or left_area_ids && nullif(current_setting('app.areas', true), '')::int[])
        and office_ids && nullif(current_setting('app.offices', true), '')::int[]
        and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[])
        and (barred_account_ids = '{}' or not nullif(current_setting('app.account', true), '')::uuid = any(barred_account_ids))
        and (barred_office_ids = '{}' or coalesce(not nullif(current_setting('app.office', true), '')::int = any(barred_office_ids), true))
        and (not restricted
          or nullif(current_setting('app.account', true), '')::uuid = any(handler_ids)
          or ('response.case.protect' = any(nullif(current_setting('app.grants', true), '')::text[])
            and nullif(current_setting('app.office', true), '')::int = any(office_ids))))));
