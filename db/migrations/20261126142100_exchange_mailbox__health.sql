-- How the reading of the mailbox does: when it was last looked into, what it brought, since when it fails, how many mails wait there.
create table exchange.mailbox (
  regency_id int not null,
  last_looked_at timestamptz,
  last_mail_at timestamptz,
  failing_since timestamptz,
  failures int not null check (failures >= 0),
  -- A word of ours, never the mail server's text.
  last_reason text,
  waiting int not null check (waiting >= 0),
  primary key (regency_id)
);
alter table exchange.mailbox enable row level security;
alter table exchange.mailbox force row level security;
create policy work on exchange.mailbox
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.work' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy watch on exchange.mailbox for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.channel.manage' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on exchange.mailbox to app_user;
grant update (last_looked_at, last_mail_at, failing_since, failures, last_reason, waiting) on exchange.mailbox to app_user;
