-- A learned linkage model: with it the pattern of a pair gives the same weight and probability for ever. The newest is the one in use.
create table registry.linkage_model (
  regency_id int not null,
  version text not null check (version ~ '^[a-z0-9_.-]{1,40}$'),
  parameters jsonb not null check (jsonb_typeof(parameters) = 'object'),
  row_count int not null check (row_count >= 0),
  trained_at timestamptz not null,
  primary key (regency_id, version)
);
create index linkage_model_by_age on registry.linkage_model (regency_id, trained_at desc);

alter table registry.linkage_model enable row level security;
alter table registry.linkage_model force row level security;
-- A model says how names and dates agree on average, nothing about anybody: whoever sees its decisions may see it.
create policy read_model on registry.linkage_model for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and nullif(current_setting('app.grants', true), '')::text[] && array['registry.list.import', 'registry.review.decide']);
create policy learn_model on registry.linkage_model for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'registry.list.import' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on registry.linkage_model to app_user;
