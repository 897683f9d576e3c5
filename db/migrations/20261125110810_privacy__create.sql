-- What people may ask about the data that is kept of them, and what the regency must be able to show: who asked, when it was due, what was decided.
create schema privacy;
grant usage on schema privacy to app_user;

-- Somebody asks about the data kept of them; in person at a counter, or signed in. The due time is kept as it was promised then.
create table privacy.request (
  regency_id int not null,
  request_id uuid not null,
  person_id uuid not null,
  area_id int not null,
  kind text not null check (kind in ('access', 'correction', 'restriction', 'erasure', 'objection', 'consent_withdrawal')),
  words text not null check (char_length(words) between 2 and 2000),
  asked_at timestamptz not null,
  due_at timestamptz not null,
  -- The account that asked for itself, or that took the request at a counter; how the person was recognised there.
  asked_by uuid not null,
  is_taken boolean not null,
  recognised_by text check (char_length(recognised_by) between 2 and 300),
  taken_by_name text,
  decision text check (decision in ('granted', 'refused')),
  reason text check (char_length(reason) between 2 and 2000),
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  -- Until when a granted copy can be fetched.
  copy_until timestamptz,
  primary key (regency_id, request_id),
  check (is_taken = (recognised_by is not null)),
  check ((decision is null) = (decided_at is null)),
  check ((decision is null) = (reason is null))
);
create index request_by_due on privacy.request (regency_id, due_at, request_id) where decision is null;
create index request_by_time on privacy.request (regency_id, asked_at desc, request_id desc);
create index request_by_account on privacy.request (regency_id, asked_by, asked_at desc);

-- That somebody agreed to a processing whose ground is consent, and that they took it back. Never overwritten: a new agreement is a new row.
create table privacy.consent (
  regency_id int not null,
  consent_id uuid not null,
  person_id uuid not null,
  area_id int not null,
  processing_key text not null check (processing_key ~ '^[a-z0-9-]+$'),
  given_on date not null,
  given_how text not null check (given_how in ('signed', 'spoken')),
  evidence text not null check (char_length(evidence) between 2 and 500),
  recorded_by uuid,
  recorded_by_name text not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_words text check (char_length(withdrawn_words) between 2 and 500),
  withdrawn_by_name text,
  primary key (regency_id, consent_id),
  check ((withdrawn_at is null) = (withdrawn_words is null))
);
create unique index consent_now on privacy.consent (regency_id, person_id, processing_key) where withdrawn_at is null;

-- What the retention rules removed, and when; counts only.
create table privacy.retention_run (
  regency_id int not null,
  what text not null check (what ~ '^[a-z_]+$'),
  ran_at timestamptz not null,
  keep_days int not null,
  removed_count int not null check (removed_count >= 0),
  primary key (regency_id, what, ran_at)
);

-- Whose data was removed at their request. The person's id stays so that nothing points into the void; nothing else of them does.
create table privacy.erasure (
  regency_id int not null,
  person_id uuid not null,
  request_id uuid not null,
  erased_at timestamptz not null,
  primary key (regency_id, person_id)
);

-- An incident in which data may have reached somebody whom it should not: whose account or which time, what is known, and who was told.
create table privacy.breach (
  regency_id int not null,
  breach_id uuid not null,
  discovered_at timestamptz not null,
  notice_due_at timestamptz not null,
  what_happened text not null check (char_length(what_happened) between 10 and 4000),
  account_id uuid,
  from_at timestamptz not null,
  to_at timestamptz not null,
  handling text check (char_length(handling) between 2 and 4000),
  notified_at timestamptz,
  recorded_by_name text not null,
  primary key (regency_id, breach_id),
  check (from_at < to_at)
);
create index breach_by_time on privacy.breach (regency_id, discovered_at desc);

do $$
declare
  named text;
begin
  foreach named in array array['request', 'consent', 'retention_run', 'erasure', 'breach'] loop
    execute format('alter table privacy.%I enable row level security', named);
    execute format('alter table privacy.%I force row level security', named);
  end loop;
end $$;

create policy own_or_taken_or_decided on privacy.request for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and ((asked_by = nullif(current_setting('app.account', true), '')::uuid
        and nullif(current_setting('app.grants', true), '')::text[] && array['privacy.request.own', 'privacy.request.take'])
      or 'privacy.request.decide' = any(nullif(current_setting('app.grants', true), '')::text[])
      or (area_id = any(nullif(current_setting('app.areas', true), '')::int[])
        and 'privacy.request.take' = any(nullif(current_setting('app.grants', true), '')::text[]))));
