-- Whom a conversation, or a report of its person, is about: they read nothing of it, answer nothing and end nothing, and do not see it counted.
alter table exchange.conversation add column barred_account_ids uuid[] not null default '{}';
alter table exchange.conversation add column barred_office_ids int[] not null default '{}';
-- The lines carry it too, because policies compare columns only.
alter table exchange.chat_line add column barred_account_ids uuid[] not null default '{}';
alter table exchange.chat_line add column barred_office_ids int[] not null default '{}';
grant update (barred_account_ids, barred_office_ids) on exchange.conversation to app_user;
grant update (barred_account_ids, barred_office_ids) on exchange.chat_line to app_user;

drop policy with_officer on exchange.conversation;
create policy with_officer on exchange.conversation
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (officer_asked_at is not null or ended_by = nullif(current_setting('app.account', true), '')::uuid)
    and 'exchange.chat.answer' = any(nullif(current_setting('app.grants', true), '')::text[])
    and (barred_account_ids = '{}' or not nullif(current_setting('app.account', true), '')::uuid = any(barred_account_ids))
    and (barred_office_ids = '{}' or coalesce(not nullif(current_setting('app.office', true), '')::int = any(barred_office_ids), true)))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.chat.answer' = any(nullif(current_setting('app.grants', true), '')::text[]));

-- What was said stays as it was said: officers read it and add to it.
drop policy with_officer on exchange.chat_line;
create policy read_by_officer on exchange.chat_line for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.chat.answer' = any(nullif(current_setting('app.grants', true), '')::text[])
    and (barred_account_ids = '{}' or not nullif(current_setting('app.account', true), '')::uuid = any(barred_account_ids))
    and (barred_office_ids = '{}' or coalesce(not nullif(current_setting('app.office', true), '')::int = any(barred_office_ids), true)));
create policy said_by_officer on exchange.chat_line for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and by_account_id = nullif(current_setting('app.account', true), '')::uuid
    and 'exchange.chat.answer' = any(nullif(current_setting('app.grants', true), '')::text[]));
