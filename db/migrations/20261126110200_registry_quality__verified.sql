-- How long ago somebody of ours last saw each village's families, how many NIK the civil registry names too, and more of what cannot be.
-- Months that were counted before this was known have none of it.
alter table registry.quality_month
  add column matched_nik int,
  add column never_seen int,
  -- Of the families that were ever seen: half were seen within so many months.
  add column seen_months int;

-- When somebody of ours last saw each family: a visit, a second look that found it, or the verification of one of its people. Null: never. What a
-- list says of a family is no look. Families that became one are read as one. Whoever asks reads what they may read.
create function registry.families_seen(p_regency int) returns table (family_id uuid, area_id int, seen_at timestamptz)
  language sql stable as $$
  select f.family_id, f.area_id, (
    select max(looked.at) from (
      select f.family_id as member_id
      union all
      select c from registry.family_cluster(p_regency, f.family_id) c
      where exists (select from registry.family a where a.regency_id = p_regency and a.merged_into = f.family_id)
    ) t cross join lateral (
      select s.visited_at as at from registry.survey s where s.regency_id = p_regency and s.family_id = t.member_id and s.kind = 'visit'
      union all
      select k.done_at from registry.recheck k
      where k.regency_id = p_regency and k.subject_kind = 'family' and k.subject_id = t.member_id and k.outcome <> 'not_found'
      union all
      select v.answered_at from registry.family_member m
      join registry.verification v on v.regency_id = p_regency and v.person_id = m.person_id and v.outcome = 'registered'
      where m.regency_id = p_regency and m.family_id = t.member_id and m.valid_to is null
    ) looked
  )
  from registry.family f where f.regency_id = p_regency and f.ended_on is null and f.merged_into is null
$$;
create index recheck_by_subject on registry.recheck (regency_id, subject_id) where outcome is not null;

-- Who has a NIK, and whether the civil registry names it too: one of its rows made the person, or found them by the number. Persons who became one
-- have what either had.
create function registry.persons_numbered(p_regency int) returns table (person_id uuid, area_id int, has_nik boolean, is_matched boolean)
  language sql stable as $$
  select p.person_id, p.area_id, known.has_nik, known.has_nik and known.is_matched
  from registry.person p cross join lateral (
    select coalesce(bool_or(i.person_id is not null), false) as has_nik,
      coalesce(bool_or(exists (
        select from registry.link l
        join registry.source_record r on r.regency_id = p_regency and r.source_record_id = l.source_record_id
        join registry.snapshot n on n.regency_id = p_regency and n.snapshot_id = r.snapshot_id
        join registry.source o on o.regency_id = p_regency and o.source_id = n.source_id and o.kind = 'civil_registry'
        where l.regency_id = p_regency and l.person_id = t.member_id and l.ended_at is null and l.decided_by in ('new', 'number'))), false) as is_matched
    from (
      select p.person_id as member_id
      union all
      select c from registry.person_cluster(p_regency, p.person_id) c
      where exists (select from registry.person a where a.regency_id = p_regency and a.merged_into = p.person_id)
    ) t left join registry.person_identity i on i.regency_id = p_regency and i.person_id = t.member_id
  ) known
  where p.regency_id = p_regency and p.ended_on is null and p.merged_into is null and p.status = 'registered'
$$;

-- What cannot be, or hardly: one line for each person or family and each reason. Birth dates that only stand for "unknown" say nothing.
create function registry.impossible_values(p_regency int, p_today date, p_adult_years int, p_most_members int)
  returns table (task text, subject_kind text, subject_id uuid, area_id int)
  language sql stable as $$
  select 'impossible_birth', 'person', p.person_id, p.area_id from registry.person p
  where p.regency_id = p_regency and p.ended_on is null and p.merged_into is null and p.status = 'registered'
    and (p.birth_on > p_today or p.birth_on < p_today - interval '120 years')
  union all
  select 'several_heads', 'family', f.family_id, f.area_id from registry.family f
  where f.regency_id = p_regency and f.ended_on is null and f.merged_into is null and (
    select count(*) from registry.family_member m
    where m.regency_id = p_regency and m.family_id = f.family_id and m.valid_to is null and m.relation = 'head') > 1
  union all
  select 'too_many_members', 'family', f.family_id, f.area_id from registry.family f
  where f.regency_id = p_regency and f.ended_on is null and f.merged_into is null and (
    select count(*) from registry.family_member m where m.regency_id = p_regency and m.family_id = f.family_id and m.valid_to is null) > p_most_members
  union all
  select 'young_adult', 'person', p.person_id, p.area_id from registry.person p
  where p.regency_id = p_regency and p.ended_on is null and p.merged_into is null and p.status = 'registered'
    and p.birth_on > p_today - make_interval(years => p_adult_years) and p.birth_on <= p_today and not p.birth_on_is_default and exists (
      select from registry.family_member m where m.regency_id = p_regency and m.person_id = p.person_id and m.valid_to is null
        and m.relation in ('head', 'husband', 'wife', 'parent', 'parent_in_law'))
  union all
  select 'child_too_old', 'person', p.person_id, p.area_id from registry.person p
  where p.regency_id = p_regency and p.ended_on is null and p.merged_into is null and p.status = 'registered'
    and p.birth_on is not null and not p.birth_on_is_default and exists (
      select from registry.family_member c
      join registry.family_member m on m.regency_id = p_regency and m.family_id = c.family_id and m.valid_to is null and m.relation = 'head'
      join registry.person h on h.regency_id = p_regency and h.person_id = m.person_id
      where c.regency_id = p_regency and c.person_id = p.person_id and c.valid_to is null and c.relation = 'child'
        and h.birth_on >= p.birth_on and not h.birth_on_is_default)
$$;

