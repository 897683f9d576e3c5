-- Proposals to the official register: a family in, out, or corrected. What was proposed is never changed; what happens is a step with its doer.

-- Somebody's proposal. `office_id` is the office that answers for the register here: with the area it bounds who sees the row.
create table registry.proposal (
  regency_id int not null,
  proposal_id uuid not null,
  area_id int not null,
  office_id int not null,
  kind text not null check (kind in ('in', 'out', 'correction')),
  state text not null check (state in ('submitted', 'checked', 'agreed', 'verified', 'confirmed', 'determined', 'exported', 'accepted', 'rejected',
    'declined', 'returned', 'withdrawn')),
  version int not null check (version > 0),
  command_id uuid not null,
  code_mac bytea not null check (length(code_mac) = 32),
  channel text not null check (channel in ('web', 'counter')),
  submitted_at timestamptz not null,
  -- The officer who proposed, or who wrote it down for somebody.
  submitted_by uuid,
  family_id uuid,
  person_id uuid,
  subject_name text not null check (char_length(subject_name) between 1 and 120),
  subject_address text check (char_length(subject_address) between 1 and 300),
  people_count smallint check (people_count between 1 and 200),
  criteria text[] not null,
  reason text not null check (char_length(reason) between 1 and 2000),
  changed_at timestamptz not null,
  -- The month (YYYY-MM) that the proposal is determined for.
  month text check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  primary key (regency_id, proposal_id),
  unique (regency_id, command_id),
  unique (regency_id, code_mac)
);
create index proposal_by_time on registry.proposal (regency_id, submitted_at desc, proposal_id desc);
create index proposal_by_area on registry.proposal (regency_id, area_id, state);
create index proposal_by_family on registry.proposal (regency_id, family_id) where family_id is not null;

-- The numbers of the family that is proposed, where the proposal named them: under a lock of their own.
create table registry.proposal_identity (
  regency_id int not null,
  proposal_id uuid not null,
  area_id int not null,
  office_id int not null,
  nik_sealed bytea,
  nik_prefix text check (nik_prefix ~ '^[0-9]{4}$'),
  nik_last4 text check (nik_last4 ~ '^[0-9]{4}$'),
  card_sealed bytea,
  card_last4 text check (card_last4 ~ '^[0-9]{4}$'),
  primary key (regency_id, proposal_id)
);

-- Who proposed, where it was not an officer of their own accord.
create table registry.proposal_submitter (
  regency_id int not null,
  proposal_id uuid not null,
  area_id int not null,
  office_id int not null,
  name text check (char_length(name) between 1 and 120),
  phone_sealed bytea,
  phone_last4 text check (phone_last4 ~ '^[0-9]{4}$'),
  account_id uuid,
  submitted_at timestamptz not null,
  primary key (regency_id, proposal_id)
);
create index proposal_submitter_by_account on registry.proposal_submitter (regency_id, account_id, submitted_at) where account_id is not null;

-- Every step of a proposal: who, when, in which role, why.
create table registry.proposal_step (
  regency_id int not null,
  proposal_id uuid not null,
  step_no int not null check (step_no > 0),
  area_id int not null,
  office_id int not null,
  at timestamptz not null,
  act text not null check (act in ('submit', 'check', 'agree', 'decline', 'verify', 'confirm', 'determine', 'export', 'accept', 'reject', 'return',
    'reopen', 'withdraw')),
  account_id uuid,
  actor_name text,
  role text not null,
  words text check (char_length(words) between 1 and 2000),
  detail jsonb not null default '{}',
  primary key (regency_id, proposal_id, step_no)
);

create table registry.proposal_photo (
  regency_id int not null,
  photo_id uuid not null,
  proposal_id uuid not null,
  area_id int not null,
  office_id int not null,
  step_no int not null,
  photo_no smallint not null check (photo_no between 1 and 5),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes int not null check (size_bytes > 0),
  width int not null check (width > 0),
  height int not null check (height > 0),
  primary key (regency_id, photo_id),
  unique (regency_id, proposal_id, step_no, photo_no)
);

-- How often one address tried something that anybody may try; the address is a keyed hash, so nobody's is kept.
create table platform.attempt (
  regency_id int not null,
  kind text not null check (kind ~ '^[a-z_]{2,30}$'),
  address_mac bytea not null check (length(address_mac) = 32),
  window_started_at timestamptz not null,
  attempts int not null check (attempts > 0),
  primary key (regency_id, kind, address_mac)
);
create index attempt_by_age on platform.attempt (regency_id, window_started_at);
alter table platform.attempt enable row level security;
alter table platform.attempt force row level security;
create policy same_regency on platform.attempt
  using (regency_id = nullif(current_setting('app.regency', true), '')::int)
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);
grant select, insert, update, delete on platform.attempt to app_user;

do $$
declare
  named text;
  reading text;
  writing text;
