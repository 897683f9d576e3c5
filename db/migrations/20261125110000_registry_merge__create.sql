-- Which row speaks of whom and who says so; two persons or families that are one; pairs that a person must look at.

-- Null: stands for itself. Else the one that stands for this row; these pointers form trees, and whoever reads one reads the whole tree.
-- Nothing else changes when two become one, so taking it back is exact.
alter table registry.person add column merged_into uuid check (merged_into <> person_id);
alter table registry.family add column merged_into uuid check (merged_into <> family_id);
create index person_by_merged_into on registry.person (regency_id, merged_into) where merged_into is not null;
create index family_by_merged_into on registry.family (regency_id, merged_into) where merged_into is not null;

-- This source record is about this person, of this family. `new`: the row made the person. `number`: the same NIK. `rule`: another exact rule.
-- `model`: the linkage engine, with its comparison (`pattern`), bits (`weight`) and probability. `human`: somebody looked. Ended rows are history.
create table registry.link (
  regency_id int not null,
  link_id uuid not null,
  source_record_id uuid not null,
  person_id uuid not null,
  family_id uuid,
  area_id int not null,
  decided_by text not null check (decided_by in ('new', 'number', 'rule', 'model', 'human')),
  rule text not null check (rule ~ '^[a-z0-9_.-]+$'),
  pattern bigint,
  weight real,
  probability real check (probability between 0 and 1),
  linked_by uuid,
  linked_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  primary key (regency_id, link_id),
  check (decided_by <> 'human' or linked_by is not null),
  check ((pattern is null) = (decided_by <> 'model'))
);
create unique index link_now on registry.link (regency_id, source_record_id, person_id) where ended_at is null;
create index link_by_person on registry.link (regency_id, person_id) where ended_at is null;

-- Two persons or families became one, by somebody's word and for a reason; `undone_…`: and were parted again.
create table registry.merge (
  regency_id int not null,
  merge_id uuid not null,
  subject_kind text not null check (subject_kind in ('person', 'family')),
  kept_id uuid not null,
  absorbed_id uuid not null check (absorbed_id <> kept_id),
  area_id int not null,
  review_id uuid,
  reason text not null check (length(reason) between 1 and 500),
  merged_by uuid not null,
  merged_by_name text not null,
  merged_at timestamptz not null,
  undone_by uuid,
  undone_by_name text,
  undone_reason text check (length(undone_reason) between 1 and 500),
  undone_at timestamptz,
  primary key (regency_id, merge_id),
  check ((undone_at is null) = (undone_by is null))
);
create unique index merge_now on registry.merge (regency_id, subject_kind, absorbed_id) where undone_at is null;
create index merge_by_kept on registry.merge (regency_id, kept_id, merged_at);
create index merge_by_absorbed on registry.merge (regency_id, absorbed_id, merged_at);

-- Some source rows of a person were another person's. What moved, and what was written over, stands in `split_row`.
create table registry.split (
  regency_id int not null,
  split_id uuid not null,
  person_id uuid not null,
  to_person_id uuid not null check (to_person_id <> person_id),
  made_person boolean not null,
  area_id int not null,
  reason text not null check (length(reason) between 1 and 500),
  split_by uuid not null,
  split_by_name text not null,
  split_at timestamptz not null,
  undone_by uuid,
  undone_by_name text,
  undone_reason text check (length(undone_reason) between 1 and 500),
  undone_at timestamptz,
  primary key (regency_id, split_id),
  check ((undone_at is null) = (undone_by is null))
);
create index split_by_person on registry.split (regency_id, person_id, split_at);
create index split_by_other on registry.split (regency_id, to_person_id, split_at);
create table registry.split_row (
  regency_id int not null,
  split_id uuid not null,
  row_no int not null,
  area_id int not null,
  -- What of: a set of values, closed values of a class, a link, a membership, the number, the facts of the person.
  kind text not null check (kind in ('attributes', 'sensitive', 'link', 'member', 'identity', 'facts')),
  from_person_id uuid not null,
  key jsonb not null,
  before jsonb,
  after jsonb,
  primary key (regency_id, split_id, row_no)
);

-- A pair that may be one. `rules`: what made it a question; a pair that was told apart is asked again only when something is added there.
-- `needs_two`: numbers contradict, so one proposes and another confirms. `asked_area_id`: the village that was asked, which goes on seeing the pair.
create table registry.review (
  regency_id int not null,
  review_id uuid not null,
  subject_kind text not null check (subject_kind in ('person', 'family')),
  left_id uuid not null,
  right_id uuid not null,
  area_id int not null,
  asked_area_id int,
  band text not null check (band in ('link', 'review')),
  rules text[] not null check (cardinality(rules) > 0),
  score real not null,
  explanation jsonb,
  needs_two boolean not null,
  state text not null check (state in ('open', 'proposed', 'asked_village', 'decided')),
  verdict text check (verdict in ('same', 'different')),
  proposed_by uuid,
  merge_id uuid,
  found_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (regency_id, review_id),
  unique (regency_id, subject_kind, left_id, right_id),
  check (left_id < right_id),
  check (state <> 'asked_village' or asked_area_id is not null),
  check ((state in ('proposed', 'decided')) = (verdict is not null)),
  check ((state = 'proposed') = (proposed_by is not null))
);
create index review_by_score on registry.review (regency_id, state, score desc, review_id desc);
create index review_by_right on registry.review (regency_id, right_id);