create policy ask on privacy.request for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and decision is null and asked_by = nullif(current_setting('app.account', true), '')::uuid
    and ((not is_taken and 'privacy.request.own' = any(nullif(current_setting('app.grants', true), '')::text[]))
      or (is_taken and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
        and 'privacy.request.take' = any(nullif(current_setting('app.grants', true), '')::text[]))));
create policy decide on privacy.request for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'privacy.request.decide' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);
create policy take_in_area on privacy.consent
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'privacy.request.take' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and 'privacy.request.take' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy read_record on privacy.retention_run for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and nullif(current_setting('app.grants', true), '')::text[] && array['privacy.record.read', 'privacy.retain']);
create policy retain on privacy.retention_run for insert
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'privacy.retain' = any(nullif(current_setting('app.grants', true), '')::text[]));
create policy read_erasure on privacy.erasure for select
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and nullif(current_setting('app.grants', true), '')::text[] && array['privacy.request.decide', 'privacy.retain']);
create policy handle_breach on privacy.breach
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'privacy.breach.handle' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'privacy.breach.handle' = any(nullif(current_setting('app.grants', true), '')::text[]));

grant select, insert on privacy.request, privacy.consent, privacy.retention_run, privacy.breach to app_user;
grant select on privacy.erasure to app_user;
grant update (decision, reason, decided_at, decided_by, decided_by_name, copy_until) on privacy.request to app_user;
grant update (withdrawn_at, withdrawn_words, withdrawn_by_name) on privacy.consent to app_user;
grant update (handling, notified_at) on privacy.breach to app_user;

-- The person who is signed in, as far as the registry knows them: whom a request of their own is about.
create function privacy.own_person(p_regency int) returns table (person_id uuid, area_id int)
  language sql stable security definer set search_path = '' as $$
  select p.person_id, p.area_id
  from people.account a join registry.person p on p.regency_id = a.regency_id and p.person_id = a.person_id
  where a.regency_id = p_regency and a.regency_id = nullif(current_setting('app.regency', true), '')::int
    and a.account_id = nullif(current_setting('app.account', true), '')::uuid
    and 'privacy.request.own' = any(nullif(current_setting('app.grants', true), '')::text[])
$$;

-- What is kept of a person, for the copy that they asked for: only for a granted request of that kind, only until it ends, only for who asked.
-- Nothing of anybody else is in it: not who reported, not what officers noted between themselves.
create function privacy.copy_of_person(p_regency int, p_request uuid, p_now timestamptz) returns jsonb
  language sql stable security definer set search_path = '' as $$
  with asked as (
    select r.person_id from privacy.request r
    where r.regency_id = p_regency and r.request_id = p_request and r.regency_id = nullif(current_setting('app.regency', true), '')::int
      and r.kind = 'access' and r.decision = 'granted' and r.copy_until > p_now
      and r.asked_by = nullif(current_setting('app.account', true), '')::uuid
  )
  select jsonb_build_object(
    'person', (select jsonb_build_object('name', p.name, 'alias', p.alias, 'sex', p.sex, 'birthOn', p.birth_on, 'birthPlace', p.birth_place,
        'status', p.status, 'areaId', p.area_id, 'recordedAt', p.recorded_at)
      from registry.person p where p.regency_id = p_regency and p.person_id = a.person_id),
    'nikSealed', (select encode(i.nik_sealed, 'base64') from registry.person_identity i where i.regency_id = p_regency and i.person_id = a.person_id),
    'families', (select coalesce(jsonb_agg(jsonb_build_object('relation', m.relation, 'from', m.valid_from, 'to', m.valid_to, 'hamlet', f.hamlet,
        'rt', f.rt, 'rw', f.rw, 'address', f.address_text, 'areaId', f.area_id, 'decile', f.decile, 'decileOn', f.decile_on)
        order by m.valid_from), '[]')
      from registry.family_member m join registry.family f on f.regency_id = m.regency_id and f.family_id = m.family_id
      where m.regency_id = p_regency and m.person_id = a.person_id),
    'values', (select coalesce(jsonb_agg(jsonb_build_object('values', s.values, 'from', s.valid_from, 'source', o.name, 'asOf', n.as_of_on,
        'row', c.row_number) order by s.recorded_at), '[]')
      from (select regency_id, subject_id, values, valid_from, recorded_at, source_record_id from registry.attribute_set
            union all select regency_id, subject_id, values, valid_from, recorded_at, source_record_id from registry.sensitive_set) s
        join registry.source_record c on c.regency_id = s.regency_id and c.source_record_id = s.source_record_id
        join registry.snapshot n on n.regency_id = c.regency_id and n.snapshot_id = c.snapshot_id
        join registry.source o on o.regency_id = n.regency_id and o.source_id = n.source_id
      where s.regency_id = p_regency and s.subject_id = a.person_id),
    'cases', (select coalesce(jsonb_agg(jsonb_build_object('category', k.category, 'openedAt', k.opened_at, 'status', k.status, 'closedAt', k.closed_at,
        'verdict', k.verdict) order by k.opened_at), '[]')
      from response.case_file k where k.regency_id = p_regency and k.person_id = a.person_id),
    'consents', (select coalesce(jsonb_agg(jsonb_build_object('processing', k.processing_key, 'givenOn', k.given_on, 'withdrawnAt', k.withdrawn_at)
        order by k.given_on), '[]')
      from privacy.consent k where k.regency_id = p_regency and k.person_id = a.person_id),
    'looks', (select coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'role', e.role, 'officeId', e.office_id, 'action', e.action, 'purpose', e.purpose)
        order by e.entry_id), '[]')
      from audit.entry e where e.regency_id = p_regency and e.subject_kind = 'person' and e.subject_id = a.person_id::text))
  from asked a
