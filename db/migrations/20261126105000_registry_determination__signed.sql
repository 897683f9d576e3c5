-- A decree's list is checked by the code that is printed on it, and the signed paper is kept beside it.

alter table registry.determination
  add column code_mac bytea,
  add column scan_sha256 text,
  add column scan_media_type text,
  add column scanned_at timestamptz,
  add column scanned_by_name text;
-- squawk-ignore constraint-missing-not-valid
alter table registry.determination
  add constraint determination_code_mac_check check (length(code_mac) = 32),
  add constraint determination_scan_sha256_check check (scan_sha256 ~ '^[0-9a-f]{64}$'),
  add constraint determination_scan_whole check ((scan_sha256 is null) = (scanned_at is null) and (scan_sha256 is null) = (scan_media_type is null)
    and (scan_sha256 is null) = (scanned_by_name is null) and (scan_sha256 is null or decree_number is not null));
-- squawk-ignore require-concurrent-index-creation
create unique index determination_by_code on registry.determination (regency_id, code_mac);
grant update (code_mac, scan_sha256, scan_media_type, scanned_at, scanned_by_name) on registry.determination to app_user;

-- What anybody learns who holds a printed list: that this decree exists, how many it takes in, and which decrees corrected it. Nothing about families.
create function registry.open_decree(in_regency_id int, in_code_mac bytea)
returns table (decree_number text, decree_on date, signer_title text, month text, item_count int, corrects text, corrected_by text[], document_sha256 text,
  scan_sha256 text)
language sql stable security definer set search_path = ''
as $$
  select d.decree_number, d.decree_on, d.signer_title, d.month,
    (select count(*)::int from registry.determination_item i where i.regency_id = d.regency_id and i.determination_id = d.determination_id),
    (select c.decree_number from registry.determination c where c.regency_id = d.regency_id and c.determination_id = d.corrects_id),
    array(select c.decree_number from registry.determination c
      where c.regency_id = d.regency_id and c.corrects_id = d.determination_id and c.state = 'determined' order by c.decree_on, c.decree_number),
    d.document_sha256, d.scan_sha256
  from registry.determination d
  where d.regency_id = in_regency_id and d.code_mac = in_code_mac and d.regency_id = nullif(current_setting('app.regency', true), '')::int
$$;
revoke execute on function registry.open_decree from public;
grant execute on function registry.open_decree to app_user;
