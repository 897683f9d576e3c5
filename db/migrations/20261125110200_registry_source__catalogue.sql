-- Every register says under which law and terms it is used, and for what; each snapshot keeps the words of the day on which it was loaded.
-- `terms` is {legalBasis, licence, purpose}, each in both languages, as the regency's sources.yaml has them.
alter table registry.source
  add column kind text not null default 'other_list' check (kind in ('civil_registry', 'national_register', 'programme_list', 'village_list',
    'school_list', 'other_list', 'own_intake', 'synthetic')),
  add column terms jsonb not null default '{}' check (jsonb_typeof(terms) = 'object');
alter table registry.source alter column kind drop default;

alter table registry.snapshot
  add column terms jsonb not null default '{}' check (jsonb_typeof(terms) = 'object');
create index snapshot_by_source on registry.snapshot (regency_id, source_id, as_of_on desc, snapshot_id);
