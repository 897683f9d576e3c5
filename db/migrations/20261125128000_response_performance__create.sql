-- What a span of time teaches: how fast offices answered and finished, on whom cases waited, what reporters thought of it. Read with the owner's
-- rights by functions that give numbers and no person, bounded to the caller's areas and offices like the board.

-- Most questions are about a month of a long history, and both tables only grow at their end.
create index case_file_by_opening on response.case_file using brin (regency_id, opened_at);
create index case_event_by_moment on response.case_event using brin (regency_id, at);

-- What a reporter thought of the service: the nine elements of the satisfaction survey (PermenPANRB 14/2017), once a report.
-- It stands apart from the case, so that no officer reads what the one who reported them marked.
create table response.satisfaction (
  regency_id int not null,
  report_id uuid not null,
  case_id uuid not null,
  office_id int not null,
  area_id int not null,
  district_id int not null,
  category text not null,
  answered_at timestamptz not null,
  marks int[] not null check (cardinality(marks) = 9 and 1 <= all(marks) and 4 >= all(marks)),
  words text check (length(words) between 1 and 1000),
  primary key (regency_id, report_id)
);
create index satisfaction_by_moment on response.satisfaction (regency_id, answered_at);

alter table response.satisfaction enable row level security;
alter table response.satisfaction force row level security;

create policy add_of_entered_case on response.satisfaction for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[]));
-- Whoever holds the receipt code sees that it was answered; nobody sees whose it is.
create policy own_of_entered_case on response.satisfaction for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    and not 'response.case.read' = any(coalesce(nullif(current_setting('app.grants', true), '')::text[], '{}')));
grant select, insert on response.satisfaction to app_user;
alter table response.satisfaction add foreign key (regency_id, report_id) references response.report (regency_id, report_id);

-- A month as it was made public: frozen, so that what was read once can be read again.
create table response.performance_publication (
  regency_id int not null,
  month date not null check (extract(day from month) = 1),
  published_at timestamptz not null,
  published_by uuid not null,
  published_by_name text not null,
  -- Already suppressed and rounded: there is nothing in it that may not be seen.
  figures jsonb not null,
  primary key (regency_id, month)
);
alter table response.performance_publication enable row level security;
alter table response.performance_publication force row level security;
create policy public_read on response.performance_publication for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int);
create policy publish on response.performance_publication for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'response.performance.publish' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on response.performance_publication to app_user;

-- Cases of the caller's scope that were opened in a span. Only the functions below call it, with their owner's rights.
create function response.performance_cases(in_regency_id int, in_from timestamptz, in_to timestamptz)
returns setof response.case_file
language sql stable set search_path = ''
as $$
  select c.* from response.case_file c
  where c.regency_id = in_regency_id and c.opened_at >= in_from and c.opened_at < in_to
    and c.regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'response.performance.read' = any(nullif(current_setting('app.grants', true), '')::text[])
    and (coalesce(nullif(current_setting('app.areas', true), ''), '{}') = '{}' or c.area_id = any((select current_setting('app.areas', true)::int[])::int[]))
    and (coalesce(nullif(current_setting('app.offices', true), ''), '{}') = '{}' or c.office_ids && current_setting('app.offices', true)::int[])
$$;
revoke execute on function response.performance_cases from public;

-- How cases opened in a span went, by office (then its own tasks), district, village, category or urgency, or as a whole. What is not answered or
-- not finished yet counts as waiting until now, so that nothing looks better by being left lying. Minutes. Protected cases are in no count by place or kind.
create function response.performance(in_regency_id int, in_from timestamptz, in_to timestamptz, in_at timestamptz, in_by text)
returns table (key text, case_count int, due_count int, kept_count int, answer_median double precision, answer_p90 double precision,
  answer_p99 double precision, finished_count int, finish_median double precision, finish_p90 double precision, finish_p99 double precision,
  judged_count int, reopened_count int)