drop function registry.measure_quality(int, date, date, date, timestamptz);
-- Counts a month anew, every village in one pass. `p_fresh_from`: families with a value of that day or later count as fresh. Gives how many villages.
create function registry.measure_quality(p_regency int, p_month date, p_fresh_from date, p_today date, p_now timestamptz, p_adult_years int, p_most_members int)
  returns int language plpgsql security definer set search_path = '' as $$
declare
  v_villages int;
begin
  if p_regency is distinct from nullif(current_setting('app.regency', true), '')::int
    or not 'registry.quality.measure' = any(coalesce(nullif(current_setting('app.grants', true), '')::text[], '{}')) then
    return 0;
  end if;
  insert into registry.quality_month as q (regency_id, area_id, month, measured_at, person_count, with_birth, with_exact_birth, with_sex, with_nik,
    matched_nik, family_count, with_place, with_head, fresh_families, never_seen, seen_months, impossible_count, unverified_count, duplicate_count)
  select p_regency, a.area_id, p_month, p_now, coalesce(p.persons, 0), coalesce(p.with_birth, 0), coalesce(p.with_exact_birth, 0), coalesce(p.with_sex, 0),
    coalesce(i.with_nik, 0), coalesce(i.matched, 0), coalesce(f.families, 0), coalesce(f.with_place, 0), coalesce(f.with_head, 0), coalesce(f.fresh, 0),
    coalesce(s.never, 0), s.months, coalesce(x.impossible, 0), coalesce(v.waiting, 0) + coalesce(k.waiting, 0), coalesce(r.pairs, 0)
  from people.area a
  left join (
    select p.area_id, count(*) as persons, count(p.birth_on) as with_birth, count(*) filter (where p.birth_on is not null and not p.birth_on_is_default) as with_exact_birth,
      count(p.sex) as with_sex
    from registry.person p
    where p.regency_id = p_regency and p.ended_on is null and p.merged_into is null and p.status = 'registered' group by p.area_id) p on p.area_id = a.area_id
  left join (select n.area_id, count(*) filter (where n.has_nik) as with_nik, count(*) filter (where n.is_matched) as matched
    from registry.persons_numbered(p_regency) n group by n.area_id) i on i.area_id = a.area_id
  left join (
    select f.area_id, count(*) as families, count(*) filter (where f.rt is not null and f.rw is not null) as with_place,
      count(*) filter (where m.heads = 1) as with_head, count(*) filter (where greatest(l.latest, f.decile_on) >= p_fresh_from) as fresh
    from registry.family f
    left join (select m.family_id, count(*) filter (where m.relation = 'head') as heads from registry.family_member m
      where m.regency_id = p_regency and m.valid_to is null group by m.family_id) m on m.family_id = f.family_id
    left join (select s.subject_id, max(s.valid_from) as latest from registry.attribute_set s
      where s.regency_id = p_regency and s.subject_kind = 'family' group by s.subject_id) l on l.subject_id = f.family_id
    where f.regency_id = p_regency and f.ended_on is null and f.merged_into is null group by f.area_id) f on f.area_id = a.area_id
  left join (
    select s.area_id, count(*) filter (where s.seen_at is null) as never,
      (percentile_disc(0.5) within group (order by 12 * extract(year from age(p_now, s.seen_at)) + extract(month from age(p_now, s.seen_at)))
        filter (where s.seen_at is not null))::int as months
    from registry.families_seen(p_regency) s group by s.area_id) s on s.area_id = a.area_id
  left join (select x.area_id, count(distinct x.subject_id) as impossible
    from registry.impossible_values(p_regency, p_today, p_adult_years, p_most_members) x group by x.area_id) x on x.area_id = a.area_id
  left join (select v.area_id, count(*) as waiting from registry.verification v
    where v.regency_id = p_regency and v.outcome is null group by v.area_id) v on v.area_id = a.area_id
  left join (select k.area_id, count(*) as waiting from registry.recheck k
    where k.regency_id = p_regency and k.outcome is null group by k.area_id) k on k.area_id = a.area_id
  left join (select r.area_id, count(*) as pairs from registry.review r
    where r.regency_id = p_regency and r.state <> 'decided' group by r.area_id) r on r.area_id = a.area_id
  where a.regency_id = p_regency and a.kind = 'village'
  on conflict (regency_id, area_id, month) do update set measured_at = excluded.measured_at, person_count = excluded.person_count,
    with_birth = excluded.with_birth, with_exact_birth = excluded.with_exact_birth, with_sex = excluded.with_sex, with_nik = excluded.with_nik,
    matched_nik = excluded.matched_nik, family_count = excluded.family_count, with_place = excluded.with_place, with_head = excluded.with_head,
    fresh_families = excluded.fresh_families, never_seen = excluded.never_seen, seen_months = excluded.seen_months,
    impossible_count = excluded.impossible_count, unverified_count = excluded.unverified_count, duplicate_count = excluded.duplicate_count
    where (q.person_count, q.with_birth, q.with_exact_birth, q.with_sex, q.with_nik, q.matched_nik, q.family_count, q.with_place, q.with_head,
        q.fresh_families, q.never_seen, q.seen_months, q.impossible_count, q.unverified_count, q.duplicate_count)
      is distinct from (excluded.person_count, excluded.with_birth, excluded.with_exact_birth, excluded.with_sex, excluded.with_nik, excluded.matched_nik,
        excluded.family_count, excluded.with_place, excluded.with_head, excluded.fresh_families, excluded.never_seen, excluded.seen_months,
        excluded.impossible_count, excluded.unverified_count, excluded.duplicate_count);
  get diagnostics v_villages = row_count;
  return v_villages;
end $$;
revoke execute on function registry.measure_quality from public;
grant execute on function registry.measure_quality to app_user;
