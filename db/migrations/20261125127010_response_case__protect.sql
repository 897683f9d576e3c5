-- Protected cases (violence, children, disability; or because a person said so) are seen by those who handle them, and by whoever hands them out in an
-- office that has a part in them ('response.case.protect'). Whoever a report is about sees nothing of it, protected or not.
alter table response.case_file add column restricted boolean not null default false;
-- Named by a person; with those who hold a task they are all who handle the case.
alter table response.case_file add column named_handlers jsonb not null default '[]';
alter table response.case_file add column handler_ids uuid[] not null default '{}';
alter table response.case_file add column barred_account_ids uuid[] not null default '{}';
alter table response.case_file add column barred_office_ids int[] not null default '{}';
alter table response.task add column restricted boolean not null default false;
alter table response.task add column handler_ids uuid[] not null default '{}';
alter table response.task add column barred_account_ids uuid[] not null default '{}';
alter table response.task add column barred_office_ids int[] not null default '{}';
grant update (restricted, named_handlers, handler_ids, barred_account_ids, barred_office_ids) on response.case_file to app_user;
grant update (restricted, handler_ids, barred_account_ids, barred_office_ids) on response.task to app_user;

drop policy place_and_office on response.case_file;
create policy place_and_office on response.case_file
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
      or (area_id = any(nullif(current_setting('app.areas', true), '')::int[])
        and office_ids && nullif(current_setting('app.offices', true), '')::int[]
        and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[])
        and (barred_account_ids = '{}' or not nullif(current_setting('app.account', true), '')::uuid = any(barred_account_ids))
        and (barred_office_ids = '{}' or coalesce(not nullif(current_setting('app.office', true), '')::int = any(barred_office_ids), true))
        and (not restricted
          or nullif(current_setting('app.account', true), '')::uuid = any(handler_ids)
          or ('response.case.protect' = any(nullif(current_setting('app.grants', true), '')::text[])
            and nullif(current_setting('app.office', true), '')::int = any(office_ids))))))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])));

drop policy place_and_office on response.task;
create policy place_and_office on response.task
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
      or (area_id = any(nullif(current_setting('app.areas', true), '')::int[])
        and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
        and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[])
        and (barred_account_ids = '{}' or not nullif(current_setting('app.account', true), '')::uuid = any(barred_account_ids))
        and (barred_office_ids = '{}' or coalesce(not nullif(current_setting('app.office', true), '')::int = any(barred_office_ids), true))
        and (not restricted
          or nullif(current_setting('app.account', true), '')::uuid = any(handler_ids)
          or ('response.case.protect' = any(nullif(current_setting('app.grants', true), '')::text[])
            and nullif(current_setting('app.office', true), '')::int = office_id)))))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ('response.case.sweep' = any(nullif(current_setting('app.grants', true), '')::text[])
      or case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])));

-- Somebody in whose scope a protected case lies opened it although they do not handle it: why, and until when. Never changed.
create table response.glass_break (
  regency_id int not null,
  break_id uuid not null,
  case_id uuid not null,
  case_number text not null,
  area_id int not null,
  -- Offices of the case at that moment, so that their heads are told.
  office_ids int[] not null,
  account_id uuid not null,
  account_name text not null,
  role text not null,
  reason text not null check (char_length(reason) between 20 and 1000),
  broken_at timestamptz not null,
  until_at timestamptz not null,
  primary key (regency_id, break_id),
  check (until_at > broken_at)
);
create index glass_break_by_account on response.glass_break (regency_id, account_id, until_at);
create index glass_break_by_time on response.glass_break (regency_id, broken_at desc, break_id);
alter table response.glass_break enable row level security;
alter table response.glass_break force row level security;
-- One's own, and those told to whoever reviews them: all for the data protection officer, those of one's own office for its head.
create policy own_or_reviewed on response.glass_break for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and (account_id = nullif(current_setting('app.account', true), '')::uuid
      or ('response.glass.review' = any(nullif(current_setting('app.grants', true), '')::text[])
        and (nullif(current_setting('app.office', true), '') is null
          or nullif(current_setting('app.office', true), '')::int = any(office_ids)))));
create policy own on response.glass_break for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and account_id = nullif(current_setting('app.account', true), '')::uuid
    and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on response.glass_break to app_user;
alter table response.glass_break add foreign key (regency_id, case_id) references response.case_file (regency_id, case_id);

-- The protected case of a number, for somebody in whose scope it lies and whom it is not about: what is written down when the glass is broken.
create function response.find_protected(in_regency_id int, in_case_number text)
returns table (case_id uuid, area_id int, office_ids int[])
language sql stable security definer set search_path = ''
as $$
  select c.case_id, c.area_id, c.office_ids from response.case_file c
  where c.regency_id = in_regency_id and c.case_number = in_case_number and c.restricted
    and c.regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[])
    and c.area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and c.office_ids && nullif(current_setting('app.offices', true), '')::int[]
    and not coalesce(nullif(current_setting('app.account', true), '')::uuid = any(c.barred_account_ids), false)
    and not coalesce(nullif(current_setting('app.office', true), '')::int = any(c.barred_office_ids), false)
