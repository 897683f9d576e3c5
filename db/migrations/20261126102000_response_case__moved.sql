-- When and how a case last changed its rung: by lateness, because it was handed up, or because it was given back down. Lists of the rungs run along it.
alter table response.case_file add column moved_at timestamptz;
alter table response.case_file add column moved_by text;
-- squawk-ignore constraint-missing-not-valid
alter table response.case_file
  add constraint case_file_moved_by_check check (moved_by in ('escalated', 'handed_up', 'handed_down')),
  add constraint case_file_moved_whole check ((moved_at is null) = (moved_by is null));
grant update (moved_at, moved_by) on response.case_file to app_user;

update response.case_file c set moved_at = e.at, moved_by = e.kind
from (
  select distinct on (regency_id, case_id) regency_id, case_id, at, kind from response.case_event
  where kind in ('escalated', 'handed_up', 'handed_down') order by regency_id, case_id, seq desc
) e
where e.regency_id = c.regency_id and e.case_id = c.case_id;

-- squawk-ignore require-concurrent-index-creation
create index case_file_by_rung on response.case_file (regency_id, rung, moved_at desc, case_id desc) where status = 'open' and moved_at is not null;
