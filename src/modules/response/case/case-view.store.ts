import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { CaseReport } from './case.contract.ts'
import type { KeptVisit, VisitOutcome, VisitPlace, VisitStanding } from './visit.contract.ts'

/** Where an entered case is, for the note that something of it was read. */
export async function getCaseArea(tx: Tx, caseId: string): Promise<number> {
  const { rows } = await sql<{ area_id: number }>`
    select area_id from response.case_file where regency_id = ${tx.regencyId} and case_id = ${caseId}::uuid`.execute(tx.db)
  if (rows[0] === undefined) throw new Error(`case ${caseId} was not entered`)
  return rows[0].area_id
}

/** The visits of an entered case, in the order in which they were made. */
export async function listVisits(tx: Tx, caseId: string): Promise<readonly KeptVisit[]> {
  const { rows } = await sql<KeptVisit>`
    select v.visit_id as "visitId", v.visited_at as "visitedAt", v.office_id as "officeId", v.by_name as "byName", v.findings, v.outcome, v.standing,
      v.finding_keys as "findingKeys",
      case when v.lat is null then null else json_build_object('lat', v.lat, 'lng', v.lng, 'accuracyMeters', v.accuracy_meters) end as place,
      (select coalesce(json_agg(json_build_object(
          'photoId', p.photo_id, 'takenAt', to_char(p.taken_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'place', case when p.lat is null then null else json_build_object('lat', p.lat, 'lng', p.lng, 'accuracyMeters', p.accuracy_meters) end
        ) order by p.taken_at, p.photo_id), '[]') from response.visit_photo p
        where p.regency_id = v.regency_id and p.case_id = v.case_id and p.visit_id = v.visit_id) as photos
    from response.visit v
    where v.regency_id = ${tx.regencyId} and v.case_id = ${caseId}::uuid
    order by v.visited_at, v.visit_id limit 200`.execute(tx.db)
  return rows
}

/** What was reported on an entered case, oldest first; who reported it is not among it. */
export async function listReports(tx: Tx, caseId: string): Promise<readonly CaseReport[]> {
  const { rows } = await sql<CaseReport & { receivedAt: Date }>`
    select r.report_id as "reportId", r.received_at as "receivedAt", r.channel, r.story, r.subject, r.subject_name as "subjectName",
      r.subject_address as "subjectAddress", r.people_count as "peopleCount", r.secrecy, r.accused_words as "accusedWords",
      r.place_words as "placeWords",
      case when r.lat is null then null else json_build_object('lat', r.lat, 'lng', r.lng, 'accuracyMeters', r.accuracy_meters) end as place,
      (select coalesce(json_agg(json_build_object('photoId', p.photo_id) order by p.added_at, p.photo_no), '[]') from response.report_photo p
        where p.regency_id = r.regency_id and p.report_id = r.report_id) as photos
    from response.report r
    where r.regency_id = ${tx.regencyId} and r.case_id = ${caseId}::uuid
    order by r.received_at, r.report_id limit 200`.execute(tx.db)
  return rows.map((row) => ({ ...row, receivedAt: new Date(row.receivedAt).toISOString() }))
}

/** Names of those whom the reports of an entered case are about. */
export async function listSubjectNames(tx: Tx, caseId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ subject_name: string }>`
    select distinct subject_name from response.report
    where regency_id = ${tx.regencyId} and case_id = ${caseId}::uuid and subject_name is not null limit 50`.execute(tx.db)
  return rows.map((row) => row.subject_name)
}

/** A visit as it is written down. */
export interface NewVisit {
  readonly visitId: string
  readonly caseId: string
  readonly officeId: number
  readonly visitedAt: Date
  readonly findings: string
  readonly place: VisitPlace | null
  readonly photos: readonly NewVisitPhoto[]
  /** Absent for a visit written down at the desk. */
  readonly arrived?: { readonly outcome: VisitOutcome; readonly standing: VisitStanding; readonly findingKeys: readonly string[] }
}

/** A photo of a visit; when and where it was taken is known of those taken on the road. */
interface NewVisitPhoto {
  readonly photoId: string
  readonly sha256: string
  readonly width: number
  readonly height: number
  readonly takenAt?: string
  readonly place?: VisitPlace | null
}

/** Writes down a visit and its photos; visits are never changed. */
export async function insertVisit(tx: Tx, visit: NewVisit): Promise<void> {
  const { place } = visit
  await sql`
    insert into response.visit (regency_id, case_id, visit_id, office_id, account_id, by_name, visited_at, recorded_at, findings, lat, lng,
      accuracy_meters, outcome, standing, finding_keys)
    values (${tx.regencyId}, ${visit.caseId}, ${visit.visitId}, ${visit.officeId}, ${tx.actor.accountId}, ${tx.actor.name}, ${visit.visitedAt},
      ${tx.now}, ${visit.findings}, ${place?.lat ?? null}, ${place?.lng ?? null}, ${place?.accuracyMeters ?? null},
      ${visit.arrived?.outcome ?? null}, ${visit.arrived?.standing ?? null}, ${[...(visit.arrived?.findingKeys ?? [])]}::text[])`.execute(tx.db)
  await sql`
    insert into response.visit_photo (regency_id, case_id, photo_id, visit_id, sha256, media_type, width, height, taken_at, lat, lng, accuracy_meters)
    select ${tx.regencyId}, ${visit.caseId}, "photoId", ${visit.visitId}, sha256, 'image/jpeg', width, height, "takenAt", lat, lng, "accuracyMeters"
    from jsonb_to_recordset(${JSON.stringify(visit.photos.map(({ place: at, ...photo }) => ({ ...photo, ...at })))}::jsonb)
      as r ("photoId" uuid, sha256 text, width int, height int, "takenAt" timestamptz, lat float8, lng float8, "accuracyMeters" real)`.execute(tx.db)
}

/** The file of a photo of a visit to an entered case. */
export async function findVisitPhoto(tx: Tx, photo: { caseId: string; photoId: string }): Promise<{ sha256: string; mediaType: string } | undefined> {
  const { rows } = await sql<{ sha256: string; mediaType: string }>`
    select sha256, media_type as "mediaType" from response.visit_photo
    where regency_id = ${tx.regencyId} and case_id = ${photo.caseId}::uuid and photo_id = ${photo.photoId}::uuid`.execute(tx.db)
  return rows[0]
}

/** How many unfinished tasks of an office each of its officers holds, and how many of them are late or due within the hour. */
export async function countTasksByHolder(
  tx: Tx, officeId: number,
): Promise<ReadonlyMap<string, { readonly openTasks: number; readonly pressing: number }>> {
  const { rows } = await sql<{ account_id: string; held: number; pressing: number }>`
    select holder_account_id as account_id, count(*)::int as held,
      (count(*) filter (where next_due_at < ${tx.now}::timestamptz + interval '1 hour'))::int as pressing
    from response.task
    where regency_id = ${tx.regencyId} and office_id = ${officeId} and status <> 'done' and holder_account_id is not null
    group by holder_account_id`.execute(tx.db)
  return new Map(rows.map((row) => [row.account_id, { openTasks: row.held, pressing: row.pressing }]))
}
