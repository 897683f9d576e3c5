-- Finding persons by name. Row security would turn the index off (its operators are not leakproof), so nobody reads this table;
-- one narrow function does, and repeats the scope.
do $$ begin
  if not exists (select from pg_roles where rolname = 'registry_search') then
    create role registry_search nologin nosuperuser nobypassrls;
  end if;
end $$;

-- The names a person goes by. `terms`: the sounds of its words, then marks of its area and district (`@52003`, `@5`), so that one index
-- answers "these sounds in these areas".
create table registry.person_search (
  regency_id int not null,
  person_id uuid not null,
  entry_no smallint not null,
  area_id int not null,
  name text collate "C" not null,
  terms text[] collate "C" not null,
  primary key (regency_id, person_id, entry_no)
);
create index person_search_by_terms on registry.person_search using gin (terms) with (fastupdate = off);
create index person_search_by_name on registry.person_search (regency_id, name, area_id, person_id);

-- Every sound that occurs, with about how many persons carry it: rare ones weigh more.
create table registry.name_sound (
  regency_id int not null,
  sound text collate "C" not null,
  person_count int not null check (person_count >= 0),
  primary key (regency_id, sound)
);
create index name_sound_by_likeness on registry.name_sound using gin (sound gin_trgm_ops) with (fastupdate = off);

alter table registry.person_search enable row level security;
alter table registry.person_search force row level security;
alter table registry.name_sound enable row level security;
alter table registry.name_sound force row level security;
create policy name_somebody on registry.person_search for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);
create policy correct_in_area on registry.person_search for delete
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.list.import' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy see_to_correct on registry.person_search for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.list.import' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy search on registry.person_search for select to registry_search using (true);
create policy add_sound on registry.name_sound for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);
create policy search on registry.name_sound for select to registry_search using (true);
grant usage on schema registry to registry_search;
grant insert, delete on registry.person_search to app_user;
grant select (regency_id, person_id, area_id) on registry.person_search to app_user;
grant insert on registry.name_sound to app_user;
grant select on registry.person_search, registry.name_sound to registry_search;

alter table registry.person_search add foreign key (regency_id, person_id) references registry.person (regency_id, person_id);
