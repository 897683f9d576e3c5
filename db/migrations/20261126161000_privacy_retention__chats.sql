-- When a talk with an officer ended, so that how long its lines are kept can be counted from there. The lines of a talk are told when the next one begins.
alter table exchange.conversation add column talk_ended_at timestamptz;
alter table exchange.chat_line add column talk_ended_at timestamptz;
grant update (talk_ended_at) on exchange.conversation to app_user;
grant update (talk_ended_at) on exchange.chat_line to app_user;
update exchange.conversation c set talk_ended_at = c.changed_at
  where c.officer_asked_at is null and exists (
    select from exchange.chat_line l where l.regency_id = c.regency_id and l.conversation_id = c.conversation_id);
update exchange.chat_line l set talk_ended_at = c.officer_asked_at
  from exchange.conversation c
  where c.regency_id = l.regency_id and c.conversation_id = l.conversation_id and l.at < c.officer_asked_at;
-- squawk-ignore require-concurrent-index-creation
create index conversation_by_last_word on exchange.conversation (regency_id, last_inbound_at);

-- Whether somebody who wrote by chat waits for a report of theirs to be answered.
create function privacy.has_open_report(p_regency int, p_sender bytea) returns boolean
  language sql stable set search_path = '' as $$
  select exists (
    select from response.contact c join response.case_file k on k.regency_id = c.regency_id and k.case_id = c.case_id
    where c.regency_id = p_regency and c.address_mac = p_sender and k.closed_at is null)
$$;

-- What was said with an officer, with its files and places: at most `p_limit` lines of talks that ended before a moment. Gives how many went.
create function privacy.remove_old_talks(p_regency int, p_before timestamptz, p_limit int) returns int
  language plpgsql set search_path = '' as $$
declare
  v_removed int;
begin
  -- What was to be said and never went holds the same words.
  update exchange.message t set content_sealed = null where t.regency_id = p_regency and t.message_id = any(array(
    select m.message_id from exchange.message m
    join exchange.conversation c on c.regency_id = m.regency_id and c.conversation_id = m.conversation_id
    where m.regency_id = p_regency and m.content_sealed is not null and m.state in ('failed', 'given_up') and m.failed_at < p_before
      and c.officer_asked_at is null and not privacy.has_open_report(p_regency, c.sender_mac) limit p_limit));
  delete from exchange.chat_line t where t.regency_id = p_regency and t.ctid = any(array(
    select l.ctid from exchange.chat_line l
    join exchange.conversation c on c.regency_id = l.regency_id and c.conversation_id = l.conversation_id
    where l.regency_id = p_regency and coalesce(l.talk_ended_at, case when l.at <= c.talk_ended_at then c.talk_ended_at end) < p_before
      and not privacy.has_open_report(p_regency, c.sender_mac) limit p_limit));
  get diagnostics v_removed = row_count;
  return v_removed;
end $$;

-- Who wrote by chat, and by which number: at most `p_limit` conversations of people who were silent since a moment, wait for nobody and left nothing half told.
create function privacy.remove_old_numbers(p_regency int, p_before timestamptz, p_limit int) returns int
  language plpgsql set search_path = '' as $$
declare
  v_old uuid[];
begin
  v_old := array(
    select c.conversation_id from exchange.conversation c
    where c.regency_id = p_regency and c.last_inbound_at < p_before and c.officer_asked_at is null and c.look_at is null
      and not privacy.has_open_report(p_regency, c.sender_mac)
      and not exists (select from exchange.chat_line l where l.regency_id = c.regency_id and l.conversation_id = c.conversation_id)
      and not exists (select from exchange.message m where m.regency_id = c.regency_id and m.conversation_id = c.conversation_id
        and m.state in ('queued', 'sending') and m.queued_at >= p_before)
      and not exists (select from exchange.inbound i where i.regency_id = c.regency_id and i.sender_mac = c.sender_mac and i.kind = 'message' and i.handled_at is null)
    order by c.last_inbound_at limit p_limit for update skip locked);
  delete from exchange.inbound i using exchange.conversation c
    where c.regency_id = p_regency and c.conversation_id = any(v_old) and i.regency_id = c.regency_id and i.channel = c.channel and i.sender_mac = c.sender_mac;
  delete from exchange.message m where m.regency_id = p_regency and m.conversation_id = any(v_old);
  delete from exchange.conversation c where c.regency_id = p_regency and c.conversation_id = any(v_old);
  return cardinality(v_old);
end $$;

revoke execute on function privacy.has_open_report, privacy.remove_old_talks, privacy.remove_old_numbers from public;

create or replace function privacy.remove_old(p_regency int, p_what text, p_before timestamptz, p_now timestamptz, p_limit int) returns int
  language plpgsql security definer set search_path = '' as $$
declare
  v_removed int;
begin
  if p_regency is distinct from nullif(current_setting('app.regency', true), '')::int
    or not 'privacy.retain' = any(coalesce(nullif(current_setting('app.grants', true), '')::text[], '{}')) then
    return 0;
  end if;
  case p_what
    when 'chat_lines' then
      return privacy.remove_old_talks(p_regency, p_before, p_limit);
    when 'chat_numbers' then
      return privacy.remove_old_numbers(p_regency, p_before, p_limit);
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