language sql stable security definer set search_path = ''
as $$
  with piece as (
    select case in_by when 'whole' then '' when 'office' then t.office_id::text when 'district' then c.district_id::text
        when 'village' then c.area_id::text when 'category' then c.category else c.urgency::text end as key,
      c.case_id, k.due_at, k.stopped_at,
      extract(epoch from least(coalesce(k.stopped_at, in_at), in_at) - k.started_at) / 60 as answer_minutes,
      coalesce(t.finished_at, c.resolved_at) as finished_at,
      extract(epoch from coalesce(case when in_by = 'office' then t.finished_at else c.resolved_at end, in_at)
        - coalesce(t.opened_at, c.opened_at)) / 60 as finish_minutes,
      (select count(*) from response.case_event e where e.regency_id = c.regency_id and e.case_id = c.case_id and e.kind = 'concluded') as judgements,
      (select count(*) from response.case_event e where e.regency_id = c.regency_id and e.case_id = c.case_id and e.kind = 'reopened') as reopenings
    from (
      select a.* from response.performance_cases(in_regency_id, in_from, in_to) a
      where not a.restricted or in_by in ('whole', 'office', 'urgency')) c
    left join response.task t on in_by = 'office' and t.regency_id = c.regency_id and t.case_id = c.case_id
    left join lateral (
      select f.started_at, f.stopped_at, f.due_at from response.clock f
      where f.regency_id = c.regency_id and f.case_id = c.case_id and f.measure = 'first_response' and f.task_id is not distinct from t.task_id
      order by f.started_at limit 1) k on true
  )
  select p.key, count(*)::int,
    (count(*) filter (where p.stopped_at is not null or p.due_at < in_at))::int,
    (count(*) filter (where p.stopped_at <= p.due_at))::int,
    percentile_cont(0.5) within group (order by p.answer_minutes) filter (where p.due_at is not null),
    percentile_cont(0.9) within group (order by p.answer_minutes) filter (where p.due_at is not null),
    percentile_cont(0.99) within group (order by p.answer_minutes) filter (where p.due_at is not null),
    (count(*) filter (where p.finished_at is not null))::int,
    percentile_cont(0.5) within group (order by p.finish_minutes),
    percentile_cont(0.9) within group (order by p.finish_minutes),
    percentile_cont(0.99) within group (order by p.finish_minutes),
    (count(*) filter (where p.judgements > 0))::int,
    (count(*) filter (where p.reopenings > 0))::int
  from piece p
  where in_by <> 'office' or p.key is not null
  group by p.key
$$;
revoke execute on function response.performance from public;
grant execute on function response.performance to app_user;

-- What reporters marked in a span, by the same keys: how many answered, and the sum of the marks of each element.
create function response.performance_satisfaction(in_regency_id int, in_from timestamptz, in_to timestamptz, in_by text)
returns table (key text, answer_count int, sums int[])
language sql stable security definer set search_path = ''
as $$
  select case in_by when 'whole' then '' when 'office' then s.office_id::text when 'district' then s.district_id::text
      when 'village' then s.area_id::text when 'category' then s.category else '' end as key,
    count(*)::int,
    array[sum(s.marks[1]), sum(s.marks[2]), sum(s.marks[3]), sum(s.marks[4]), sum(s.marks[5]), sum(s.marks[6]), sum(s.marks[7]), sum(s.marks[8]),
      sum(s.marks[9])]::int[]
  from response.satisfaction s
  where s.regency_id = in_regency_id and s.answered_at >= in_from and s.answered_at < in_to
    and s.regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'response.performance.read' = any(nullif(current_setting('app.grants', true), '')::text[])
    and (coalesce(nullif(current_setting('app.areas', true), ''), '{}') = '{}' or s.area_id = any((select current_setting('app.areas', true)::int[])::int[]))
    and (coalesce(nullif(current_setting('app.offices', true), ''), '{}') = '{}' or s.office_id = any(current_setting('app.offices', true)::int[]))
  group by 1
$$;
revoke execute on function response.performance_satisfaction from public;
grant execute on function response.performance_satisfaction to app_user;

