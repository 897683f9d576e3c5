import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { AttemptKind, Attempts } from './limit.rules.ts'
import type { CheckedReport } from './report.rules.ts'
import type { ReceivedPhoto } from '#platform/files/photo-token.ts'

/** A report on its way into the table: what was checked, and what follows from the act. */
export interface NewReport extends Omit<CheckedReport, 'photos' | 'reporter' | 'subjectNik'> {
  readonly reportId: string
  readonly caseId: string
  readonly commandId: string
  readonly receiptMac: Buffer
  readonly channel: string
  readonly takenBy: string | null
  readonly personId: string | null
}

/** Stores a report; there is no way to change it afterwards. */
export async function insertReport(tx: Tx, report: NewReport): Promise<void> {
  await sql`
    insert into response.report (regency_id, report_id, case_id, command_id, receipt_mac, received_at, channel, taken_by, category, story,
      subject, subject_name, subject_address, people_count, area_id, place_words, lat, lng, accuracy_meters, secrecy, person_id, accused_words)
    values (${tx.regencyId}, ${report.reportId}, ${report.caseId}, ${report.commandId}, ${report.receiptMac}, ${tx.now}, ${report.channel},
      ${report.takenBy}, ${report.category}, ${report.story}, ${report.subject}, ${report.subjectName}, ${report.subjectAddress},
      ${report.peopleCount}, ${report.areaId}, ${report.placeWords}, ${report.point?.lat ?? null},
      ${report.point?.lng ?? null}, ${report.point?.accuracyMeters ?? null},
      ${report.secrecy}, ${report.personId}, ${report.accusedWords})`.execute(tx.db)
}

/** Who told us; the number is already closed. */
export interface NewReporter {
  readonly reportId: string
  readonly caseId: string
  readonly areaId: number
  readonly name: string | null
  readonly phone: { readonly sealed: Buffer; readonly last4: string } | null
  readonly accountId: string | null
}

/** Stores who told us, apart from what was told. */
export async function insertReporter(tx: Tx, reporter: NewReporter): Promise<void> {
  await sql`
    insert into response.reporter (regency_id, report_id, case_id, area_id, name, phone_sealed, phone_last4, account_id, received_at)
    values (${tx.regencyId}, ${reporter.reportId}, ${reporter.caseId}, ${reporter.areaId}, ${reporter.name}, ${reporter.phone?.sealed ?? null},
      ${reporter.phone?.last4 ?? null}, ${reporter.accountId}, ${tx.now})`.execute(tx.db)
}

/** Photos of a report, or of a later message of its reporter (then with the event's number). */
export interface NewPhotos {
  readonly reportId: string
  readonly caseId: string
  readonly areaId: number
  readonly eventSeq: number | null
  readonly photos: readonly (ReceivedPhoto & { readonly photoId: string; readonly differenceHash?: string })[]
}

/** Notes which photos belong to a report; the bytes lie with the files already. */
export async function insertPhotos(tx: Tx, added: NewPhotos): Promise<void> {
  if (added.photos.length === 0) return
  const rows = added.photos.map((photo, index) => sql`(${tx.regencyId}, ${photo.photoId}, ${added.reportId}, ${added.caseId}, ${added.areaId},
    ${added.eventSeq}, ${index + 1}, ${photo.sha256}, 'image/jpeg', ${photo.sizeBytes}, ${photo.width}, ${photo.height}, ${tx.now},
    ${photo.differenceHash ?? null})`)
  await sql`
    insert into response.report_photo (regency_id, photo_id, report_id, case_id, area_id, event_seq, photo_no, sha256, media_type, size_bytes,
      width, height, added_at, difference_hash)
    values ${sql.join(rows)}`.execute(tx.db)
}

export interface OpenedReceipt {
  readonly reportId: string
  readonly caseId: string
  readonly receivedAt: Date
  readonly secrecy: string
  /** The report was joined to another case, which its reporter follows. */
  readonly follows: boolean
}

/** What a receipt code opens, by its keyed hash. */
export async function findReceipt(tx: Tx, receiptMac: Buffer): Promise<OpenedReceipt | undefined> {
  const { rows } = await sql<{ report_id: string; case_id: string; received_at: Date; secrecy: string; follows: boolean }>`
    select report_id, case_id, received_at, secrecy, follows from response.open_receipt(${tx.regencyId}, ${receiptMac})`.execute(tx.db)
  return rows.map((row) => (
    { reportId: row.report_id, caseId: row.case_id, receivedAt: row.received_at, secrecy: row.secrecy, follows: row.follows }))[0]
}