-- What was said about a pair, by whom, in order.
create table registry.review_step (
  regency_id int not null,
  review_id uuid not null,
  step_no smallint not null,
  area_id int not null,
  asked_area_id int,
  kind text not null check (kind in ('proposed', 'confirmed', 'refused', 'decided', 'asked', 'answered', 'undone', 'asked_again')),
  verdict text check (verdict in ('same', 'different', 'unknown')),
  words text check (length(words) between 1 and 500),
  said_by uuid,
  said_by_name text not null,
  said_at timestamptz not null,
  primary key (regency_id, review_id, step_no)
);

-- For each person the one who stands for it, and for each the whole tree, as far as the reader's areas go: where the one who stands for a person
-- is out of reach, the person stands for itself.
create function registry.person_roots(p_regency int, p_persons uuid[]) returns table (person_id uuid, root_id uuid)
  language sql stable parallel safe set search_path = '' as $$
  with recursive up as (
    select p.person_id as asked, p.person_id, p.merged_into, 0 as depth
    from registry.person p where p.regency_id = p_regency and p.person_id = any(p_persons)
    union all
    select u.asked, p.person_id, p.merged_into, u.depth + 1
    from up u join registry.person p on p.regency_id = p_regency and p.person_id = u.merged_into
  )
  select distinct on (u.asked) u.asked, u.person_id from up u order by u.asked, u.depth desc
$$;
create function registry.person_clusters(p_regency int, p_persons uuid[]) returns table (person_id uuid, member_id uuid)
  language sql stable parallel safe set search_path = '' as $$
  with recursive down as (
    select r.person_id as asked, r.root_id as member_id from registry.person_roots(p_regency, p_persons) r
    union all
    select d.asked, p.person_id from down d join registry.person p on p.regency_id = p_regency and p.merged_into = d.member_id
  )
  select d.asked, d.member_id from down d
$$;
create function registry.family_roots(p_regency int, p_families uuid[]) returns table (family_id uuid, root_id uuid)
  language sql stable parallel safe set search_path = '' as $$
  with recursive up as (
    select f.family_id as asked, f.family_id, f.merged_into, 0 as depth
    from registry.family f where f.regency_id = p_regency and f.family_id = any(p_families)
    union all
    select u.asked, f.family_id, f.merged_into, u.depth + 1
    from up u join registry.family f on f.regency_id = p_regency and f.family_id = u.merged_into
  )
  select distinct on (u.asked) u.asked, u.family_id from up u order by u.asked, u.depth desc
$$;
create function registry.family_clusters(p_regency int, p_families uuid[]) returns table (family_id uuid, member_id uuid)
  language sql stable parallel safe set search_path = '' as $$
  with recursive down as (
    select r.family_id as asked, r.root_id as member_id from registry.family_roots(p_regency, p_families) r
    union all
    select d.asked, f.family_id from down d join registry.family f on f.regency_id = p_regency and f.merged_into = d.member_id
  )
  select d.asked, d.member_id from down d
$$;
create function registry.person_root(p_regency int, p_person uuid) returns uuid
  language sql stable parallel safe set search_path = '' as $$
  select r.root_id from registry.person_roots(p_regency, array[p_person]) r
$$;
create function registry.person_cluster(p_regency int, p_person uuid) returns setof uuid
  language sql stable parallel safe set search_path = '' as $$
  select c.member_id from registry.person_clusters(p_regency, array[p_person]) c
$$;
create function registry.family_root(p_regency int, p_family uuid) returns uuid
  language sql stable parallel safe set search_path = '' as $$
  select r.root_id from registry.family_roots(p_regency, array[p_family]) r
$$;
create function registry.family_cluster(p_regency int, p_family uuid) returns setof uuid
  language sql stable parallel safe set search_path = '' as $$
  select c.member_id from registry.family_clusters(p_regency, array[p_family]) c
$$;

