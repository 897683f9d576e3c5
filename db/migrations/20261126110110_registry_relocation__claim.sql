-- A village says that a family of another village of the regency lives here now. It names whom it means; nothing is looked up for it, and it hears no more than
-- that the other village is asked. That village finds the family among its own and says that it left, or that it is not theirs. Of the numbers only what is
-- needed to compare them is kept.
create table registry.relocation_claim (
  regency_id int not null,
  claim_id uuid not null,
  -- The village that is asked, and the one where the family is said to live now.
  area_id int not null,
  to_area_id int not null check (to_area_id <> area_id),
  name text check (length(name) between 2 and 200),
  birth_on date,
  nik_mac bytea check (length(nik_mac) = 32),
  nik_last4 text check (nik_last4 ~ '^[0-9]{4}$'),
  card_mac bytea check (length(card_mac) = 32),
  card_last4 text check (card_last4 ~ '^[0-9]{4}$'),
  arrived_on date not null,
  hamlet text check (length(hamlet) <= 60),
  rt smallint check (rt between 0 and 999),
  rw smallint check (rw between 0 and 999),
  address_text text check (length(address_text) <= 200),
  words text not null check (length(words) between 2 and 500),
  claimed_by uuid not null,
  claimed_by_name text not null,
  claimed_at timestamptz not null,
  outcome text check (outcome in ('left', 'not_ours', 'withdrawn')),
  answer text check (length(answer) between 2 and 500),
  answered_by uuid,
  answered_by_name text,
  answered_at timestamptz,
  -- The move that came of it.
  relocation_id uuid,
  primary key (regency_id, claim_id),
  check ((nik_mac is null) = (nik_last4 is null) and (card_mac is null) = (card_last4 is null)),
  check (nik_mac is not null or card_mac is not null or (name is not null and birth_on is not null)),
  check ((outcome is null) = (answered_at is null) and (outcome is null) = (answered_by is null)),
  check ((outcome is not null and outcome = 'left') = (relocation_id is not null))
);
create unique index relocation_claim_open on registry.relocation_claim
  (regency_id, area_id, to_area_id, coalesce(nik_mac, card_mac, '\x'), coalesce(lower(name), ''), coalesce(birth_on, date '0001-01-01')) where outcome is null;
create index relocation_claim_by_asked on registry.relocation_claim (regency_id, area_id, claimed_at desc, claim_id desc);
create index relocation_claim_by_asker on registry.relocation_claim (regency_id, to_area_id, claimed_at desc, claim_id desc);

alter table registry.relocation_claim enable row level security;
alter table registry.relocation_claim force row level security;
create policy read_on_both_sides on registry.relocation_claim for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (area_id = any(nullif(current_setting('app.areas', true), '')::int[]) or to_area_id = any(nullif(current_setting('app.areas', true), '')::int[]))
    and 'registry.life_event.record' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy claim_for_area on registry.relocation_claim for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and to_area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.life_event.record' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy answer_on_both_sides on registry.relocation_claim for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (area_id = any(nullif(current_setting('app.areas', true), '')::int[]) or to_area_id = any(nullif(current_setting('app.areas', true), '')::int[]))
    and 'registry.life_event.record' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on registry.relocation_claim to app_user;
grant update (outcome, answer, answered_by, answered_by_name, answered_at, relocation_id) on registry.relocation_claim to app_user;

alter table registry.relocation_claim add foreign key (regency_id, area_id) references people.area (regency_id, area_id);
alter table registry.relocation_claim add foreign key (regency_id, to_area_id) references people.area (regency_id, area_id);
alter table registry.relocation_claim add foreign key (regency_id, relocation_id) references registry.relocation (regency_id, relocation_id);
