-- How good a village's data is: counts of one month, renewed each day until the month is over. Counts only, nothing of a person.
create table registry.quality_month (
  regency_id int not null,
  area_id int not null,
  -- The first day of the month.
  month date not null check (extract(day from month) = 1),
  measured_at timestamptz not null,
  person_count int not null,
  with_birth int not null,
  with_exact_birth int not null,
  with_sex int not null,
  with_nik int not null,
  family_count int not null,
  with_place int not null,
  with_head int not null,
  fresh_families int not null,
  impossible_count int not null,
  unverified_count int not null,
  duplicate_count int not null,
  primary key (regency_id, area_id, month)
);
create index quality_month_by_month on registry.quality_month (regency_id, month, area_id);
alter table registry.quality_month enable row level security;
alter table registry.quality_month force row level security;
create policy read_quality on registry.quality_month for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'registry.quality.read' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select on registry.quality_month to app_user;

-- Counts a month anew, every village in one pass. `p_fresh_from`: families with a value of that day or later count as fresh. Gives how many villages.
create function registry.measure_quality(p_regency int, p_month date, p_fresh_from date, p_today date, p_now timestamptz) returns int
  language plpgsql security definer set search_path = '' as $$
declare
  v_villages int;
begin
  if p_regency is distinct from nullif(current_setting('app.regency', true), '')::int
    or not 'registry.quality.measure' = any(coalesce(nullif(current_setting('app.grants', true), '')::text[], '{}')) then
    return 0;
  end if;
  insert into registry.quality_month as q (regency_id, area_id, month, measured_at, person_count, with_birth, with_exact_birth, with_sex, with_nik,
    family_count, with_place, with_head, fresh_families, impossible_count, unverified_count, duplicate_count)
  select p_regency, a.area_id, p_month, p_now, coalesce(p.persons, 0), coalesce(p.with_birth, 0), coalesce(p.with_exact_birth, 0), coalesce(p.with_sex, 0),
    coalesce(p.with_nik, 0), coalesce(f.families, 0), coalesce(f.with_place, 0), coalesce(f.with_head, 0), coalesce(f.fresh, 0),
    coalesce(p.impossible, 0) + coalesce(f.impossible, 0), coalesce(v.waiting, 0) + coalesce(k.waiting, 0), coalesce(r.pairs, 0)
  from people.area a
  left join (
    select p.area_id, count(*) as persons, count(p.birth_on) as with_birth, count(*) filter (where p.birth_on is not null and not p.birth_on_is_default) as with_exact_birth,
      count(p.sex) as with_sex, count(i.person_id) as with_nik,
      count(*) filter (where p.birth_on > p_today or p.birth_on < p_today - interval '120 years') as impossible
    from registry.person p
    left join registry.person_identity i on i.regency_id = p.regency_id and i.person_id = p.person_id
    where p.regency_id = p_regency and p.ended_on is null and p.merged_into is null and p.status = 'registered' group by p.area_id) p on p.area_id = a.area_id
  left join (
    select f.area_id, count(*) as families, count(*) filter (where f.rt is not null and f.rw is not null) as with_place,
      count(*) filter (where m.heads = 1) as with_head, count(*) filter (where m.heads > 1) as impossible,
      count(*) filter (where coalesce(s.latest, f.decile_on) >= p_fresh_from) as fresh
    from registry.family f
    left join (select m.family_id, count(*) filter (where m.relation = 'head') as heads from registry.family_member m
      where m.regency_id = p_regency and m.valid_to is null group by m.family_id) m on m.family_id = f.family_id
    left join (select s.subject_id, max(s.valid_from) as latest from registry.attribute_set s
      where s.regency_id = p_regency and s.subject_kind = 'family' group by s.subject_id) s on s.subject_id = f.family_id
    where f.regency_id = p_regency and f.ended_on is null and f.merged_into is null group by f.area_id) f on f.area_id = a.area_id
  left join (select v.area_id, count(*) as waiting from registry.verification v
    where v.regency_id = p_regency and v.outcome is null group by v.area_id) v on v.area_id = a.area_id
  left join (select k.area_id, count(*) as waiting from registry.recheck k
    where k.regency_id = p_regency and k.outcome is null group by k.area_id) k on k.area_id = a.area_id
  left join (select r.area_id, count(*) as pairs from registry.review r
    where r.regency_id = p_regency and r.state <> 'decided' group by r.area_id) r on r.area_id = a.area_id
  where a.regency_id = p_regency and a.kind = 'village'
  on conflict (regency_id, area_id, month) do update set measured_at = excluded.measured_at, person_count = excluded.person_count,
    with_birth = excluded.with_birth, with_exact_birth = excluded.with_exact_birth, with_sex = excluded.with_sex, with_nik = excluded.with_nik,
    family_count = excluded.family_count, with_place = excluded.with_place, with_head = excluded.with_head, fresh_families = excluded.fresh_families,
    impossible_count = excluded.impossible_count, unverified_count = excluded.unverified_count, duplicate_count = excluded.duplicate_count
    where (q.person_count, q.with_birth, q.with_exact_birth, q.with_sex, q.with_nik, q.family_count, q.with_place, q.with_head, q.fresh_families,
        q.impossible_count, q.unverified_count, q.duplicate_count)
      is distinct from (excluded.person_count, excluded.with_birth, excluded.with_exact_birth, excluded.with_sex, excluded.with_nik, excluded.family_count,
        excluded.with_place, excluded.with_head, excluded.fresh_families, excluded.impossible_count, excluded.unverified_count, excluded.duplicate_count);
  get diagnostics v_villages = row_count;
  return v_villages;
end $$;
revoke execute on function registry.measure_quality from public;
grant execute on function registry.measure_quality to app_user;
