-- A family that moves to another village of the regency. The village that it leaves writes it down, the village to which it goes says that it arrived;
-- until then the family stays where it was, so that nobody falls between two villages. Both see the row; whoever has the other side of it does not
-- see the family itself.
create table registry.relocation (
  regency_id int not null,
  relocation_id uuid not null,
  -- The village that the family leaves, and the one to which it goes.
  area_id int not null,
  to_area_id int not null check (to_area_id <> area_id),
  family_id uuid not null,
  -- Who goes, as the family was when it was written down.
  person_ids uuid[] not null check (cardinality(person_ids) between 1 and 60),
  left_on date not null,
  words text not null check (length(words) between 2 and 500),
  sent_by uuid not null,
  sent_by_name text not null,
  sent_at timestamptz not null,
  outcome text check (outcome in ('arrived', 'not_arrived', 'withdrawn', 'returned')),
  answer text check (length(answer) between 2 and 500),
  answered_by uuid,
  answered_by_name text,
  answered_at timestamptz,
  -- Where the family lived before, and what was written down when it arrived: what is needed to bring it back exactly.
  before jsonb,
  source_record_id uuid,
  primary key (regency_id, relocation_id),
  check ((outcome is null) = (answered_at is null) and (outcome is null) = (answered_by is null))
);
create unique index relocation_open on registry.relocation (regency_id, family_id) where outcome is null;
create index relocation_by_origin on registry.relocation (regency_id, area_id, sent_at desc, relocation_id desc);
create index relocation_by_goal on registry.relocation (regency_id, to_area_id, sent_at desc, relocation_id desc);

alter table registry.relocation enable row level security;
alter table registry.relocation force row level security;
create policy read_on_both_sides on registry.relocation for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (area_id = any(nullif(current_setting('app.areas', true), '')::int[]) or to_area_id = any(nullif(current_setting('app.areas', true), '')::int[]))
    and 'registry.life_event.record' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy send_from_area on registry.relocation for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.life_event.record' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy answer_on_both_sides on registry.relocation for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (area_id = any(nullif(current_setting('app.areas', true), '')::int[]) or to_area_id = any(nullif(current_setting('app.areas', true), '')::int[]))
    and 'registry.life_event.record' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on registry.relocation to app_user;
grant update (outcome, answer, answered_by, answered_by_name, answered_at, before, source_record_id) on registry.relocation to app_user;

-- Where else a row's people live by now: whoever reads their values there must read which row said so. The row itself stays with the list it came by.
alter table registry.source_record add column followed_area_ids int[];
create policy read_where_followed on registry.source_record for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and followed_area_ids && nullif(current_setting('app.areas', true), '')::int[]
    and nullif(current_setting('app.grants', true), '')::text[] && array['registry.person.read', 'registry.list.import']);

-- A task goes with the person it is about, so it says itself what happened: its event may stay in another village.
alter table registry.event_task add column event_kind text;
alter table registry.event_task add column happened_on date;
update registry.event_task t set event_kind = e.kind, happened_on = e.happened_on
  from registry.life_event e where e.regency_id = t.regency_id and e.event_id = t.event_id;

alter table registry.life_event drop constraint life_event_kind_check;
alter table registry.life_event add constraint life_event_kind_check check (kind in ('birth', 'death', 'move_in', 'move_out', 'split', 'marriage', 'divorce',
  'registration', 'papers', 'relocation', 'undoing')) not valid;
alter table registry.life_event validate constraint life_event_kind_check;
alter table registry.person_event drop constraint person_event_kind_check;
alter table registry.person_event add constraint person_event_kind_check check (kind in ('born', 'died', 'moved_in', 'moved_out', 'split', 'married', 'divorced',
  'registered', 'papers', 'relocated')) not valid;
alter table registry.person_event validate constraint person_event_kind_check;

-- Brings a family, everybody whose last family it is, and all that is kept of them from one area to another. For the two doors below only.
create function registry.rehome(p_regency int, p_family uuid, p_from int, p_to int) returns void
  language plpgsql set search_path = '' as $$
declare
  v_families uuid[] := array(select registry.family_cluster(p_regency, p_family));
  v_district int := case when p_to < 100 then p_to else p_to / 10000 end;
  v_persons uuid[];
  v_subjects uuid[];
  v_records uuid[];