$$;

-- Removes what the registry and the cases hold of a person whose request was granted. Cases and their clocks stay, without name and address.
-- Gives whether there was something to remove; a second call finds nothing.
create function privacy.erase_person(p_regency int, p_request uuid, p_now timestamptz) returns boolean
  language plpgsql security definer set search_path = '' as $$
declare
  v_person uuid;
begin
  select r.person_id into v_person from privacy.request r
    where r.regency_id = p_regency and r.request_id = p_request and r.kind = 'erasure' and r.decision = 'granted'
      and r.regency_id = nullif(current_setting('app.regency', true), '')::int
      and nullif(current_setting('app.grants', true), '')::text[] && array['privacy.request.decide', 'privacy.retain'];
  if not found then
    return false;
  end if;
  return privacy.erase_rows_of(p_regency, v_person, p_request, p_now);
end $$;

create function privacy.erase_rows_of(p_regency int, p_person uuid, p_request uuid, p_now timestamptz) returns boolean
  language plpgsql set search_path = '' as $$
begin
  insert into privacy.erasure (regency_id, person_id, request_id, erased_at) values (p_regency, p_person, p_request, p_now)
    on conflict do nothing;
  if not found then
    return false;
  end if;
  update registry.source_record c set raw = '{}', sealed = null
    where c.regency_id = p_regency and c.source_record_id in (
      select p.source_record_id from registry.person p where p.regency_id = p_regency and p.person_id = p_person
      union select s.source_record_id from registry.attribute_set s where s.regency_id = p_regency and s.subject_id = p_person
      union select s.source_record_id from registry.sensitive_set s where s.regency_id = p_regency and s.subject_id = p_person
      union select m.source_record_id from registry.family_member m where m.regency_id = p_regency and m.person_id = p_person);
  delete from registry.attribute_set s where s.regency_id = p_regency and s.subject_id = p_person;
  delete from registry.sensitive_set s where s.regency_id = p_regency and s.subject_id = p_person;
  delete from registry.person_identity i where i.regency_id = p_regency and i.person_id = p_person;
  delete from registry.person_search s where s.regency_id = p_regency and s.person_id = p_person;
  delete from registry.import_row w where w.regency_id = p_regency and w.person_id = p_person;
  update registry.person_event e set other_place = null where e.regency_id = p_regency and e.person_id = p_person;
  update registry.person p set name = '–', name_key = '', alias = null, birth_on = null, birth_on_is_default = false, birth_place = null, sex = null
    where p.regency_id = p_regency and p.person_id = p_person;
  update response.report r set subject_name = null, subject_address = null where r.regency_id = p_regency and r.person_id = p_person;
  update people.account a set person_id = null where a.regency_id = p_regency and a.person_id = p_person;
  update privacy.consent k set evidence = '––', withdrawn_words = case when k.withdrawn_at is null then null else '––' end
    where k.regency_id = p_regency and k.person_id = p_person;
  return true;
end $$;

-- Removes what has been kept long enough: at most `p_limit` rows of one kind that are older than a moment. Gives how many.
create function privacy.remove_old(p_regency int, p_what text, p_before timestamptz, p_now timestamptz, p_limit int) returns int
  language plpgsql security definer set search_path = '' as $$
declare
  v_removed int;
