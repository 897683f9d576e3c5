-- Somebody may write by e-mail too: a mail is a whole report, or belongs to one by its code.
-- squawk-ignore constraint-missing-not-valid
alter table exchange.conversation
  drop constraint conversation_channel_check,
  add constraint conversation_channel_check check (channel in ('whatsapp', 'sms', 'email'));
