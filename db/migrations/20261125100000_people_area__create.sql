-- Areas, offices, roles and boundaries of a regency. The first four are written from regencies/<name>/ at each start, by the
-- owner's login; behind the door they can only be read. Boundaries are imported by whoever has the grant for it.
create schema people;
grant usage on schema people to app_user;

-- One node of the tree regency → district → village; what is no longer configured ends, it is not deleted.
create table people.area (
  regency_id int not null,
  area_id int not null check (area_id between 0 and 999999),
  code text not null,
  kind text not null check (kind in ('regency', 'district', 'village')),
  name text not null,
  parent_id int,
  centroid_lat double precision check (centroid_lat between -90 and 90),
  centroid_lng double precision check (centroid_lng between -180 and 180),
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  primary key (regency_id, area_id),
  unique (regency_id, code),
  check ((kind = 'regency') = (parent_id is null)),
  check ((centroid_lat is null) = (centroid_lng is null))
);
create index area_by_parent on people.area (regency_id, parent_id);

-- An office that works on cases, and the area and rung where it stands.
create table people.office (
  regency_id int not null,
  office_id int not null check (office_id > 0),
  key text not null,
  kind text not null check (kind in ('village_task_force', 'district_unit', 'agency', 'secretariat', 'outside', 'leadership')),
  rung text not null check (rung in ('village', 'district', 'regency', 'leadership')),
  area_id int not null,
  name_id text not null,
  name_en text not null,
  short text not null,
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  primary key (regency_id, office_id),
  unique (regency_id, key)
);
create index office_by_area on people.office (regency_id, area_id);

-- A role and how far it reaches from the area and office of a scope.
create table people.role (
  regency_id int not null,
  key text not null,
  name_id text not null,
  name_en text not null,
  area_reach text not null check (area_reach in ('village', 'district', 'regency', 'none')),
  office_reach text not null check (office_reach in ('own', 'all', 'none')),
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  primary key (regency_id, key)
);

-- What a role may do. A role that is no longer configured keeps its row and loses these.
create table people.role_grant (
  regency_id int not null,
  role_key text not null,
  grant_key text not null check (grant_key ~ '^[a-z_]+\.[a-z_]+\.[a-z_]+$'),
  primary key (regency_id, role_key, grant_key)
);

-- The drawn border of an area: `shape` as it came, to find the village of a point; `outline` with fewer points, to draw.
create table people.area_boundary (
  regency_id int not null,
  area_id int not null,
  shape jsonb not null,
  outline jsonb not null,
  centroid_lat double precision not null check (centroid_lat between -90 and 90),
  centroid_lng double precision not null check (centroid_lng between -180 and 180),
  source text not null check (length(source) between 3 and 300),
  licence text not null check (length(licence) between 2 and 100),
  snapshot_on date not null,
  imported_at timestamptz not null,
  imported_by uuid,
  primary key (regency_id, area_id)
);

alter table people.area enable row level security;
alter table people.area force row level security;
create policy same_regency on people.area
  using (regency_id = nullif(current_setting('app.regency', true), '')::int)
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'people.regency.apply' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select on people.area to app_user;

alter table people.office enable row level security;
alter table people.office force row level security;
create policy same_regency on people.office
  using (regency_id = nullif(current_setting('app.regency', true), '')::int)
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'people.regency.apply' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select on people.office to app_user;

alter table people.role enable row level security;
alter table people.role force row level security;
create policy same_regency on people.role
  using (regency_id = nullif(current_setting('app.regency', true), '')::int)
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'people.regency.apply' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select on people.role to app_user;

alter table people.role_grant enable row level security;
alter table people.role_grant force row level security;
create policy same_regency on people.role_grant
  using (regency_id = nullif(current_setting('app.regency', true), '')::int)
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'people.regency.apply' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select on people.role_grant to app_user;

alter table people.area_boundary enable row level security;
alter table people.area_boundary force row level security;
create policy read_boundary on people.area_boundary for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int);
create policy import_boundary on people.area_boundary for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'people.area.import' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy renew_boundary on people.area_boundary for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'people.area.import' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'people.area.import' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert, update on people.area_boundary to app_user;

alter table people.area add foreign key (regency_id, parent_id) references people.area (regency_id, area_id);
alter table people.office add foreign key (regency_id, area_id) references people.area (regency_id, area_id);
alter table people.role_grant add foreign key (regency_id, role_key) references people.role (regency_id, key);
alter table people.area_boundary add foreign key (regency_id, area_id) references people.area (regency_id, area_id);