begin
  if p_regency is distinct from nullif(current_setting('app.regency', true), '')::int
    or not 'privacy.retain' = any(coalesce(nullif(current_setting('app.grants', true), '')::text[], '{}')) then
    return 0;
  end if;
  case p_what
    when 'sign_in_attempts' then
      delete from people.sign_in_attempt t where t.ctid = any(array(
        select ctid from people.sign_in_attempt where regency_id = p_regency and window_started_at < p_before limit p_limit));
    when 'ended_sessions' then
      delete from people.session t where t.regency_id = p_regency and t.session_id = any(array(
        select session_id from people.session where regency_id = p_regency and coalesce(ended_at, expires_at) < p_before limit p_limit));
    when 'report_attempts' then
      delete from response.attempt t where t.ctid = any(array(
        select ctid from response.attempt where regency_id = p_regency and window_started_at < p_before limit p_limit));
    when 'command_results' then
      delete from platform.command t where t.regency_id = p_regency and t.command_id = any(array(
        select command_id from platform.command where regency_id = p_regency and received_at < p_before limit p_limit));
    when 'abandoned_lists' then
      delete from registry.import_row t where t.regency_id = p_regency and t.ctid = any(array(
        select w.ctid from registry.import i join registry.import_row w on w.regency_id = i.regency_id and w.import_id = i.import_id
        where i.regency_id = p_regency and i.state in ('failed', 'cancelled') and i.changed_at < p_before limit p_limit));
    when 'reporter_contacts' then
      delete from response.reporter t where t.regency_id = p_regency and t.report_id = any(array(
        select w.report_id from response.case_file k join response.reporter w on w.regency_id = k.regency_id and w.case_id = k.case_id
        where k.regency_id = p_regency and k.closed_at < p_before limit p_limit));
    when 'copies_of_data' then
      update privacy.request t set copy_until = null where t.regency_id = p_regency and t.request_id = any(array(
        select request_id from privacy.request where regency_id = p_regency and copy_until < p_now limit p_limit));
    else
      raise exception 'nothing is kept under the name %', p_what;
  end case;
  get diagnostics v_removed = row_count;
  return v_removed;
end $$;

-- Who was touched: every person whose data an account saw or changed in a span of time, with where they live and what was seen. One line a person.
create function privacy.touched_persons(p_regency int, p_account uuid, p_from timestamptz, p_to timestamptz, p_after uuid, p_limit int)
  returns table (person_id uuid, name text, area_id int, looks int, first_at timestamptz, last_at timestamptz, fields text[])
  language sql stable security definer set search_path = '' as $$
  with touched as (
    select case e.subject_kind when 'report' then r.person_id when 'case' then k.person_id else null end as via_case,
      case when e.subject_kind = 'person' then e.subject_id::uuid end as direct, e.subject_id, e.subject_kind, e.at, e.detail
    from audit.entry e
    left join response.report r on e.subject_kind = 'report' and r.regency_id = e.regency_id and r.report_id::text = e.subject_id
    left join response.case_file k on e.subject_kind = 'case' and k.regency_id = e.regency_id and k.case_id::text = e.subject_id
    where e.regency_id = p_regency and e.regency_id = nullif(current_setting('app.regency', true), '')::int
      and 'privacy.breach.handle' = any(nullif(current_setting('app.grants', true), '')::text[])
      and e.at >= p_from and e.at < p_to and (p_account is null or e.account_id = p_account)
      and e.subject_kind in ('person', 'family', 'report', 'case')
  ), persons as (
    select coalesce(t.direct, t.via_case, m.person_id) as person_id, t.at, t.detail
    from touched t
    left join registry.family_member m on t.subject_kind = 'family' and m.regency_id = p_regency and m.family_id::text = t.subject_id and m.valid_to is null
  )
  select p.person_id, r.name, r.area_id, count(*)::int, min(p.at), max(p.at),
    coalesce((select array_agg(distinct f.field order by f.field) from persons q cross join lateral jsonb_array_elements_text(
      case when jsonb_typeof(q.detail -> 'fields') = 'array' then q.detail -> 'fields' else '[]' end) as f (field) where q.person_id = p.person_id), '{}')
  from persons p join registry.person r on r.regency_id = p_regency and r.person_id = p.person_id
  where p.person_id is not null and (p_after is null or p.person_id > p_after)
  group by p.person_id, r.name, r.area_id order by p.person_id limit least(p_limit, 10001)
$$;

revoke execute on function privacy.own_person, privacy.copy_of_person, privacy.erase_person, privacy.erase_rows_of, privacy.remove_old,
  privacy.touched_persons from public;
grant execute on function privacy.own_person, privacy.copy_of_person, privacy.erase_person, privacy.remove_old, privacy.touched_persons to app_user;

alter table privacy.request add foreign key (regency_id, person_id) references registry.person (regency_id, person_id);
alter table privacy.consent add foreign key (regency_id, person_id) references registry.person (regency_id, person_id);
alter table privacy.erasure add foreign key (regency_id, person_id) references registry.person (regency_id, person_id);
