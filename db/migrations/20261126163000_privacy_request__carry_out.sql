-- What was granted is not done yet: a correction has to be made, a processing has to stop. Until when, and then what was done, by whom, by which act of
-- the register, and how whoever asked at a counter was told. What was granted before has no such task.
alter table privacy.request
  add column task_due_at timestamptz,
  add column done_at timestamptz,
  add column done_by uuid,
  add column done_by_name text,
  add column done_words text check (char_length(done_words) between 2 and 1000),
  add column done_how text check (done_how in ('values', 'processing', 'event', 'visit', 'hand')),
  -- The row of the source, the processing, the life event or the visit.
  add column done_ref text check (char_length(done_ref) between 1 and 100),
  add column told_how text check (char_length(told_how) between 2 and 300),
  add constraint request_task_is_granted check (task_due_at is null or decision = 'granted') not valid,
  add constraint request_done_has_task check (done_at is null or task_due_at is not null) not valid,
  add constraint request_done_is_told check ((done_at is null) = (done_words is null) and (done_at is null) = (done_how is null)
    and (done_at is null or done_how = 'hand' or done_ref is not null)
    and (done_at is null or not is_taken or told_how is not null)) not valid;
alter table privacy.request validate constraint request_task_is_granted;
alter table privacy.request validate constraint request_done_has_task;
alter table privacy.request validate constraint request_done_is_told;
create index request_by_task on privacy.request (regency_id, task_due_at, request_id) where task_due_at is not null and done_at is null;

-- The office of the place carries it out. A task is ended once: what it says then is not changed.
create policy carry_out on privacy.request for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'privacy.request.take' = any(nullif(current_setting('app.grants', true), '')::text[])
    and task_due_at is not null and done_at is null)
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and task_due_at is not null and done_by = nullif(current_setting('app.account', true), '')::uuid);

grant update (task_due_at, done_at, done_by, done_by_name, done_words, done_how, done_ref, told_how) on privacy.request to app_user;
