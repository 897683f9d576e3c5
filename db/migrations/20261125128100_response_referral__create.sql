-- The integrated referral: how the back office assessed a case, and the letters by which it was referred, each with what came of it.

create table response.assessment (
  regency_id int not null,
  case_id uuid not null,
  assessment_id uuid not null,
  kind text not null check (kind in ('question', 'suggestion', 'complaint')),
  sectors text[] not null check (cardinality(sectors) between 1 and 9),
  recommendation text not null check (length(recommendation) between 1 and 1000),
  -- Whether the registry knew the person then.
  is_listed boolean not null,
  at timestamptz not null,
  by_account_id uuid not null,
  by_name text not null,
  primary key (regency_id, case_id, assessment_id)
);

create table response.referral (
  regency_id int not null,
  case_id uuid not null,
  referral_id uuid not null,
  -- Place and offices of the case stand here too, so that a list of referrals is read without the cases.
  area_id int not null,
  district_id int not null,
  case_number text not null,
  state text not null check (state in ('proposed', 'returned', 'issued', 'revoked', 'accepted', 'rejected', 'not_eligible', 'quota_full', 'passed_on', 'served')),
  sector text not null,
  service text not null check (length(service) between 1 and 1000),
  reason text not null check (length(reason) between 1 and 1000),
  from_office_id int not null,
  to_office_id int,
  to_body text,
  task_id uuid,
  passed_from uuid,
  proposed_at timestamptz not null,
  proposed_by uuid not null,
  proposed_by_name text not null,
  -- The letter: its number in the year's row (without a gap), what it says, its file, the keyed hash of its code.
  letter_year int,
  letter_no int check (letter_no > 0),
  letter_number text,
  letter jsonb,
  letter_sha256 text check (letter_sha256 ~ '^[0-9a-f]{64}$'),
  code_mac bytea check (length(code_mac) = 32),
  issued_at timestamptz,
  issued_by uuid,
  issued_by_name text,
  answer_due_on date,
  answer text check (length(answer) between 1 and 1000),
  answered_at timestamptz,
  answered_by_name text,
  primary key (regency_id, case_id, referral_id),
  unique (regency_id, letter_year, letter_no),
  unique (regency_id, code_mac),
  check ((to_office_id is null) <> (to_body is null)),
  check ((letter_no is null) = (issued_at is null) and (letter_no is null) = (letter_sha256 is null) and (letter_no is null) = (code_mac is null))
);
create index referral_by_state on response.referral (regency_id, state, referral_id);
create index referral_by_answer on response.referral (regency_id, answered_at) where state in ('rejected', 'not_eligible', 'quota_full');

-- The last number of each year's letters. Whoever takes one holds the row until the letter is written, so that there is no gap.
create table response.letter_series (
  regency_id int not null,
  year int not null,
  last_no int not null check (last_no >= 0),
  primary key (regency_id, year)
);

alter table response.assessment enable row level security;
alter table response.assessment force row level security;
alter table response.referral enable row level security;
alter table response.referral force row level security;
alter table response.letter_series enable row level security;
alter table response.letter_series force row level security;

create policy for_officers on response.assessment
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    and 'response.case.work' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert on response.assessment to app_user;

-- Who may see the case may see its letters: whoever lists them enters their cases first, so that a protected case stays protected.
create policy for_officers on response.referral
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and case_id = any(nullif(current_setting('app.cases', true), '')::uuid[])
    and nullif(current_setting('app.grants', true), '')::text[] && array['response.case.work', 'response.case.refer', 'response.referral.issue']);
grant select, insert on response.referral to app_user;
grant update (state, task_id, letter_year, letter_no, letter_number, letter, letter_sha256, code_mac, issued_at, issued_by, issued_by_name, answer_due_on,
  answer, answered_at, answered_by_name) on response.referral to app_user;

create policy issue on response.letter_series
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'response.referral.issue' = any(nullif(current_setting('app.grants', true), '')::text[]))
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'response.referral.issue' = any(nullif(current_setting('app.grants', true), '')::text[]));
grant select, insert, update on response.letter_series to app_user;

alter table response.assessment add foreign key (regency_id, case_id) references response.case_file (regency_id, case_id);
alter table response.referral add foreign key (regency_id, case_id) references response.case_file (regency_id, case_id);
alter table response.referral add foreign key (regency_id, case_id, task_id) references response.task (regency_id, case_id, task_id);

-- Which referrals stand in a box of the caller's scope, by their ids alone: those to sign, to answer, sent and open, or ended.
create function response.referral_page(in_regency_id int, in_box text, in_office_id int, in_after uuid, in_limit int)
returns table (referral_id uuid, case_id uuid)
language sql stable security definer set search_path = ''
as $$
  select r.referral_id, r.case_id
  from response.referral r
  where r.regency_id = in_regency_id and (in_after is null or r.referral_id > in_after)
    and case in_box
      when 'to_sign' then r.state = 'proposed'
      when 'to_answer' then r.state in ('issued', 'accepted') and coalesce(r.to_office_id, r.from_office_id) = in_office_id
      when 'sent' then r.state in ('proposed', 'issued', 'accepted') and r.from_office_id = in_office_id
      else r.state not in ('proposed', 'issued', 'accepted') end
    and r.regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'response.case.read' = any(nullif(current_setting('app.grants', true), '')::text[])
    and r.area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and array[r.from_office_id, r.to_office_id] && nullif(current_setting('app.offices', true), '')::int[]
  order by r.referral_id limit least(in_limit, 200)
$$;
revoke execute on function response.referral_page from public;
grant execute on function response.referral_page to app_user;

-- Whether a printed letter is real, by the keyed hash of the code on it. Nothing about a person.
create function response.check_referral(in_regency_id int, in_code_mac bytea)
returns table (letter_number text, issued_at timestamptz, from_office_id int, to_office_id int, to_body text, sector text, state text, letter_sha256 text)
language sql stable security definer set search_path = ''
as $$
  select r.letter_number, r.issued_at, r.from_office_id, r.to_office_id, r.to_body, r.sector, r.state, r.letter_sha256
  from response.referral r
  where r.regency_id = in_regency_id and r.code_mac = in_code_mac and r.regency_id = nullif(current_setting('app.regency', true), '')::int
$$;
revoke execute on function response.check_referral from public;
grant execute on function response.check_referral to app_user;

-- Needs that nobody could meet, counted by sector and district within the caller's scope.
create function response.unmet_needs(in_regency_id int, in_from timestamptz, in_to timestamptz)
returns table (sector text, district_id int, state text, need_count int)
language sql stable security definer set search_path = ''
as $$
  select r.sector, r.district_id, r.state, count(*)::int
  from response.referral r
  where r.regency_id = in_regency_id and r.state in ('rejected', 'not_eligible', 'quota_full') and r.answered_at >= in_from and r.answered_at < in_to
    and r.regency_id = nullif(current_setting('app.regency', true), '')::int
    and 'response.need.read' = any(nullif(current_setting('app.grants', true), '')::text[])
    and (coalesce(nullif(current_setting('app.areas', true), ''), '{}') = '{}' or r.area_id = any((select current_setting('app.areas', true)::int[])::int[]))
  group by 1, 2, 3
$$;
revoke execute on function response.unmet_needs from public;
grant execute on function response.unmet_needs to app_user;
