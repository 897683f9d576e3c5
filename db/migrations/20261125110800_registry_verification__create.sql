-- Whom the village is asked to verify: somebody whom a report named and no list knows. One row a person; answered once.
create table registry.verification (
  regency_id int not null,
  person_id uuid not null,
  area_id int not null,
  asked_at timestamptz not null,
  outcome text check (outcome in ('registered', 'elsewhere', 'not_found')),
  words text check (char_length(words) between 2 and 1000),
  answered_by uuid,
  answered_by_name text,
  answered_at timestamptz,
  primary key (regency_id, person_id),
  check ((outcome is null) = (answered_at is null)),
  check ((outcome is null) = (answered_by_name is null))
);
create index verification_open on registry.verification (regency_id, area_id, asked_at, person_id) where outcome is null;

alter table registry.verification enable row level security;
alter table registry.verification force row level security;
-- Whoever beats the drum asks, also without an account; only whoever verifies there reads it back.
create policy name_somebody on registry.verification for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int and outcome is null);
create policy verify_in_area on registry.verification for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.person.verify' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy answer_in_area on registry.verification for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.person.verify' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);
-- A provisional person becomes a registered one, or goes to the village where they really live. Nobody registered is changed by it.
create policy verify_in_area on registry.person for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and status = 'provisional'
    and 'registry.person.verify' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);
create policy verify_in_area on registry.person_search for delete
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.person.verify' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy see_to_verify on registry.person_search for select to app_user
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.person.verify' = any(nullif(current_setting('app.grants', true), '')::text[]));

grant select, insert on registry.verification to app_user;
grant update (area_id, outcome, words, answered_by, answered_by_name, answered_at) on registry.verification to app_user;

alter table registry.verification add foreign key (regency_id, person_id) references registry.person (regency_id, person_id);

-- Hands a verification on to the village where the person really lives. A row may not leave its keeper's areas by a plain update, because then its
-- keeper would write what they cannot read; so one narrow door does it, for an unanswered verification in the actor's areas only.
create function registry.pass_on_verification(p_regency int, p_person uuid, p_area int, p_district int, p_words text) returns boolean
  language plpgsql security definer set search_path = '' as $$
begin
  update registry.verification v set area_id = p_area, words = p_words
    where v.regency_id = p_regency and v.person_id = p_person and v.outcome is null
      and v.regency_id = nullif(current_setting('app.regency', true), '')::int
      and v.area_id = any(nullif(current_setting('app.areas', true), '')::int[])
      and 'registry.person.verify' = any(nullif(current_setting('app.grants', true), '')::text[]);
  if not found then
    return false;
  end if;
  update registry.person p set area_id = p_area, district_id = p_district where p.regency_id = p_regency and p.person_id = p_person;
  update registry.person_identity i set area_id = p_area where i.regency_id = p_regency and i.person_id = p_person;
  update registry.person_search s set area_id = p_area where s.regency_id = p_regency and s.person_id = p_person;
  return true;
end $$;
revoke execute on function registry.pass_on_verification from public;
grant execute on function registry.pass_on_verification to app_user;

-- The number that a verifier saw takes the place of the one that a report told; for an unanswered verification in the actor's areas only.
create function registry.set_verified_nik(p_regency int, p_person uuid, p_sealed bytea, p_mac bytea, p_prefix text, p_last4 text) returns boolean
  language plpgsql security definer set search_path = '' as $$
declare
  v_area int;
begin
  select v.area_id into v_area from registry.verification v
    where v.regency_id = p_regency and v.person_id = p_person and v.outcome is null
      and v.regency_id = nullif(current_setting('app.regency', true), '')::int
      and v.area_id = any(nullif(current_setting('app.areas', true), '')::int[])
      and 'registry.person.verify' = any(nullif(current_setting('app.grants', true), '')::text[]);
  if not found then
    return false;
  end if;
  insert into registry.person_identity (regency_id, person_id, area_id, nik_sealed, nik_mac, nik_prefix, nik_last4)
    values (p_regency, p_person, v_area, p_sealed, p_mac, p_prefix, p_last4)
    on conflict (regency_id, person_id) do update
      set nik_sealed = excluded.nik_sealed, nik_mac = excluded.nik_mac, nik_prefix = excluded.nik_prefix, nik_last4 = excluded.nik_last4;
  return true;
end $$;
revoke execute on function registry.set_verified_nik from public;
grant execute on function registry.set_verified_nik to app_user;
