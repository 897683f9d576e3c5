-- What somebody writes in the moment in which their old number goes is not handled yet: it stays, and begins a conversation of its own.
create or replace function privacy.remove_old_numbers(p_regency int, p_before timestamptz, p_limit int) returns int
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
    where c.regency_id = p_regency and c.conversation_id = any(v_old) and i.regency_id = c.regency_id and i.channel = c.channel and i.sender_mac = c.sender_mac
      and i.handled_at is not null;
  delete from exchange.message m where m.regency_id = p_regency and m.conversation_id = any(v_old);
  delete from exchange.conversation c where c.regency_id = p_regency and c.conversation_id = any(v_old);
  return cardinality(v_old);
end $$;
