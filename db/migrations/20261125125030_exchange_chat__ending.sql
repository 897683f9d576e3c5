-- An officer who ends a talk still sees the row that they end; nobody else does any more.
alter table exchange.conversation add column ended_by uuid;
grant update (ended_by) on exchange.conversation to app_user;

drop policy with_officer on exchange.conversation;
create policy with_officer on exchange.conversation
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (officer_asked_at is not null or ended_by = nullif(current_setting('app.account', true), '')::uuid)
    and 'exchange.chat.answer' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.chat.answer' = any(nullif(current_setting('app.grants', true), '')::text[]));
