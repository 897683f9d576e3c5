-- What somebody agreed to, and what they asked about their data, lie where they live: when their family moves to another village, or a move is taken back,
-- they go along. For the system only ('privacy.follow' is no role's grant). Gives how many rows went.
create function privacy.follow_move(p_regency int, p_family uuid) returns int
  language plpgsql security definer set search_path = '' as $$
declare
  v_persons uuid[];
  v_consents int;
  v_requests int;
begin
  if p_regency is distinct from nullif(current_setting('app.regency', true), '')::int
    or not 'privacy.follow' = any(coalesce(nullif(current_setting('app.grants', true), '')::text[], '{}')) then
    return 0;
  end if;
  v_persons := array(select distinct c.member_id
    from registry.family_member m cross join lateral registry.person_clusters(p_regency, array[m.person_id]) c
    where m.regency_id = p_regency and m.annulled_at is null
      and m.family_id in (select f.member_id from registry.family_clusters(p_regency, array[p_family]) f));
  update privacy.consent c set area_id = p.area_id
    from registry.person p
    where c.regency_id = p_regency and c.person_id = any(v_persons) and p.regency_id = c.regency_id and p.person_id = c.person_id and c.area_id <> p.area_id;
  get diagnostics v_consents = row_count;
  update privacy.request r set area_id = p.area_id
    from registry.person p
    where r.regency_id = p_regency and r.person_id = any(v_persons) and p.regency_id = r.regency_id and p.person_id = r.person_id and r.area_id <> p.area_id;
  get diagnostics v_requests = row_count;
  return v_consents + v_requests;
end $$;
revoke execute on function privacy.follow_move from public;
grant execute on function privacy.follow_move to app_user;