begin
  v_persons := array(select distinct c.member_id
    from registry.family_member m cross join lateral registry.person_clusters(p_regency, array[m.person_id]) c
    where m.regency_id = p_regency and m.family_id = any(v_families) and m.annulled_at is null and not exists (
      select from registry.family_member o where o.regency_id = m.regency_id and o.person_id = m.person_id and o.annulled_at is null
        and not o.family_id = any(v_families) and coalesce(o.valid_to, 'infinity') > coalesce(m.valid_to, 'infinity')));
  v_persons := array(select p.person_id from registry.person p where p.regency_id = p_regency and p.person_id = any(v_persons) and p.area_id = p_from);
  v_subjects := v_persons || v_families;
  v_records := array(
    select s.source_record_id from registry.attribute_set s where s.regency_id = p_regency and s.subject_id = any(v_subjects)
    union select s.source_record_id from registry.sensitive_set s where s.regency_id = p_regency and s.subject_id = any(v_subjects)
    union select l.source_record_id from registry.link l where l.regency_id = p_regency and l.person_id = any(v_persons)
    union select p.source_record_id from registry.person p where p.regency_id = p_regency and p.person_id = any(v_persons) and p.source_record_id is not null);
  update registry.source_record r
    set followed_area_ids = array_append(array_remove(coalesce(r.followed_area_ids, '{}'), p_to), p_to)
    where r.regency_id = p_regency and r.source_record_id = any(v_records) and r.area_id <> p_to;
  update registry.person set area_id = p_to, district_id = v_district where regency_id = p_regency and person_id = any(v_persons);
  update registry.person_identity set area_id = p_to where regency_id = p_regency and person_id = any(v_persons);
  update registry.person_search set area_id = p_to where regency_id = p_regency and person_id = any(v_persons);
  update registry.family set area_id = p_to, district_id = v_district where regency_id = p_regency and family_id = any(v_families);
  update registry.family_identity set area_id = p_to where regency_id = p_regency and family_id = any(v_families);
  update registry.family_member set area_id = p_to where regency_id = p_regency and (family_id = any(v_families) or person_id = any(v_persons));
  update registry.attribute_set set area_id = p_to where regency_id = p_regency and subject_id = any(v_subjects);
  update registry.sensitive_set set area_id = p_to where regency_id = p_regency and subject_id = any(v_subjects);
  update registry.link set area_id = p_to where regency_id = p_regency and person_id = any(v_persons);
  update registry.merge set area_id = p_to where regency_id = p_regency and kept_id = any(v_subjects);
  update registry.split set area_id = p_to where regency_id = p_regency and person_id = any(v_persons) and to_person_id = any(v_persons);
  update registry.verification set area_id = p_to where regency_id = p_regency and person_id = any(v_persons);
  update registry.recheck set area_id = p_to where regency_id = p_regency and outcome is null and subject_id = any(v_subjects);
  update registry.absence set area_id = p_to where regency_id = p_regency and person_id = any(v_persons);
  update registry.survey set area_id = p_to where regency_id = p_regency and family_id = any(v_families);
  update registry.answer set area_id = p_to where regency_id = p_regency and family_id = any(v_families);
  update registry.answer_value set area_id = p_to where regency_id = p_regency and family_id = any(v_families);
  update registry.sensitive_answer set area_id = p_to where regency_id = p_regency and family_id = any(v_families);
  update registry.survey_photo set area_id = p_to where regency_id = p_regency and family_id = any(v_families);
  update registry.answer_conflict set area_id = p_to where regency_id = p_regency and family_id = any(v_families);
  update registry.event_task set area_id = p_to where regency_id = p_regency and person_id = any(v_persons);
  update registry.person_event set area_id = p_to where regency_id = p_regency and person_id = any(v_persons);
  -- An event goes along when it was about nobody who stays.
  with gone as (
    update registry.life_event e set area_id = p_to
    where e.regency_id = p_regency and e.event_id in (select l.event_id from registry.person_event l
        where l.regency_id = p_regency and l.person_id = any(v_persons) and l.event_id is not null)
      and not exists (select from registry.person_event o where o.regency_id = p_regency and o.event_id = e.event_id and not o.person_id = any(v_persons))
    returning e.event_id)
  update registry.event_document d set area_id = p_to from gone where d.regency_id = p_regency and d.event_id = gone.event_id;
end $$;
revoke execute on function registry.rehome from public;

