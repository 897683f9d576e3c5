-- What the planner knows of the registry's tables, renewed at once after a list was stored. Without it a table that was just filled is taken
-- for small, and a search by five hundred keys reads all of it five hundred times. The server's login owns no table, so a function does it.
create function registry.renew_statistics() returns void
language plpgsql security definer set search_path = '' as $$
begin
  analyze registry.person, registry.person_identity, registry.family, registry.family_identity, registry.family_member, registry.source_record,
    registry.attribute_set;
end $$;
revoke all on function registry.renew_statistics() from public;
grant execute on function registry.renew_statistics() to app_user;