-- Whether no machine stands between a source record and a person: the row made the person, or somebody looked. (Merges are always somebody's.)
-- Nothing that a person receives may end on a record for which this is false.
create function registry.is_confirmed_by_human(p_regency int, p_source_record uuid, p_person uuid) returns boolean
  language sql stable parallel safe set search_path = '' as $$
  select exists (
    select from registry.link l
    where l.regency_id = p_regency and l.source_record_id = p_source_record and l.ended_at is null and l.decided_by in ('new', 'human')
      and l.person_id in (select registry.person_cluster(p_regency, p_person)))
$$;

do $$
declare
  named text;
begin
  foreach named in array array['link', 'merge', 'split', 'split_row', 'review', 'review_step']
  loop
    execute format('alter table registry.%I enable row level security', named);
    execute format('alter table registry.%I force row level security', named);
  end loop;
  foreach named in array array['link', 'merge', 'split', 'split_row']
  loop
    execute format($policy$
      create policy read_in_area on registry.%I for select
        using (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and nullif(current_setting('app.grants', true), '')::text[] && array['registry.person.read', 'registry.list.import'])
      $policy$, named);
  end loop;
  foreach named in array array['merge', 'split', 'split_row', 'person']
  loop
    execute format($policy$
      create policy decide_in_area on registry.%I for insert
        with check (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and 'registry.review.decide' = any(nullif(current_setting('app.grants', true), '')::text[]))
      $policy$, named);
  end loop;
  foreach named in array array['merge', 'split', 'person', 'family', 'person_identity', 'family_member', 'attribute_set', 'sensitive_set']
  loop
    execute format($policy$
      create policy put_right_in_area on registry.%I for update
        using (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and 'registry.review.decide' = any(nullif(current_setting('app.grants', true), '')::text[]))
        with check (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[]))
      $policy$, named);
  end loop;
end $$;

create policy link_in_area on registry.link for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and nullif(current_setting('app.grants', true), '')::text[] && array['registry.list.import', 'registry.review.decide']);
create policy end_in_area on registry.link for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and nullif(current_setting('app.grants', true), '')::text[] && array['registry.list.import', 'registry.review.decide']);
-- A split that is taken back leaves the links as they were.
create policy put_back_in_area on registry.link for delete
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.review.decide' = any(nullif(current_setting('app.grants', true), '')::text[]));
-- A person who was split, or put together again, is found by the names that are now theirs.
create policy put_right_in_area on registry.person_search for delete
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.review.decide' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy see_to_put_right on registry.person_search for select to app_user
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.review.decide' = any(nullif(current_setting('app.grants', true), '')::text[]));

-- Pairs are found by whoever loads lists, decided by whoever may, and answered by the village that was asked.
do $$
declare
  named text;
  seen text := $condition$(regency_id = nullif(current_setting('app.regency', true), '')::int
    and ((area_id = any(nullif(current_setting('app.areas', true), '')::int[])
        and nullif(current_setting('app.grants', true), '')::text[] && array['registry.list.import', 'registry.review.decide'])
      or (asked_area_id = any(nullif(current_setting('app.areas', true), '')::int[])
        and 'registry.review.answer' = any(nullif(current_setting('app.grants', true), '')::text[]))))$condition$;
begin
  foreach named in array array['review', 'review_step']
  loop
    execute format('create policy see_pair on registry.%I for select using %s', named, seen);
  end loop;
  execute format('create policy say on registry.review_step for insert with check %s', seen);
  execute format('create policy settle on registry.review for update using %s with check (regency_id = nullif(current_setting(''app.regency'', true), '''')::int)', seen);
end $$;
create policy find_pair on registry.review for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and nullif(current_setting('app.grants', true), '')::text[] && array['registry.list.import', 'registry.review.decide']);

grant select, insert, delete on registry.link to app_user;
grant update (ended_by, ended_at) on registry.link to app_user;
grant select, insert on registry.merge, registry.split, registry.split_row, registry.review, registry.review_step to app_user;
grant update (undone_by, undone_by_name, undone_reason, undone_at) on registry.merge, registry.split to app_user;
grant update (area_id, asked_area_id, band, rules, score, explanation, needs_two, state, verdict, proposed_by, merge_id, changed_at)
  on registry.review to app_user;
grant update (merged_into) on registry.person, registry.family to app_user;
grant update (subject_id) on registry.attribute_set, registry.sensitive_set to app_user;
grant update (person_id) on registry.family_member, registry.person_identity to app_user;

alter table registry.person add foreign key (regency_id, merged_into) references registry.person (regency_id, person_id);
alter table registry.family add foreign key (regency_id, merged_into) references registry.family (regency_id, family_id);
alter table registry.link add foreign key (regency_id, source_record_id) references registry.source_record (regency_id, source_record_id);
alter table registry.link add foreign key (regency_id, person_id) references registry.person (regency_id, person_id);
alter table registry.link add foreign key (regency_id, family_id) references registry.family (regency_id, family_id);
alter table registry.split add foreign key (regency_id, person_id) references registry.person (regency_id, person_id);
alter table registry.split add foreign key (regency_id, to_person_id) references registry.person (regency_id, person_id);
alter table registry.split_row add foreign key (regency_id, split_id) references registry.split (regency_id, split_id);
alter table registry.merge add foreign key (regency_id, review_id) references registry.review (regency_id, review_id);
alter table registry.review_step add foreign key (regency_id, review_id) references registry.review (regency_id, review_id);
