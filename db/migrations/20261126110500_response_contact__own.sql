-- Whoever holds the code of a report says how they are reached, changes it and takes it back. What was given before is read by the server alone,
-- to show its last signs and to keep what is not typed anew.
create function response.own_contacts(in_regency_id int, in_receipt_mac bytea)
returns table (report_id uuid, area_id int, phone_sealed bytea, channel text, lang text, address_sealed bytea)
language sql stable security definer set search_path = ''
as $$
  select r.report_id, r.area_id, p.phone_sealed, c.channel, c.lang, c.address_sealed
  from response.report r
  left join response.reporter p on p.regency_id = r.regency_id and p.report_id = r.report_id
  left join response.contact c on c.regency_id = r.regency_id and c.report_id = r.report_id
  where r.regency_id = in_regency_id and r.receipt_mac = in_receipt_mac
    and r.regency_id = nullif(current_setting('app.regency', true), '')::int
  order by c.rank
$$;
revoke execute on function response.own_contacts from public;
grant execute on function response.own_contacts to app_user;

-- Puts the number that officers may call and the addresses for news, in the order in which they are tried, in the place of those before.
-- Somebody who reported without a name stays without one: they can be told and asked, nobody sees by what.
create function response.change_own_contacts(
  in_regency_id int, in_receipt_mac bytea, in_at timestamptz, in_phone_sealed bytea, in_phone_last4 text,
  in_lang text, in_channels text[], in_sealed bytea[], in_macs bytea[]
)
returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_report response.report;
begin
  select * into v_report from response.report r
  where r.regency_id = in_regency_id and r.receipt_mac = in_receipt_mac
    and r.regency_id = nullif(current_setting('app.regency', true), '')::int;
  if not found then
    return false;
  end if;
  insert into response.reporter as p (regency_id, report_id, case_id, area_id, phone_sealed, phone_last4, received_at)
  values (v_report.regency_id, v_report.report_id, v_report.case_id, v_report.area_id, in_phone_sealed, in_phone_last4, in_at)
  on conflict (regency_id, report_id) do update set phone_sealed = excluded.phone_sealed, phone_last4 = excluded.phone_last4;
  delete from response.contact c where c.regency_id = v_report.regency_id and c.report_id = v_report.report_id;
  insert into response.contact (regency_id, report_id, channel, case_id, area_id, rank, lang, address_sealed, address_mac, given_at)
  select v_report.regency_id, v_report.report_id, g.channel, v_report.case_id, v_report.area_id, g.rank, in_lang, g.sealed, g.mac, in_at
  from unnest(in_channels, in_sealed, in_macs) with ordinality as g(channel, sealed, mac, rank);
  if v_report.secrecy = 'anonymous' then
    update response.case_file k set reporter_can_reply = cardinality(in_channels) > 0
    where k.regency_id = v_report.regency_id and k.case_id = v_report.case_id and k.reporter_can_reply <> (cardinality(in_channels) > 0);
    delete from response.reporter p
    where p.regency_id = v_report.regency_id and p.report_id = v_report.report_id and in_phone_sealed is null and cardinality(in_channels) = 0;
  end if;
  return true;
end $$;
revoke execute on function response.change_own_contacts from public;
grant execute on function response.change_own_contacts to app_user;
