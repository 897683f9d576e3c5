-- What is closed of a source row belongs to whom the row is about. When a split gives rows to another person, or takes that back, it is closed for
-- them; nothing else of a row ever changes.
create function registry.seal_records_anew(p_regency int, p_records uuid[], p_sealed bytea[]) returns int
  language plpgsql security definer set search_path = '' as $$
declare
  v_count int;
begin
  if p_regency is distinct from nullif(current_setting('app.regency', true), '')::int
    or not 'registry.review.decide' = any(coalesce(nullif(current_setting('app.grants', true), '')::text[], '{}')) then
    return 0;
  end if;
  update registry.source_record c set sealed = n.sealed
    from unnest(p_records, p_sealed) as n (source_record_id, sealed)
    where c.regency_id = p_regency and c.source_record_id = n.source_record_id and c.sealed is not null and n.sealed is not null
      and (c.area_id = any(nullif(current_setting('app.areas', true), '')::int[])
        or c.followed_area_ids && nullif(current_setting('app.areas', true), '')::int[]);
  get diagnostics v_count = row_count;
  return v_count;
end $$;
revoke execute on function registry.seal_records_anew from public;
grant execute on function registry.seal_records_anew to app_user;
