-- Each download of a batch is a copy with hidden marks of its own, made from the frozen table, so that a leaked one is traced to who took it.

alter table registry.batch add column table_sealed bytea;
alter table registry.batch_download add column sha256 text;
-- squawk-ignore constraint-missing-not-valid
alter table registry.batch_download add constraint batch_download_sha256_check check (sha256 ~ '^[0-9a-f]{64}$');

-- Who took which copy of which batch, the latest first, for whoever traces a file that turned up somewhere. No family.
create function registry.batch_copies(in_regency_id int, in_limit int)
returns table (download_id uuid, number text, format text, account_name text, asked_at timestamptz)
language sql stable security definer set search_path = ''
as $$
  select d.download_id, b.number, d.format, d.account_name, d.asked_at
  from registry.batch_download d join registry.batch b on b.regency_id = d.regency_id and b.batch_id = d.batch_id
  where d.regency_id = in_regency_id and d.regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'people.audit.read' = any(nullif(current_setting('app.grants', true), '')::text[])
  order by d.asked_at desc, d.download_id desc limit least(in_limit, 5000)
$$;
revoke execute on function registry.batch_copies from public;
grant execute on function registry.batch_copies to app_user;