-- Who had the cases of a span when: openings of tasks and events without words, without names, without the case's number.
create function response.performance_histories(in_regency_id int, in_from timestamptz, in_to timestamptz)
returns table (opened_at timestamptz, lead_office_id int, tasks json, events json)
language sql stable security definer set search_path = ''
as $$
  select c.opened_at, c.lead_office_id,
    (select coalesce(json_agg(json_build_object('taskId', t.task_id, 'officeId', t.office_id, 'openedAt', t.opened_at)), '[]')
      from response.task t where t.regency_id = c.regency_id and t.case_id = c.case_id),
    (select coalesce(json_agg(json_build_object('at', e.at, 'kind', e.kind, 'taskId', e.task_id, 'byOfficeId', e.by_office_id,
        'toOfficeId', e.detail -> 'officeId', 'fromOfficeId', e.detail -> 'fromOfficeId') order by e.seq), '[]')
      from response.case_event e where e.regency_id = c.regency_id and e.case_id = c.case_id)
  from response.performance_cases(in_regency_id, in_from, in_to) c
$$;
revoke execute on function response.performance_histories from public;
grant execute on function response.performance_histories to app_user;

-- What a replay of a span needs: when each case came, what it was promised, when the lead answered, and how long that took the officer: the time since
-- the case came or since the officer's act before, whichever is later.
create function response.performance_arrivals(in_regency_id int, in_from timestamptz, in_to timestamptz)
returns table (office_id int, opened_at timestamptz, due_at timestamptz, answered_at timestamptz, handling_seconds double precision)
language sql stable security definer set search_path = ''
as $$
  with acts as (
    select e.case_id, e.at, e.kind,
      lag(e.at) over (partition by e.by_account_id order by e.at, e.case_id, e.seq) as before_at
    from response.case_event e
    where e.regency_id = in_regency_id and e.done_by = 'officer' and e.at >= in_from - interval '1 day' and e.at < in_to + interval '14 days'
  )
  select c.lead_office_id, k.started_at, k.due_at, k.stopped_at,
    extract(epoch from a.at - greatest(k.started_at, coalesce(a.before_at, k.started_at)))
  from response.performance_cases(in_regency_id, in_from, in_to) c
  join lateral (
    select f.started_at, f.stopped_at, f.due_at from response.clock f
    where f.regency_id = c.regency_id and f.case_id = c.case_id and f.measure = 'first_response' and f.task_id is null
    order by f.started_at limit 1) k on true
  left join lateral (
    select x.at, x.before_at from acts x where x.case_id = c.case_id and x.at = k.stopped_at and x.kind in ('answered', 'asked', 'finished', 'concluded')
    limit 1) a on true
$$;
revoke execute on function response.performance_arrivals from public;
grant execute on function response.performance_arrivals to app_user;

-- How many officers of each office were at work: the distinct ones of a day, on the average of the days on which any was.
create function response.performance_staffing(in_regency_id int, in_from timestamptz, in_to timestamptz, in_zone text)
returns table (office_id int, officers double precision, hours int[])
language sql stable security definer set search_path = ''
as $$
  with acts as (
    select e.by_office_id, e.by_account_id, (e.at at time zone in_zone)::date as on_day,
      extract(isodow from e.at at time zone in_zone)::int * 24 - 24 + extract(hour from e.at at time zone in_zone)::int as hour_of_week
    from response.case_event e
    where e.regency_id = in_regency_id and e.done_by = 'officer' and e.at >= in_from and e.at < in_to and e.by_office_id is not null
      and e.regency_id = nullif(current_setting('app.regency', true), '')::int
      and 'response.performance.read' = any(nullif(current_setting('app.grants', true), '')::text[])
      and (coalesce(nullif(current_setting('app.offices', true), ''), '{}') = '{}' or e.by_office_id = any(current_setting('app.offices', true)::int[]))
  )
  select d.by_office_id, avg(d.officers)::double precision,
    (select array_agg(distinct a.hour_of_week) from acts a where a.by_office_id = d.by_office_id)
  from (select by_office_id, on_day, count(distinct by_account_id) as officers from acts group by 1, 2) d
  group by 1
$$;
revoke execute on function response.performance_staffing from public;
grant execute on function response.performance_staffing to app_user;
