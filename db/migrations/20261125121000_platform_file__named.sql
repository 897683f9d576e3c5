-- Which columns name a file of the file store: those whose values must look like the name of one. A column without that check names none.
create function platform.file_columns() returns table (table_name text, column_name text)
  language sql stable set search_path = '' as $$
  select distinct k.conrelid::pg_catalog.regclass::text, a.attname::text
  from pg_catalog.pg_constraint k
    join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
  where k.contype = 'c' and pg_catalog.cardinality(k.conkey) = 1
    and pg_catalog.pg_get_constraintdef(k.oid) like '%''^[0-9a-f]{64}$''%'
$$;

-- Which of these files any row of any regency names. Refuses rather than answers whoever may not ask: silence would read as "nobody names it".
create function platform.named_files(p_names text[]) returns setof text
  language plpgsql stable security definer set search_path = '' as $$
declare
  v_column record;
begin
  if not 'platform.file.sweep' = any(coalesce(nullif(current_setting('app.grants', true), '')::text[], '{}')) then
    raise exception 'only the sweep of files may ask which are named' using errcode = '42501';
  end if;
  for v_column in select * from platform.file_columns() loop
    return query execute format('select %1$I::text from %2$s where %1$I = any($1)', v_column.column_name, v_column.table_name) using p_names;
  end loop;
end $$;
revoke execute on function platform.named_files, platform.file_columns from public;
grant execute on function platform.named_files to app_user;
