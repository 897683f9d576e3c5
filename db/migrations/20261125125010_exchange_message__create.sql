-- Channels to and from the people: what was sent and how it fared, what came in, conversations, who wants no messages.
create schema if not exists exchange;
grant usage on schema exchange to app_user;

-- One message by one channel. For a notice: to one reporter, once per channel. For a chat: an answer to one message that came in.
create table exchange.message (
  regency_id int not null,
  message_id uuid not null,
  -- The order in which they were said.
  line_no bigint generated always as identity,
  channel text not null check (channel in ('whatsapp', 'sms', 'email')),
  -- Of a notice:
  notice_id uuid,
  report_id uuid,
  case_id uuid,
  -- Of a chat; `content_sealed` is what is said, and is emptied once it was sent.
  conversation_id uuid,
  inbound_id uuid,
  place_no smallint,
  content_sealed bytea,
  kind text not null,
  state text not null check (state in ('queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'given_up')),
  -- Why it failed, or why it was never tried: a word of ours, never the provider's text.
  reason text,
  tries smallint not null check (tries >= 0),
  queued_at timestamptz not null,
  -- Not before; while it is being sent, when it counts as lost.
  due_at timestamptz not null,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  failed_at timestamptz,
  -- The provider's own name for it.
  provider_id text,
  primary key (regency_id, message_id),
  unique (regency_id, notice_id, report_id, channel),
  unique (regency_id, inbound_id, place_no),
  check ((notice_id is null) = (report_id is null)),
  check ((notice_id is null) <> (conversation_id is null))
);
create index message_due on exchange.message (regency_id, channel, due_at) where state in ('queued', 'sending');
create index message_by_provider on exchange.message (regency_id, provider_id) where provider_id is not null;
create index message_by_case on exchange.message (regency_id, case_id) where case_id is not null;
create index message_failed on exchange.message (regency_id, failed_at desc, message_id) where state in ('failed', 'given_up');
create index message_sent on exchange.message (regency_id, channel, sent_at) where sent_at is not null;

-- What a provider brought: messages and news of messages. The same twice is one row, whoever brings it and however often.
create table exchange.inbound (
  regency_id int not null,
  inbound_id uuid not null,
  channel text not null check (channel in ('whatsapp', 'sms', 'email')),
  kind text not null check (kind in ('message', 'status')),
  provider_id text not null check (length(provider_id) between 1 and 300),
  sender_mac bytea check (length(sender_mac) = 32),
  received_at timestamptz not null,
  payload_sealed bytea,
  tries smallint not null default 0,
  handled_at timestamptz,
  primary key (regency_id, inbound_id),
  unique (regency_id, channel, kind, provider_id),
  check ((kind = 'message') = (sender_mac is not null))
);
create index inbound_waiting on exchange.inbound (regency_id, sender_mac, received_at, inbound_id) where handled_at is null and kind = 'message';

-- One conversation per sender. What was said so far is closed with a key.
create table exchange.conversation (
  regency_id int not null,
  conversation_id uuid not null,
  channel text not null check (channel in ('whatsapp', 'sms')),
  sender_mac bytea not null check (length(sender_mac) = 32),
  sender_sealed bytea not null,
  state_sealed bytea not null,
  -- When somebody asked for a person, until an officer ends it.
  officer_asked_at timestamptz,
  last_inbound_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (regency_id, conversation_id),
  unique (regency_id, channel, sender_mac)
);
create index conversation_with_officer on exchange.conversation (regency_id, officer_asked_at, conversation_id) where officer_asked_at is not null;

-- What was said with an officer.
create table exchange.chat_line (
  regency_id int not null,
  conversation_id uuid not null,
  line_no int not null check (line_no > 0),
  at timestamptz not null,
  by_officer boolean not null,
  by_account_id uuid,
  words_sealed bytea not null,
  primary key (regency_id, conversation_id, line_no),
  check (by_officer = (by_account_id is not null))
);

-- A voice message, kept as it came; heard by the officers of its case.
create table exchange.voice_note (
  regency_id int not null,
  voice_note_id uuid not null,
  case_id uuid not null,
  report_id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  media_type text not null,
  size_bytes int not null check (size_bytes > 0),
  added_at timestamptz not null,
  primary key (regency_id, voice_note_id)
);
create index voice_note_by_case on exchange.voice_note (regency_id, case_id);

-- Who wants no messages: a keyed hash of the address and nothing else.
create table exchange.opt_out (
  regency_id int not null,
  address_mac bytea not null check (length(address_mac) = 32),
  at timestamptz not null,
  primary key (regency_id, address_mac)
);

-- How each channel does: failures in a row, and until when nothing is tried.
create table exchange.channel (
  regency_id int not null,
  channel text not null check (channel in ('whatsapp', 'sms', 'email')),
  failures int not null check (failures >= 0),
  closed_until timestamptz,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_reason text,
  primary key (regency_id, channel)
);

alter table exchange.message enable row level security;
alter table exchange.message force row level security;
alter table exchange.inbound enable row level security;
alter table exchange.inbound force row level security;
alter table exchange.conversation enable row level security;
alter table exchange.conversation force row level security;
alter table exchange.chat_line enable row level security;
alter table exchange.chat_line force row level security;
alter table exchange.voice_note enable row level security;
alter table exchange.voice_note force row level security;
alter table exchange.opt_out enable row level security;
alter table exchange.opt_out force row level security;
alter table exchange.channel enable row level security;
alter table exchange.channel force row level security;

-- 'exchange.work' is no role's grant: the system carries it when it delivers and receives.
create policy work on exchange.message
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.work' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy of_case on exchange.message for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy watch on exchange.message for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.channel.manage' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy resend on exchange.message for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.channel.manage' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.channel.manage' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy answer on exchange.message for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and conversation_id is not null
    and 'exchange.chat.answer' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on exchange.message to app_user;
grant update (state, reason, tries, due_at, sent_at, delivered_at, read_at, failed_at, provider_id, content_sealed) on exchange.message to app_user;

create policy work on exchange.inbound
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.work' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on exchange.inbound to app_user;
grant update (tries, handled_at, payload_sealed) on exchange.inbound to app_user;

create policy work on exchange.conversation
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.work' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy with_officer on exchange.conversation
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and officer_asked_at is not null
    and 'exchange.chat.answer' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.chat.answer' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on exchange.conversation to app_user;
grant update (sender_sealed, state_sealed, officer_asked_at, last_inbound_at, changed_at) on exchange.conversation to app_user;

create policy work on exchange.chat_line
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.work' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy with_officer on exchange.chat_line
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.chat.answer' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.chat.answer' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on exchange.chat_line to app_user;

create policy work on exchange.voice_note for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy of_case on exchange.voice_note for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on exchange.voice_note to app_user;

create policy work on exchange.opt_out
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.work' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert, delete on exchange.opt_out to app_user;

create policy work on exchange.channel
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.work' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy watch on exchange.channel for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'exchange.channel.manage' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on exchange.channel to app_user;
grant update (failures, closed_until, last_success_at, last_failure_at, last_reason) on exchange.channel to app_user;

alter table exchange.message add foreign key (regency_id, notice_id) references response.notice (regency_id, notice_id);
alter table exchange.message add foreign key (regency_id, conversation_id) references exchange.conversation (regency_id, conversation_id);
alter table exchange.chat_line add foreign key (regency_id, conversation_id) references exchange.conversation (regency_id, conversation_id);
alter table exchange.voice_note add foreign key (regency_id, report_id) references response.report (regency_id, report_id);
