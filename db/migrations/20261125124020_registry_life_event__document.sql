-- Pictures of the papers by which an event is known: a death certificate, a letter of the village. Seen by whoever may record events of the area.
create table registry.event_document (
  regency_id int not null,
  document_id uuid not null,
  event_id uuid not null,
  area_id int not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  width int not null check (width > 0),
  height int not null check (height > 0),
  size_bytes int not null check (size_bytes > 0),
  added_at timestamptz not null,
  primary key (regency_id, document_id)
);
create index event_document_by_event on registry.event_document (regency_id, event_id);
alter table registry.event_document enable row level security;
alter table registry.event_document force row level security;
create policy read_in_area on registry.event_document for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.life_event.record' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy record_in_area on registry.event_document for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'registry.life_event.record' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on registry.event_document to app_user;
alter table registry.event_document add foreign key (regency_id, event_id) references registry.life_event (regency_id, event_id);
