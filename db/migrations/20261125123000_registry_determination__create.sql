-- The regent's determinations: lists of confirmed proposals that a decree takes into the official register, and what undoes them.

create table registry.determination (
  regency_id int not null,
  determination_id uuid not null,
  area_id int not null,
  office_id int not null,
  state text not null check (state in ('draft', 'determined', 'discarded')),
  version int not null check (version > 0),
  -- The determination that this one corrects: its items are taken back out of it.
  corrects_id uuid,
  reason text check (char_length(reason) between 1 and 2000),
  prepared_by uuid,
  prepared_by_name text not null,
  prepared_at timestamptz not null,
  -- What the decree says, frozen with its list when it is entered. The file is kept by its hash.
  decree_number text check (char_length(decree_number) between 1 and 120),
  decree_on date,
  signer_name text check (char_length(signer_name) between 1 and 120),
  signer_title text check (char_length(signer_title) between 1 and 120),
  month text check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  determined_by uuid,
  determined_by_name text,
  determined_at timestamptz,
  document jsonb,
  document_sha256 text check (document_sha256 ~ '^[0-9a-f]{64}$'),
  discarded_by_name text,
  discarded_at timestamptz,
  discard_reason text check (char_length(discard_reason) between 1 and 2000),
  primary key (regency_id, determination_id),
  unique (regency_id, decree_number),
  check ((corrects_id is null) = (reason is null)),
  check ((state = 'determined') = (decree_number is not null) and (decree_number is null) = (document_sha256 is null)
    and (decree_number is null) = (decree_on is null) and (decree_number is null) = (determined_at is null)),
  check (determined_by is null or determined_by is distinct from prepared_by)
);
create index determination_by_time on registry.determination (regency_id, prepared_at desc, determination_id desc);

create table registry.determination_item (
  regency_id int not null,
  determination_id uuid not null,
  item_no int not null check (item_no > 0),
  area_id int not null,
  office_id int not null,
  proposal_id uuid not null,
  primary key (regency_id, determination_id, item_no),
  unique (regency_id, determination_id, proposal_id)
);
create index determination_item_by_proposal on registry.determination_item (regency_id, proposal_id);

do $$
declare
  named text;
begin
  foreach named in array array['determination', 'determination_item'] loop
    execute format('alter table registry.%I enable row level security', named);
    execute format('alter table registry.%I force row level security', named);
    execute format($policy$
      create policy read_in_reach on registry.%I for select
        using (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
          and 'registry.proposal.read' = any(nullif(current_setting('app.grants', true), '')::text[]))
      $policy$, named);
    execute format($policy$
      create policy prepare_in_reach on registry.%I for insert
        with check (regency_id = nullif(current_setting('app.regency', true), '')::int
          and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
          and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
          and 'registry.proposal.confirm' = any(nullif(current_setting('app.grants', true), '')::text[]))
      $policy$, named);
  end loop;
end $$;
create policy decide_in_reach on registry.determination for update
  using (regency_id = nullif(current_setting('app.regency', true), '')::int
    and area_id = any(nullif(current_setting('app.areas', true), '')::int[])
    and office_id = any(nullif(current_setting('app.offices', true), '')::int[])
    and nullif(current_setting('app.grants', true), '')::text[] && array['registry.proposal.confirm', 'registry.proposal.determine'])
  with check (regency_id = nullif(current_setting('app.regency', true), '')::int);

grant select, insert on registry.determination, registry.determination_item to app_user;
grant update (state, version, decree_number, decree_on, signer_name, signer_title, month, determined_by, determined_by_name, determined_at, document,
  document_sha256, discarded_by_name, discarded_at, discard_reason) on registry.determination to app_user;

-- A correcting determination takes items back out of the one before.
-- squawk-ignore constraint-missing-not-valid
alter table registry.proposal_step drop constraint proposal_step_act_check,
  add constraint proposal_step_act_check check (act in ('submit', 'check', 'agree', 'decline', 'verify', 'confirm', 'determine', 'export', 'accept',
    'reject', 'return', 'reopen', 'revoke', 'withdraw'));

-- How many proposals stand where, by village, for whoever counts (those of no area: everywhere): no names. What is on its way counts for every month; what is settled for its own.
create function registry.count_month(in_regency_id int, in_month text)
returns table (area_id int, state text, proposals int)
language sql stable security definer set search_path = ''
as $$
  select p.area_id, p.state, count(*)::int
  from registry.proposal p
  where p.regency_id = in_regency_id and p.regency_id = nullif(current_setting('app.regency', true), '')::int
    and (coalesce(nullif(current_setting('app.areas', true), ''), '{}') = '{}' or p.area_id = any(current_setting('app.areas', true)::int[]))
    and 'registry.proposal.count' = any(nullif(current_setting('app.grants', true), '')::text[])
    and (p.state in ('submitted', 'returned', 'checked', 'agreed', 'verified', 'confirmed')
      or p.state = 'determined' and p.month <= in_month or p.state in ('exported', 'accepted', 'rejected') and p.month = in_month)
  group by p.area_id, p.state
$$;
revoke execute on function registry.count_month from public;
grant execute on function registry.count_month to app_user;

alter table registry.determination add foreign key (regency_id, area_id) references people.area (regency_id, area_id);
alter table registry.determination add foreign key (regency_id, office_id) references people.office (regency_id, office_id);
alter table registry.determination add foreign key (regency_id, corrects_id) references registry.determination (regency_id, determination_id);
alter table registry.determination_item add foreign key (regency_id, determination_id) references registry.determination (regency_id, determination_id);
alter table registry.determination_item add foreign key (regency_id, proposal_id) references registry.proposal (regency_id, proposal_id);
