-- Whoever objected may ask for a second look at the answer, once and within a time; somebody else than who answered looks.
alter table registry.objection
  add column appealed_at timestamptz,
  add column appeal_words text,
  add column first_due_on date,
  add column appeal_until date,
  add column second_answered_at timestamptz,
  add column second_answered_by uuid,
  add column second_answered_by_name text,
  add column second_outcome text,
  add column second_answer text;
-- squawk-ignore constraint-missing-not-valid
alter table registry.objection
  drop constraint objection_state_check,
  drop constraint objection_check,
  add constraint objection_state_check check (state in ('open', 'answered', 'appealed', 'settled')),
  add constraint objection_check check ((state <> 'open') = (answered_at is not null) and (answered_at is null) = (answer is null)
    and (answer is null) = (outcome is null)),
  add constraint objection_appeal_check check ((state in ('appealed', 'settled')) = (appealed_at is not null) and (appealed_at is null) = (appeal_words is null)
    and (appealed_at is null) = (first_due_on is null)),
  add constraint objection_appeal_words_check check (char_length(appeal_words) between 1 and 2000),
  add constraint objection_second_check check ((state = 'settled') = (second_answered_at is not null)
    and (second_answered_at is null) = (second_answer is null) and (second_answer is null) = (second_outcome is null)),
  add constraint objection_second_hand_check check (second_answered_by is null or second_answered_by is distinct from answered_by),
  add constraint objection_second_outcome_check check (second_outcome in ('upheld', 'partly', 'dismissed')),
  add constraint objection_second_answer_check check (char_length(second_answer) between 1 and 2000);

grant update (due_on, appeal_until, appealed_at, appeal_words, first_due_on, second_answered_at, second_answered_by, second_answered_by_name, second_outcome, second_answer)
  on registry.objection to app_user;

-- What the holder of a code learns: the answers, and until when a second look can be asked for; nothing about the family.
drop function registry.open_objection(int, bytea);
create function registry.open_objection(in_regency_id int, in_code_mac bytea)
returns table (objection_id uuid, claim text, state text, area_id int, submitted_at timestamptz, due_on date, answered_at timestamptz, outcome text,
  answer text, minutes_number text, appeal_until date, appealed_at timestamptz, appeal_words text, second_answered_at timestamptz, second_outcome text,
  second_answer text)
language sql stable security definer set search_path = ''
as $$
  select o.objection_id, o.claim, o.state, o.area_id, o.submitted_at, o.due_on, o.answered_at, o.outcome, o.answer, o.minutes_number, o.appeal_until,
    o.appealed_at, o.appeal_words, o.second_answered_at, o.second_outcome, o.second_answer
  from registry.objection o
  where o.regency_id = in_regency_id and o.code_mac = in_code_mac and o.regency_id = nullif(current_setting('app.regency', true), '')::int
$$;
revoke execute on function registry.open_objection from public;
grant execute on function registry.open_objection to app_user;

-- The holder of a code asks for a second look. Gives the objection, or nothing when it is not answered, asked before, or its time is over.
create function registry.appeal_objection(in_regency_id int, in_code_mac bytea, in_words text, in_at timestamptz, in_today date, in_due_on date)
returns table (objection_id uuid, area_id int)
language sql volatile security definer set search_path = ''
as $$
  update registry.objection o set state = 'appealed', version = o.version + 1, appealed_at = in_at, appeal_words = in_words, first_due_on = o.due_on,
    due_on = in_due_on
  where o.regency_id = in_regency_id and o.code_mac = in_code_mac and o.regency_id = nullif(current_setting('app.regency', true), '')::int
    and o.state = 'answered' and o.appeal_until >= in_today
  returning o.objection_id, o.area_id
$$;
revoke execute on function registry.appeal_objection from public;
grant execute on function registry.appeal_objection to app_user;
