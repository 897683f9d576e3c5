-- When somebody is to look at a report by chat that stopped in the middle: to remind its person, to close it kindly, to hand it over, to forget it.
alter table exchange.conversation add column look_at timestamptz;
grant update (look_at) on exchange.conversation to app_user;
-- squawk-ignore require-concurrent-index-creation
create index conversation_to_look_at on exchange.conversation (regency_id, look_at) where look_at is not null;
