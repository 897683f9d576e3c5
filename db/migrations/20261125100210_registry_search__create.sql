-- Finding persons by name. Row security would turn every index off here (the operators are not leakproof), so nobody reads these tables;
-- one narrow function does, and repeats the scope.
create extension if not exists fuzzystrmatch;
do $$ begin
  if not exists (select from pg_roles where rolname = 'registry_search') then
    create role registry_search nologin nosuperuser nobypassrls;
  end if;
end $$;

-- The names a person goes by, in their one spelling.
create table registry.person_search (
  regency_id int not null,
  person_id uuid not null,
  entry_no smallint not null,
  area_id int not null,
  name text collate "C" not null,
  primary key (regency_id, person_id, entry_no)
);
create index person_search_by_name on registry.person_search (regency_id, name, area_id, person_id);

-- That a name occurs in an area: a row for the village, one for its district, one for the regency (0). Many people share a name, so this is far
-- smaller than the persons. `terms` holds all that a query may ask for, in one index: the sounds of the words, `=` the sound of the whole,
-- `^` the first letters, and `@152004#2`: the area with the number of words.
create table registry.name_place (
  regency_id int not null,
  area_id int not null,
  name text collate "C" not null,
  terms text[] collate "C" not null,
  primary key (regency_id, area_id, name)
);
create index name_place_by_terms on registry.name_place using gin (terms) with (fastupdate = off);

-- Every sound that occurs, with about how many persons carry it (rare ones weigh more), and with what is left of it after one or two letters
-- are cut out: two sounds that share a cut are one or two errors apart.
create table registry.name_sound (
  regency_id int not null,
  sound text collate "C" not null,
  cuts text[] collate "C" not null,
  person_count int not null check (person_count > 0),
  primary key (regency_id, sound)
);
create index name_sound_by_cuts on registry.name_sound using gin (cuts) with (fastupdate = off);
create index name_sound_by_part on registry.name_sound using gin (sound gin_trgm_ops) with (fastupdate = off);

alter table registry.person_search enable row level security;
alter table registry.person_search force row level security;
alter table registry.name_place enable row level security;
alter table registry.name_place force row level security;
alter table registry.name_sound enable row level security;
alter table registry.name_sound force row level security;

create policy name_somebody on registry.person_search for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);
create policy correct_in_area on registry.person_search for delete
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.list.import' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy see_to_correct on registry.person_search for select to app_user
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.list.import' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy name_somebody on registry.name_place for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);
create policy name_somebody on registry.name_sound for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);
create policy search on registry.person_search for select to registry_search using (true);
create policy search on registry.name_place for select to registry_search using (true);
create policy search on registry.name_sound for select to registry_search using (true);
create policy count on registry.name_sound for update to registry_search using (true);
grant insert, delete on registry.person_search to app_user;
grant select (regency_id, person_id, area_id) on registry.person_search to app_user;
grant insert on registry.name_place, registry.name_sound to app_user;
grant usage on schema registry to registry_search;
grant select on registry.person_search, registry.name_place, registry.name_sound to registry_search;
grant update (person_count) on registry.name_sound to registry_search;

-- The sounds of the dictionary that are near the sounds asked for: at most 16 for a word, each with its likeness (1: the same) and the word's weight.
-- `p_words`: [{"word": 0, "sound": "SLAMET", "cuts": [...]}, ...]; a word may have more than one sound; one letter is an initial.
create function registry.near_sounds(p_regency int, p_words jsonb)
  returns table (word int, sound text, likeness real, weight real)
  language sql stable parallel safe set search_path = '' as $$
  with asked as materialized (
    select a.word, a.sound, a.cuts, a.word = max(a.word) over () as is_last
    from jsonb_to_recordset(p_words) as a (word int, sound text, cuts text[])
  ), total as (
    select greatest(c.reltuples, 1000) as persons from pg_class c where c.oid = 'registry.person_search'::regclass
  ), near as (
    -- Two letters changed places: counted as one error, known by what is left without one of them.
    select a.word, a.sound as asked, a.is_last, s.sound, s.person_count, length(a.sound) = length(s.sound) and exists (
      select from unnest(a.cuts) as cut where length(cut) = length(a.sound) - 1 and cut = any(s.cuts)) as is_swapped
    from asked a join registry.name_sound s on s.regency_id = p_regency and s.cuts && a.cuts where length(a.sound) > 1
    union
    -- What one is called is often the end of the name: Yanto of Sugiyanto.
    select a.word, a.sound, a.is_last, s.sound, s.person_count, false
    from asked a join registry.name_sound s on s.regency_id = p_regency and s.sound like '%' || a.sound where length(a.sound) >= 4
    union
    -- The last word may not be typed to its end.
    select a.word, a.sound, a.is_last, s.sound, s.person_count, false
    from asked a join registry.name_sound s on s.regency_id = p_regency and s.sound like a.sound || '%' where length(a.sound) >= 3 and a.is_last
  ), liked as (
    select n.word, n.sound, min(ln(1 + t.persons / n.person_count))::real as weight,
      max(greatest(
        1 - case when n.is_swapped then least(public.levenshtein(n.sound, n.asked), 1) else public.levenshtein(n.sound, n.asked) end::real
          / greatest(length(n.sound), length(n.asked)),
        case when n.is_last and starts_with(n.sound, n.asked) then 0.6 + 0.3 * length(n.asked) / length(n.sound) end,
        case when length(n.asked) >= 4 and right(n.sound, length(n.asked)) = n.asked then 0.6 + 0.25 * length(n.asked) / length(n.sound) end))::real as likeness
    from near n cross join total t group by n.word, n.sound
    union all
    select a.word, '^' || a.sound, 3, 0.9 from asked a where length(a.sound) = 1
  ), ranked as (
    select l.word, l.sound, l.likeness, row_number() over best as place, first_value(l.weight) over best as weight
    from liked l where l.likeness >= 0.6 window best as (partition by l.word order by l.likeness desc, l.weight)
  )
  select r.word, r.sound, r.likeness, r.weight from ranked r where r.place <= 16
