-- What the holder of an account says of their own NIK and family card, as keyed hashes: by them the system knows which cases are about their own family.
-- The numbers themselves are not kept; the last four digits remind the holder of what was said.
create table people.kinship (
  regency_id int not null,
  account_id uuid not null,
  nik_mac bytea not null check (length(nik_mac) = 32),
  nik_last4 text not null check (nik_last4 ~ '^[0-9]{4}$'),
  card_mac bytea check (length(card_mac) = 32),
  card_last4 text check (card_last4 ~ '^[0-9]{4}$'),
  stated_at timestamptz not null,
  primary key (regency_id, account_id),
  check ((card_mac is null) = (card_last4 is null))
);
alter table people.kinship enable row level security;
alter table people.kinship force row level security;
create policy own on people.kinship
  using (regency_id = nullif(current_setting('app.regency', true), '')::int and account_id = nullif(current_setting('app.account', true), '')::uuid)
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int and account_id = nullif(current_setting('app.account', true), '')::uuid);
grant select, insert, update on people.kinship to app_user;
alter table people.kinship add foreign key (regency_id, account_id) references people.account (regency_id, account_id);

-- In what way the caller stands near to an entered case: it is about themselves or somebody of their present family (by the person of the account, the NIK
-- or the family card that its holder stated; merged persons and families count as one), or about somebody of their name in a village of theirs.
create or replace function response.own_conflict(in_regency_id int, in_case_id uuid) returns text
language sql stable security definer set search_path = ''
as $$
  with entered as (
    select c.case_id, c.area_id, c.person_id, c.family_id from response.case_file c
    where c.regency_id = in_regency_id and c.case_id = in_case_id
      and c.regency_id = nullif(current_setting('app.regency', true), '')::int
      and c.case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
      and not exists (
        select from response.conflict_override o
        where o.regency_id = c.regency_id and o.case_id = c.case_id and o.account_id = nullif(current_setting('app.account', true), '')::uuid)
  ), me as (
    select a.account_id, a.name, a.person_id, k.nik_mac, k.card_mac
    from people.account a left join people.kinship k on k.regency_id = a.regency_id and k.account_id = a.account_id
    where a.regency_id = in_regency_id and a.account_id = nullif(current_setting('app.account', true), '')::uuid
  ), own_person as (
    select registry.person_root(in_regency_id, me.person_id) as person_id from me where me.person_id is not null
    union
    select registry.person_root(in_regency_id, i.person_id) from me join registry.person_identity i on i.regency_id = in_regency_id and i.nik_mac = me.nik_mac
  ), own_family as (
    select registry.family_root(in_regency_id, m.family_id) as family_id
    from own_person p cross join lateral registry.person_cluster(in_regency_id, p.person_id) as same (person_id)
    join registry.family_member m on m.regency_id = in_regency_id and m.person_id = same.person_id and m.valid_to is null
    union
    select registry.family_root(in_regency_id, i.family_id) from me join registry.family_identity i on i.regency_id = in_regency_id and i.card_mac = me.card_mac
  ), about as (
    select registry.family_root(in_regency_id, e.family_id) as family_id from entered e where e.family_id is not null
    union
    select registry.family_root(in_regency_id, m.family_id)
    from entered e cross join lateral registry.person_cluster(in_regency_id, e.person_id) as same (person_id)
    join registry.family_member m on m.regency_id = in_regency_id and m.person_id = same.person_id and m.valid_to is null
    where e.person_id is not null
  )
  select case
    when exists (select from own_person p where p.person_id = registry.person_root(in_regency_id, e.person_id))
      or exists (select from own_family f join about b on b.family_id = f.family_id) then 'own_family'
    when exists (
      select from response.report r where r.regency_id = in_regency_id and r.case_id = e.case_id and lower(r.subject_name) = lower(me.name)) and exists (
      select from people.scope s
      where s.regency_id = in_regency_id and s.account_id = me.account_id and s.withdrawn_at is null and s.area_id = e.area_id) then 'same_name'
  end
  from entered e cross join me
$$;
