-- The search weighs fewer things twice: in the dictionary of sounds, and among the names that lack a word.

-- A sound with two neighbouring letters changed: what somebody types who is in a hurry counts as one error.
create function registry.swaps(p_sound text) returns text[]
  language sql immutable parallel safe set search_path = '' as $$
  select array_agg(overlay(p_sound placing reverse(substr(p_sound, at, 2)) from at for 2)) from generate_series(1, length(p_sound) - 1) as at
$$;

-- Finds the same as before with half the work: each sound of the dictionary is compared once for each way in which it is near.
create or replace function registry.near_sounds(p_regency int, p_words jsonb)
  returns table (word int, sound text, likeness real, weight real)
  language sql stable parallel safe set search_path = '' as $$
  with asked as materialized (
    select a.word, a.sound, a.cuts, a.word = max(a.word) over () as is_last, registry.swaps(a.sound) as swaps
    from jsonb_to_recordset(p_words) as a (word int, sound text, cuts text[])
  ), total as materialized (
    select greatest(c.reltuples, 1000) as persons from pg_class c where c.oid = 'registry.person_search'::regclass
  ), near as (
    select a.word, s.sound, s.person_count,
      1 - case when s.sound = any(a.swaps) then 1 else public.levenshtein(s.sound, a.sound) end::real / greatest(length(s.sound), length(a.sound)) as likeness
    from asked a join registry.name_sound s on s.regency_id = p_regency and s.cuts && a.cuts where length(a.sound) > 1
    union all
    select a.word, s.sound, s.person_count, 0.6 + 0.25 * length(a.sound) / length(s.sound)
    from asked a join registry.name_sound s on s.regency_id = p_regency and s.sound like '%' || a.sound where length(a.sound) >= 4
    union all
    select a.word, s.sound, s.person_count, 0.6 + 0.3 * length(a.sound) / length(s.sound)
    from asked a join registry.name_sound s on s.regency_id = p_regency and s.sound like a.sound || '%' where length(a.sound) >= 3 and a.is_last
  ), liked as (
    select n.word, n.sound, ln(1 + t.persons / min(n.person_count))::real as weight, max(n.likeness)::real as likeness
    from near n cross join total t where n.likeness >= 0.6 group by n.word, n.sound, t.persons
    union all
    select a.word, '^' || a.sound, 3, 0.9 from asked a where length(a.sound) = 1
  ), ranked as (
    select l.word, l.sound, l.likeness, row_number() over best as place, first_value(l.weight) over best as weight
    from liked l window best as (partition by l.word order by l.likeness desc, l.weight)
  )
  select r.word, r.sound, r.likeness, r.weight from ranked r where r.place <= 16
$$;

create or replace function registry.like_names(p_regency int, p_name text, p_words jsonb, p_whole text, p_marks text[], p_limit int)
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
  v_found_names text[] := '{}';
  v_found_scores int[] := '{}';
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
    v_found_names := v_found_names || v_names;
    v_found_scores := v_found_scores || v_scores;
    exit when v_loose is null or v_scores[1] >= 700;
    -- What was weighed already is not weighed again.
    v_candidates := substr(v_loose, length(' union all ') + 1);
    v_loose := null;
  end loop;
  select array_agg(f.name order by f.score desc, f.name), array_agg(f.score order by f.score desc, f.name) into v_names, v_scores from (
    select u.name, max(u.score) as score from unnest(v_found_names, v_found_scores) as u (name, score) group by u.name order by 2 desc, 1 limit p_limit) f;
  -- Beside a good answer, what is only a little like it would be noise.
  return query select u.name, u.score from unnest(v_names, v_scores) as u (name, score) where u.score >= v_scores[1] * 0.55;
end $$;

revoke execute on function registry.swaps from public;
grant execute on function registry.swaps to registry_search;