-- The family arrived: for whoever records events where it goes to, while nobody has answered.
create function registry.receive_relocation(p_regency int, p_relocation uuid) returns boolean
  language plpgsql security definer set search_path = '' as $$
declare
  v registry.relocation;
begin
  select * into v from registry.relocation r
    where r.regency_id = p_regency and r.relocation_id = p_relocation and r.outcome is null
      and r.regency_id = nullif(current_setting('app.regency', true), '')::int
      and r.to_area_id = any(nullif(current_setting('app.areas', true), '')::int[])
      and 'registry.life_event.record' = any(nullif(current_setting('app.grants', true), '')::text[])
      and exists (select from registry.family f where f.regency_id = p_regency and f.family_id = r.family_id and f.area_id = r.area_id and f.ended_on is null)
    for update;
  if not found then
    return false;
  end if;
  update registry.relocation r set before = (select jsonb_build_object('hamlet', f.hamlet, 'hamletKey', f.hamlet_key, 'rt', f.rt, 'rw', f.rw,
      'addressText', f.address_text) from registry.family f where f.regency_id = p_regency and f.family_id = v.family_id)
    where r.regency_id = p_regency and r.relocation_id = p_relocation;
  perform registry.rehome(p_regency, v.family_id, v.area_id, v.to_area_id);
  return true;
end $$;
revoke execute on function registry.receive_relocation from public;
grant execute on function registry.receive_relocation to app_user;

-- The family goes back to where it came from, as it lived there: for whoever records events where it was said to have arrived.
create function registry.return_relocation(p_regency int, p_relocation uuid) returns boolean
  language plpgsql security definer set search_path = '' as $$
declare
  v registry.relocation;
begin
  select * into v from registry.relocation r
    where r.regency_id = p_regency and r.relocation_id = p_relocation and r.outcome = 'arrived'
      and r.regency_id = nullif(current_setting('app.regency', true), '')::int
      and r.to_area_id = any(nullif(current_setting('app.areas', true), '')::int[])
      and 'registry.life_event.record' = any(nullif(current_setting('app.grants', true), '')::text[])
      and exists (select from registry.family f where f.regency_id = p_regency and f.family_id = r.family_id and f.area_id = r.to_area_id and f.ended_on is null)
    for update;
  if not found then
    return false;
  end if;
  perform registry.rehome(p_regency, v.family_id, v.to_area_id, v.area_id);
  update registry.family f set hamlet = v.before ->> 'hamlet', hamlet_key = v.before ->> 'hamletKey', rt = (v.before ->> 'rt')::smallint,
      rw = (v.before ->> 'rw')::smallint, address_text = v.before ->> 'addressText'
    where f.regency_id = p_regency and f.family_id = v.family_id;
  return true;
end $$;
revoke execute on function registry.return_relocation from public;
grant execute on function registry.return_relocation to app_user;

-- Who goes, by name, sex and year of birth, for both sides: the village that they left, always; the one to which they go, while it is asked and once
-- they are there. Whoever said that they never came knows their names no longer.
create function registry.people_of_relocations(p_regency int, p_relocations uuid[])
  returns table (relocation_id uuid, person_id uuid, name text, sex text, birth_year int)
  language sql stable security definer set search_path = '' as $$
  select r.relocation_id, p.person_id, p.name, p.sex, extract(year from p.birth_on)::int
  from registry.relocation r join registry.person p on p.regency_id = r.regency_id and p.person_id = any(r.person_ids)
  where r.regency_id = p_regency and r.relocation_id = any(p_relocations)
    and r.regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'registry.life_event.record' = any(nullif(current_setting('app.grants', true), '')::text[])
    and (r.area_id = any(nullif(current_setting('app.areas', true), '')::int[])
      or (r.to_area_id = any(nullif(current_setting('app.areas', true), '')::int[]) and (r.outcome is null or r.outcome = 'arrived')))
  order by r.relocation_id, p.birth_on nulls last, p.person_id
$$;
revoke execute on function registry.people_of_relocations from public;
grant execute on function registry.people_of_relocations to app_user;

alter table registry.relocation add foreign key (regency_id, family_id) references registry.family (regency_id, family_id) not valid;
alter table registry.relocation validate constraint relocation_regency_id_family_id_fkey;
alter table registry.relocation add foreign key (regency_id, to_area_id) references people.area (regency_id, area_id) not valid;
alter table registry.relocation validate constraint relocation_regency_id_to_area_id_fkey;