begin
  foreach named in array array['proposal', 'proposal_identity', 'proposal_submitter', 'proposal_step', 'proposal_photo'] loop
    execute format('alter table registry.%I enable row level security', named);
    execute format('alter table registry.%I force row level security', named);
    reading := case named when 'proposal_submitter' then 'registry.submitter.reveal' else 'registry.proposal.read' end;
    execute format($policy$
      create policy read_in_reach on registry.%I for select
        using (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
          and %L = any(nullif(current_setting('app.grants', true), '')::text[]))
      $policy$, named, reading);
  end loop;
  -- Anybody may propose; nobody can read a row back by having made it. Later steps are for whoever works there.
  foreach named in array array['proposal', 'proposal_identity', 'proposal_submitter', 'proposal_step', 'proposal_photo'] loop
    writing := case named when 'proposal' then $w$state = 'submitted'$w$ when 'proposal_step' then $w$step_no = 1 and act = 'submit'$w$
      when 'proposal_photo' then 'step_no = 1' else 'true' end;
    execute format($policy$
      create policy propose on registry.%I for insert
        with check (regency_id = nullif(current_setting('app.regency', true), '')::int and %s)
      $policy$, named, writing);
  end loop;
  foreach named in array array['proposal_step', 'proposal_photo'] loop
    execute format($policy$
      create policy act_in_reach on registry.%I for insert
        with check (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
          and nullif(current_setting('app.grants', true), '')::text[] && array['registry.proposal.make', 'registry.proposal.check',
            'registry.proposal.verify', 'registry.proposal.confirm', 'registry.proposal.determine', 'registry.proposal.export',
            'registry.deliberation.close'])
      $policy$, named);
  end loop;
end $$;
create policy act_in_reach on registry.proposal for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
    and nullif(current_setting('app.grants', true), '')::text[] && array['registry.proposal.make', 'registry.proposal.check',
      'registry.proposal.verify', 'registry.proposal.confirm', 'registry.proposal.determine', 'registry.proposal.export',
      'registry.deliberation.close'])
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[]));

grant select, insert on registry.proposal, registry.proposal_identity, registry.proposal_submitter, registry.proposal_step, registry.proposal_photo
  to app_user;
grant update (state, version, month, changed_at) on registry.proposal to app_user;

-- What the holder of a code learns: how far it is and why, nothing about the family.
create function registry.open_proposal(in_regency_id int, in_code_mac bytea)
returns table (proposal_id uuid, kind text, state text, area_id int, submitted_at timestamptz, month text, steps jsonb)
language sql stable security definer set search_path = ''
as $$
  select p.proposal_id, p.kind, p.state, p.area_id, p.submitted_at, p.month,
    (select jsonb_agg(jsonb_build_object('act', s.act, 'at', s.at,
        'words', case when s.act in ('decline', 'return', 'reopen', 'reject', 'withdraw') then s.words end) order by s.step_no)
      from registry.proposal_step s where s.regency_id = p.regency_id and s.proposal_id = p.proposal_id)
  from registry.proposal p
  where p.regency_id = in_regency_id and p.code_mac = in_code_mac
    and p.regency_id = nullif(current_setting('app.regency', true), '')::int
$$;
revoke execute on function registry.open_proposal from public;
grant execute on function registry.open_proposal to app_user;

-- The proposals of the signed-in resident, newest first, before a moment.
create function registry.list_own_proposals(in_regency_id int, in_before timestamptz, in_limit int)
returns table (proposal_id uuid, command_id uuid, kind text, state text, area_id int, submitted_at timestamptz, subject_name text)
language sql stable security definer set search_path = ''
as $$
  select p.proposal_id, p.command_id, p.kind, p.state, p.area_id, p.submitted_at, p.subject_name
  from registry.proposal_submitter s
  join registry.proposal p on p.regency_id = s.regency_id and p.proposal_id = s.proposal_id
  where s.regency_id = in_regency_id and s.submitted_at < in_before
    and s.regency_id = nullif(current_setting('app.regency', true), '')::int
    and s.account_id = nullif(current_setting('app.account', true), '')::uuid
    and 'registry.proposal.own' = any(nullif(current_setting('app.grants', true), '')::text[])
  order by s.submitted_at desc, p.proposal_id
  limit least(in_limit, 100)
$$;
revoke execute on function registry.list_own_proposals from public;
grant execute on function registry.list_own_proposals to app_user;

-- The family in which the person of the signed-in account lives: nobody decides about their own household.
create function registry.own_family(in_regency_id int)
returns table (family_id uuid)
language sql stable security definer set search_path = ''
as $$
  select m.family_id
  from people.account a
  join registry.family_member m on m.regency_id = a.regency_id and m.person_id = a.person_id and m.valid_to is null
  where a.regency_id = in_regency_id and a.regency_id = nullif(current_setting('app.regency', true), '')::int
    and a.account_id = nullif(current_setting('app.account', true), '')::uuid
$$;
revoke execute on function registry.own_family from public;
grant execute on function registry.own_family to app_user;

alter table registry.proposal add foreign key (regency_id, area_id) references people.area (regency_id, area_id);
alter table registry.proposal add foreign key (regency_id, office_id) references people.office (regency_id, office_id);
alter table registry.proposal add foreign key (regency_id, family_id) references registry.family (regency_id, family_id);
alter table registry.proposal add foreign key (regency_id, person_id) references registry.person (regency_id, person_id);
alter table registry.proposal_identity add foreign key (regency_id, proposal_id) references registry.proposal (regency_id, proposal_id);
alter table registry.proposal_submitter add foreign key (regency_id, proposal_id) references registry.proposal (regency_id, proposal_id);
alter table registry.proposal_step add foreign key (regency_id, proposal_id) references registry.proposal (regency_id, proposal_id);
alter table registry.proposal_photo add foreign key (regency_id, proposal_id, step_no)
  references registry.proposal_step (regency_id, proposal_id, step_no);