$$;

-- Marks of areas, each with each number of words.
create function registry.sized_marks(p_marks text[], p_sizes int[]) returns text[]
  language sql immutable parallel safe set search_path = '' as $$
  select array_agg(mark || '#' || size) from unnest(p_marks) as mark cross join unnest(p_sizes) as size
$$;

-- The names of an area that are most like the one asked for, best first. `score`: 1000 is the very name. `p_whole`: the sound of all words run together.
create function registry.like_names(p_regency int, p_name text, p_words jsonb, p_whole text, p_marks text[], p_limit int)
  returns table (name text, score int)
  language plpgsql stable set search_path = '' as $$
declare
  v_sounds text[];
  v_words int[];
  v_likes real[];
  v_weights real[];
  v_conditions text[];
  v_size int := cardinality(string_to_array(p_name, ' '));
  v_candidates text;
  v_loose text;
  v_names text[];
  v_scores int[];
begin
  with near as (
    select s.word, s.sound, s.likeness, s.weight from registry.near_sounds(p_regency, p_words) s
  ), word as (
    select n.word, min(n.weight) as weight from near n group by n.word
    union all select 0, 8 where not exists (select from near)
  ), meant as (
    select * from near
    -- The whole name run together stands for every word of it: SITIAMINAH, NUR HAYATI.
    union all select w.word, '=' || p_whole, 0.97, w.weight from word w
  )
  select array_agg(m.sound), array_agg(m.word), array_agg(m.likeness), array_agg(m.weight) into v_sounds, v_words, v_likes, v_weights from meant m;
  select array_agg(c.condition order by c.weight desc) into v_conditions from (
    select format('n.terms && %L::text[]', array_agg(u.sound)) as condition, min(u.weight) as weight
    from unnest(v_words, v_sounds, v_weights) as u (word, sound, weight) group by u.word) c;

  -- First the names that have every word: those with as many words as were asked, then those with about as many.
  select string_agg(format('(select n.name, n.terms from registry.name_place n where n.regency_id = %s and %s and n.terms && %L::text[] limit %s)',
      p_regency, array_to_string(v_conditions, ' and '), registry.sized_marks(p_marks, s.sizes), s.most), ' union all ')
    into v_candidates
    from (values (array[v_size], 300), (array[v_size - 1, v_size + 1, v_size + 2], 150)) as s (sizes, most);
  -- When none is really like it, also those that lack one word.
  select string_agg(format(' union all (select n.name, n.terms from registry.name_place n where n.regency_id = %s and %s and n.terms && %L::text[] limit 200)',
      p_regency, (select string_agg(u.condition, ' and ') from unnest(v_conditions) with ordinality as u (condition, at) where u.at <> lacking),
      registry.sized_marks(p_marks, array[v_size])), '')
    into v_loose
    from generate_series(1, cardinality(v_conditions)) as lacking where cardinality(v_conditions) > 1;

  loop
    execute format($query$
      with candidate as materialized (%s),
      matched as (
        select c.name, u.word, max(u.likeness * u.likeness * u.weight) as part
        from candidate c cross join unnest(c.terms) as t (term) join unnest($1, $2, $3, $4) as u (sound, word, likeness, weight) on u.sound = t.term
        group by c.name, u.word
      ), asked as (
        select sum(w.weight) as weight from (select min(u.weight) as weight from unnest($2, $4) as u (word, weight) group by u.word) w
      ), scored as (
        select m.name, least(1000, 700 * sum(m.part) / a.weight + 300 * public.similarity(m.name, $5))::int as score
        from matched m cross join asked a group by m.name, a.weight order by 2 desc, 1 limit $6
      )
      select array_agg(s.name order by s.score desc, s.name), array_agg(s.score order by s.score desc, s.name) from scored s
    $query$, v_candidates) into v_names, v_scores using v_sounds, v_words, v_likes, v_weights, p_name, p_limit;
    exit when v_loose is null or v_scores[1] >= 700;
    v_candidates := v_candidates || v_loose;
    v_loose := null;
  end loop;
  -- Beside a good answer, what is only a little like it would be noise.
  return query select u.name, u.score from unnest(v_names, v_scores) as u (name, score) where u.score >= v_scores[1] * 0.55;