export interface OwnReportRow {
  readonly reportId: string
  readonly caseId: string
  readonly commandId: string
  readonly receivedAt: Date
  readonly category: string
  readonly areaId: number
  readonly subjectName: string | null
}

/** The reports that the signed-in person sent before a moment, newest first. */
export async function listOwnReports(tx: Tx, before: Date, limit: number): Promise<readonly OwnReportRow[]> {
  const { rows } = await sql<{
    report_id: string; case_id: string; command_id: string; received_at: Date; category: string; area_id: number; subject_name: string | null
  }>`select * from response.list_own_reports(${tx.regencyId}, ${before}, ${limit})`.execute(tx.db)
  return rows.map((row) => ({
    reportId: row.report_id, caseId: row.case_id, commandId: row.command_id, receivedAt: row.received_at, category: row.category,
    areaId: row.area_id, subjectName: row.subject_name,
  }))
}

export interface KeptReporter {
  readonly areaId: number
  readonly secrecy: string
  readonly name: string | null
  readonly phoneSealed: Buffer | null
}

/** Who sent a report of an entered case. Undefined when the report is not on that case; without a name and number when it was sent without. */
export async function findReporter(tx: Tx, report: { caseId: string; reportId: string }): Promise<KeptReporter | undefined> {
  const { rows } = await sql<{ area_id: number; secrecy: string; name: string | null; phone_sealed: Buffer | null }>`
    select r.area_id, r.secrecy, p.name, p.phone_sealed
    from response.report r
    left join response.reporter p on p.regency_id = r.regency_id and p.report_id = r.report_id
    where r.regency_id = ${tx.regencyId} and r.case_id = ${report.caseId}::uuid and r.report_id = ${report.reportId}::uuid`.execute(tx.db)
  return rows.map((row) => ({ areaId: row.area_id, secrecy: row.secrecy, name: row.name, phoneSealed: row.phone_sealed }))[0]
}

export interface KeptPhoto {
  readonly sha256: string
  readonly mediaType: string
  readonly areaId: number
}

/** The file of a photo of an entered case. */
export async function findPhoto(tx: Tx, photo: { caseId: string; photoId: string }): Promise<KeptPhoto | undefined> {
  const { rows } = await sql<{ sha256: string; media_type: string; area_id: number }>`
    select sha256, media_type, area_id from response.report_photo
    where regency_id = ${tx.regencyId} and case_id = ${photo.caseId}::uuid and photo_id = ${photo.photoId}::uuid`.execute(tx.db)
  return rows.map((row) => ({ sha256: row.sha256, mediaType: row.media_type, areaId: row.area_id }))[0]
}

/** Counts one attempt of an address; a window that is over begins anew. Old counters are tidied when a new window begins. */
export async function countAttempt(tx: Tx, of: { kind: AttemptKind; addressMac: Buffer; windowStart: Date }): Promise<Attempts> {
  const { rows } = await sql<{ attempts: number; window_started_at: Date }>`
    insert into response.attempt as a (regency_id, kind, address_mac, window_started_at, attempts)
    values (${tx.regencyId}, ${of.kind}, ${of.addressMac}, ${tx.now}, 1)
    on conflict (regency_id, kind, address_mac) do update set
      attempts = case when a.window_started_at <= ${of.windowStart} then 1 else a.attempts + 1 end,
      window_started_at = case when a.window_started_at <= ${of.windowStart} then excluded.window_started_at else a.window_started_at end
    returning attempts, window_started_at`.execute(tx.db)
  const [row] = rows
  if (row === undefined) throw new Error('an attempt was not counted')
  if (row.attempts === 1) {
    await sql`delete from response.attempt where regency_id = ${tx.regencyId} and window_started_at < ${dayBefore(tx.now)}`.execute(tx.db)
  }
  return { attempts: row.attempts, windowStartedAt: row.window_started_at }
}

function dayBefore(moment: Date): Date {
  return new Date(moment.getTime() - 86_400_000)
}

/** How often an address tried in its present window; none when nothing is counted. */
export async function findAttempts(tx: Tx, of: { kind: AttemptKind; addressMac: Buffer; windowStart: Date }): Promise<Attempts | undefined> {
  const { rows } = await sql<{ attempts: number; window_started_at: Date }>`
    select attempts, window_started_at from response.attempt
    where regency_id = ${tx.regencyId} and kind = ${of.kind} and address_mac = ${of.addressMac}
      and window_started_at > ${of.windowStart}`.execute(tx.db)
  return rows.map((row) => ({ attempts: row.attempts, windowStartedAt: row.window_started_at }))[0]
}
