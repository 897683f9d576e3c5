-- What became of each row of an act on many: done, or refused with the reason. Until then it waits, so that an act that a crash cut in two goes on
-- where it stopped. `command_id` is the command with which the row's single act is done: doing it again finds it done.
-- `settings`: what an act needs beyond its reason.
alter table registry.bulk_act add column settings jsonb not null default '{}';
-- squawk-ignore constraint-missing-not-valid
alter table registry.bulk_act drop constraint bulk_act_kind_check, add constraint bulk_act_kind_check check (kind in ('recheck', 'export', 'propose'));

-- Each row that is there already gets a command of its own, once, while nobody works.
-- squawk-ignore adding-field-with-default
alter table registry.bulk_act_row add column command_id uuid not null default gen_random_uuid();
alter table registry.bulk_act_row
  add column outcome text,
  add column refusal text,
  add column settled_at timestamptz;
alter table registry.bulk_act_row
  -- squawk-ignore constraint-missing-not-valid
  add constraint bulk_act_row_outcome check (outcome in ('done', 'refused')),
  -- squawk-ignore constraint-missing-not-valid
  add constraint bulk_act_row_settled check ((outcome is null) = (settled_at is null)),
  -- squawk-ignore constraint-missing-not-valid
  add constraint bulk_act_row_refusal check ((outcome is not distinct from 'refused') = (refusal is not null));

-- The one who carries out an act row by row, in the system's name: `registry.bulk.work` is its own word, no role has it.
create policy settle on registry.bulk_act_row for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'registry.bulk.work' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);
create policy carry_out on registry.bulk_act_row for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'registry.bulk.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy carry_out on registry.bulk_act for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'registry.bulk.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy finish on registry.bulk_act for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'registry.bulk.work' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);
grant update (outcome, refusal, settled_at) on registry.bulk_act_row to app_user;
