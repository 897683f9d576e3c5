import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import { enterCases } from '#modules/response/case/case.store.ts'
import type { ContactChannel, NoticeKind } from './notice.contract.ts'
import type { Notice } from './notice.rules.ts'

/** Writes notices down; each event of a case is told of once. */
export async function insertNotices(
  tx: Tx, of: { caseId: string; areaId: number }, notices: readonly (Notice & { readonly noticeId: string })[],
): Promise<void> {
  const rows = notices.map((notice) => sql`(${tx.regencyId}, ${notice.noticeId}, ${of.caseId}, ${notice.reportId}, ${of.areaId}, ${notice.seq},
    ${notice.kind}, ${tx.now})`)
  await sql`
    insert into response.notice (regency_id, notice_id, case_id, report_id, area_id, event_seq, kind, at)
    values ${sql.join(rows)}`.execute(tx.db)
}

/** Where the sender of a report is reached; the address is already closed. */
export interface NewContact {
  readonly channel: ContactChannel
  readonly sealed: Buffer
  readonly mac: Buffer
}

/** Keeps the addresses of one reporter in the order in which they are tried. */
export async function insertContacts(
  tx: Tx, of: { caseId: string; reportId: string; areaId: number; lang: string }, contacts: readonly NewContact[],
): Promise<void> {
  if (contacts.length === 0) return
  const rows = contacts.map((contact, at) => sql`(${tx.regencyId}, ${of.reportId}, ${contact.channel}, ${of.caseId}, ${of.areaId}, ${at + 1},
    ${of.lang}, ${contact.sealed}, ${contact.mac}, ${tx.now})`)
  await sql`
    insert into response.contact (regency_id, report_id, channel, case_id, area_id, rank, lang, address_sealed, address_mac, given_at)
    values ${sql.join(rows)}`.execute(tx.db)
}

export interface NoticeRow {
  readonly noticeId: string
  readonly caseId: string
  readonly reportId: string | null
  readonly seq: number
  readonly kind: NoticeKind
  readonly at: Date
  /** The office that did what is told of. */
  readonly officeId: number | null
  /** The day of a visit that is planned. */
  readonly plannedOn: string | null
}

/** A notice, for whoever delivers it. */
export async function findNotice(tx: Tx, noticeId: string): Promise<NoticeRow | undefined> {
  const { rows } = await sql<NoticeRow>`
    select n.notice_id as "noticeId", n.case_id as "caseId", n.report_id as "reportId", n.event_seq as seq, n.kind, n.at,
      e.by_office_id as "officeId",
      e.detail->>'plannedOn' as "plannedOn"
    from response.notice n
    join response.case_event e on e.regency_id = n.regency_id and e.case_id = n.case_id and e.seq = n.event_seq
    where n.regency_id = ${tx.regencyId} and n.notice_id = ${noticeId}::uuid`.execute(tx.db)
  return rows[0]
}

export interface ContactRow {
  readonly reportId: string
  readonly commandId: string
  /** The channel by which the report came. */
  readonly cameBy: string
  readonly channel: ContactChannel
  readonly lang: 'id' | 'en'
  readonly sealed: Buffer
  readonly mac: Buffer
}

/** Cases that were joined to an entered one by a moment, and those joined to them, at most two hundred. */
export async function listFollowers(tx: Tx, of: { caseId: string; joinedBy: Date }): Promise<readonly string[]> {
  const { rows } = await sql<{ case_id: string }>`
    select case_id from response.followers_of(${tx.regencyId}, ${of.caseId}::uuid, ${of.joinedBy}) as follower (case_id)`.execute(tx.db)
  return rows.map((row) => row.case_id)
}

/** Where those who reported entered cases are reached, by report in the order in which it is tried. */
export async function listContacts(tx: Tx, of: { caseIds: readonly string[]; reportId: string | null }): Promise<readonly ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    select c.report_id as "reportId", r.command_id as "commandId", r.channel as "cameBy", c.channel, c.lang, c.address_sealed as sealed,
      c.address_mac as mac
    from response.contact c
    join response.report r on r.regency_id = c.regency_id and r.report_id = c.report_id
    where c.regency_id = ${tx.regencyId} and r.case_id = any(${of.caseIds}::uuid[])
      and (${of.reportId}::uuid is null or c.report_id = ${of.reportId}::uuid)
    order by c.report_id, c.rank limit 1000`.execute(tx.db)
  return rows
}

export interface ReportOfAddress {
  readonly reportId: string
  /** The case that it is about: the one that it was joined to, where it was. */
  readonly caseId: string
  readonly areaId: number
  readonly commandId: string
  readonly follows: boolean
}

/** The reports that came from an address, the newest first. Enters their cases. */
export async function listReportsOf(tx: Tx, addressMac: Buffer): Promise<readonly ReportOfAddress[]> {
  const found = await sql<{ case_id: string }>`
    select case_id from response.contact where regency_id = ${tx.regencyId} and address_mac = ${addressMac}
    order by given_at desc, report_id desc limit 20`.execute(tx.db)
  await enterCases(tx, found.rows.map((row) => row.case_id))
  const { rows } = await sql<ReportOfAddress>`
    select distinct r.report_id as "reportId", l.case_id as "caseId", r.area_id as "areaId", r.command_id as "commandId",
      l.case_id <> r.case_id as follows, r.received_at
    from response.contact c
    join response.report r on r.regency_id = c.regency_id and r.report_id = c.report_id
    cross join lateral response.lead_case(${tx.regencyId}, r.case_id) as l (case_id)
    where c.regency_id = ${tx.regencyId} and c.address_mac = ${addressMac}
    order by r.received_at desc, r.report_id desc limit 20`.execute(tx.db)
  await enterCases(tx, rows.filter((row) => row.follows).map((row) => row.caseId))
  return rows
}
