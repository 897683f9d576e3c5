-- What is said about an emergency access: the data protection officer asks, whoever opened the case explains, the officer notes it as seen. Never changed.
create table response.glass_word (
  regency_id int not null,
  word_id uuid not null,
  break_id uuid not null,
  kind text not null check (kind in ('asked', 'explained', 'seen')),
  words text not null check (char_length(words) between 5 and 2000),
  account_id uuid not null,
  account_name text not null,
  said_at timestamptz not null,
  -- Of the access itself, so that a policy can compare them.
  opened_by uuid not null,
  office_ids int[] not null,
  primary key (regency_id, word_id),
  -- Nobody looks after themselves; nobody explains for another.
  check ((kind = 'explained') = (account_id = opened_by))
);
create index glass_word_by_break on response.glass_word (regency_id, break_id, said_at);
-- Seen once.
create unique index glass_word_seen on response.glass_word (regency_id, break_id) where kind = 'seen';
alter table response.glass_word enable row level security;
alter table response.glass_word force row level security;
create policy own_or_reviewed on response.glass_word for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (opened_by = nullif(current_setting('app.account', true), '')::uuid
      or ('response.glass.review' = any(nullif(current_setting('app.grants', true), '')::text[])
        and (nullif(current_setting('app.office', true), '') is null
          or nullif(current_setting('app.office', true), '')::int = any(office_ids)))));
create policy settled on response.glass_word for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and account_id = nullif(current_setting('app.account', true), '')::uuid
    and kind in ('asked', 'seen')
    and 'response.glass.settle' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy explained on response.glass_word for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and account_id = nullif(current_setting('app.account', true), '')::uuid
    and kind = 'explained'
    and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on response.glass_word to app_user;
alter table response.glass_word add foreign key (regency_id, break_id) references response.glass_break (regency_id, break_id);
