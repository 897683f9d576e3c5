-- Taking a list back also removes the pairs that a machine laid aside about people it added; nobody has said anything about them yet.
create policy take_back on registry.review for delete
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and state = 'open'
    and 'registry.list.undo' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant delete on registry.review to app_user;
