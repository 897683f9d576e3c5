-- A street is found by one key, whatever its spelling: JL. MELATI NO. 4, jln melati 4 and Jalan Melati 4 are MELATI4.
create function registry.street_key(p_address text) returns text
  language sql immutable parallel safe set search_path = '' as $$
  select nullif(regexp_replace(regexp_replace(replace(upper(p_address), 'GANG', 'GG'), '\m(JALAN|JLN|JL|NOMOR|NO)\M', '', 'g'), '[^A-Z0-9]', '', 'g'), '')
$$;

-- Rewrites the table once; a regency that has families already does it in its upgrade window.
-- squawk-ignore adding-field-with-default
alter table registry.family add column street_key text collate "C" generated always as (registry.street_key(address_text)) stored;
create index family_by_street on registry.family (regency_id, street_key) where street_key is not null;