end $$;

-- Who is called like that, best first, within the actor's areas; nobody without the grant. `p_areas` narrows the areas further (null: all of them),
-- `p_marks` says the same in the words of the index. Of the very name that was asked for everybody comes; of a name that is only like it ten or three
-- people come first, and the rest after all other names, so that one common name does not hide the others. Continues after a place and person.
create function registry.search_persons(
    p_regency int, p_name text, p_words jsonb, p_whole text, p_areas int[], p_marks text[], p_after_place int, p_after_person uuid, p_limit int)
  returns table (person_id uuid, place int)
  language plpgsql stable security definer set search_path = '' as $$
declare
  v_scope int[] := nullif(current_setting('app.areas', true), '')::int[];
  v_left int := least(p_limit, 501);
  v_names text[];
  v_scores int[];
  v_first int[];
  v_given int;
begin
  if p_regency is distinct from nullif(current_setting('app.regency', true), '')::int
    or not 'registry.person.search' = any(coalesce(nullif(current_setting('app.grants', true), '')::text[], '{}')) then
    return;
  end if;
  select array_agg(n.name order by n.score desc, n.name), array_agg(n.score order by n.score desc, n.name) into v_names, v_scores
    from registry.like_names(p_regency, p_name, p_words, p_whole, p_marks, 300) n;
  select array_agg(case when u.score = 1000 then 501 when u.score = v_scores[1] then 10 else 3 end order by u.at) into v_first
    from unnest(v_scores) with ordinality as u (score, at);
  for v_round in 0..1 loop
    for v_at in 1..coalesce(cardinality(v_names), 0) loop
      continue when v_round * 1000 + v_at < p_after_place or (v_round = 1 and v_first[v_at] = 501);
      return query
        select named.person_id, v_round * 1000 + v_at
        from (
          select s.person_id from registry.person_search s
          where s.regency_id = p_regency and s.name = v_names[v_at] and s.area_id = any(v_scope) and (p_areas is null or s.area_id = any(p_areas))
          order by s.person_id
          limit case when v_round = 0 and v_first[v_at] < 501 then v_first[v_at] end offset case v_round when 1 then v_first[v_at] else 0 end
        ) named
        where v_round * 1000 + v_at is distinct from p_after_place or named.person_id > p_after_person
        order by named.person_id limit v_left;
      get diagnostics v_given = row_count;
      v_left := v_left - v_given;
      if v_left <= 0 then return; end if;
    end loop;
  end loop;
end $$;

-- Counts again who carries which sound, after many persons came in; small changes do not matter for a weight. Gives how many were corrected.
create function registry.count_sounds(p_regency int) returns int
  language plpgsql security definer set search_path = '' as $$
declare
  v_corrected int;
begin
  if p_regency is distinct from nullif(current_setting('app.regency', true), '')::int
    or not 'registry.list.import' = any(coalesce(nullif(current_setting('app.grants', true), '')::text[], '{}')) then
    return 0;
  end if;
  update registry.name_sound s set person_count = counted.persons
  from (
    select t.term as sound, count(*) as persons
    from registry.person_search p
    join registry.name_place n on n.regency_id = p.regency_id and n.area_id = 0 and n.name = p.name
    cross join lateral unnest(n.terms) as t (term)
    where p.regency_id = p_regency and t.term !~ '^[=^@]'
    group by t.term
  ) counted
  where s.regency_id = p_regency and s.sound = counted.sound and abs(counted.persons - s.person_count) > s.person_count * 0.2;
  get diagnostics v_corrected = row_count;
  return v_corrected;
end $$;

revoke execute on function registry.count_sounds from public;
grant execute on function registry.count_sounds to app_user;
revoke execute on function registry.near_sounds, registry.sized_marks, registry.like_names, registry.search_persons from public;
grant execute on function registry.search_persons to app_user;
grant execute on function registry.near_sounds, registry.sized_marks, registry.like_names to registry_search;
-- The door's owner is a role without login that reads these three tables and nothing else.
grant registry_search to current_user;
grant create on schema registry to registry_search;
alter function registry.search_persons owner to registry_search;
alter function registry.count_sounds owner to registry_search;
revoke create on schema registry from registry_search;

alter table registry.person_search add foreign key (regency_id, person_id) references registry.person (regency_id, person_id);