$$;
revoke execute on function response.find_protected from public;
grant execute on function response.find_protected to app_user;

-- A protected case whose glass the caller has broken becomes open to the rest of the transaction, like those that the scope shows.
create function response.enter_by_glass(in_regency_id int, in_case_id uuid, in_at timestamptz) returns boolean
language plpgsql volatile set search_path = ''
as $$
begin
  perform from response.glass_break b where b.regency_id = in_regency_id and b.case_id = in_case_id and b.until_at > in_at
    and b.account_id = nullif(pg_catalog.current_setting('app.account', true), '')::uuid;
  if not found then
    return false;
  end if;
  perform pg_catalog.set_config('app.cases',
    (coalesce(nullif(pg_catalog.current_setting('app.cases', true), ''), '{}')::uuid[] || in_case_id)::text, true);
  return true;
end $$;
revoke execute on function response.enter_by_glass from public;
grant execute on function response.enter_by_glass to app_user;

-- Somebody who stands near to a case (same family, same name) may work on it only where another person allowed it, with a reason.
create table response.conflict_override (
  regency_id int not null,
  case_id uuid not null,
  account_id uuid not null,
  allowed_by uuid not null,
  allowed_name text not null,
  reason text not null check (char_length(reason) between 5 and 1000),
  allowed_at timestamptz not null,
  primary key (regency_id, case_id, account_id),
  check (allowed_by <> account_id)
);
alter table response.conflict_override enable row level security;
alter table response.conflict_override force row level security;
create policy of_entered_case on response.conflict_override for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy by_another on response.conflict_override for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    and allowed_by = nullif(current_setting('app.account', true), '')::uuid
    and 'response.case.assign' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on response.conflict_override to app_user;
alter table response.conflict_override add foreign key (regency_id, case_id) references response.case_file (regency_id, case_id);

-- Whom the report names as having done wrong, in the reporter's words.
alter table response.report add column accused_words text check (char_length(accused_words) between 1 and 300);

-- On the board and the map protected cases are nowhere; the counts by office keep them.
create or replace function response.board_areas(in_regency_id int, in_at timestamptz)
returns table (area_id int, district_id int, rung text, open_count int, soon_count int, late_count int, opened_last_day int)
language sql stable security definer set search_path = ''
as $$
  select c.area_id, c.district_id, c.rung,
    (count(*) filter (where c.status = 'open'))::int,
    (count(*) filter (where c.status = 'open' and c.next_due_at >= in_at and c.next_due_at < in_at + interval '1 hour'))::int,
    (count(*) filter (where c.status = 'open' and c.next_due_at < in_at))::int,
    (count(*) filter (where c.opened_at > in_at - interval '1 day'))::int
  from response.case_file c
  where c.regency_id = in_regency_id and (c.status <> 'closed' or c.opened_at > in_at - interval '1 day') and not c.restricted
    and c.regency_id = nullif(current_setting('app.regency', true), '')::int
    and nullif(current_setting('app.grants', true), '')::text[] && array['response.board.read', 'response.map.read']
    and (coalesce(nullif(current_setting('app.areas', true), ''), '{}') = '{}' or c.area_id = any((select current_setting('app.areas', true)::int[])::int[]))
    and (coalesce(nullif(current_setting('app.offices', true), ''), '{}') = '{}' or c.office_ids && current_setting('app.offices', true)::int[])
  group by c.area_id, c.district_id, c.rung
$$;

-- In what way the caller stands near to a case that is open to the transaction: of the same family, or of the same name with a role in that village.
-- Null when in none, or when another person allowed it. Runs with the owner's rights, because officers may not see the families of all villages.
create function response.own_conflict(in_regency_id int, in_case_id uuid) returns text
language sql stable security definer set search_path = ''
as $$
  select case
    when a.person_id = c.person_id or exists (
      select from registry.family_member m
      where m.regency_id = c.regency_id and m.person_id = a.person_id and m.family_id = c.family_id and m.valid_to is null) then 'own_family'
    when exists (
      select from response.report r
      where r.regency_id = c.regency_id and r.case_id = c.case_id and lower(r.subject_name) = lower(a.name)) and exists (
      select from people.scope s
      where s.regency_id = a.regency_id and s.account_id = a.account_id and s.withdrawn_at is null and s.area_id = c.area_id) then 'same_name'
  end
  from response.case_file c join people.account a on a.regency_id = c.regency_id and a.account_id = nullif(current_setting('app.account', true), '')::uuid
  where c.regency_id = in_regency_id and c.case_id = in_case_id
    and c.regency_id = nullif(current_setting('app.regency', true), '')::int
    and c.case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    and not exists (
      select from response.conflict_override o
      where o.regency_id = c.regency_id and o.case_id = c.case_id and o.account_id = a.account_id)
$$;
revoke execute on function response.own_conflict from public;
grant execute on function response.own_conflict to app_user;
