import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { JoinedCase } from './join.contract.ts'
import type { Ended } from './join.rules.ts'

/** A case near to another in time and place, or about the same people; what was told about it. */
export interface NearCase {
  readonly caseId: string
  readonly caseNumber: string
  readonly status: 'open' | 'resolved' | 'closed'
  readonly openedAt: Date
  readonly category: string
  readonly areaId: number
  readonly personId: string | null
  readonly familyId: string | null
  readonly story: string
  readonly subjectName: string | null
  readonly lat: number | null
  readonly lng: number | null
  readonly photos: readonly { readonly photoId: string; readonly hash: string | null }[]
}

/**
 * Cases of the actor's scope within some days of one, of the same place or about the same person or family; at most a hundred, the nearest in
 * time.
 */
export async function listNearCaseIds(tx: Tx, near: { caseId: string; withinDays: number }): Promise<readonly string[]> {
  const { rows } = await sql<{ case_id: string }>`
    select c.case_id from response.case_file c, response.case_file m
    where m.regency_id = ${tx.regencyId} and m.case_id = ${near.caseId}::uuid and c.regency_id = m.regency_id and c.case_id <> m.case_id
      and c.opened_at between m.opened_at - make_interval(days => ${near.withinDays}) and m.opened_at + make_interval(days => ${near.withinDays})
      and c.status <> 'closed' and (c.area_id = m.area_id or c.person_id = m.person_id or c.family_id = m.family_id)
    order by abs(extract(epoch from c.opened_at - m.opened_at)), c.case_id limit 100`.execute(tx.db)
  return rows.map((row) => row.case_id)
}

/** What was told first about entered cases. */
export async function listToldCases(tx: Tx, caseIds: readonly string[]): Promise<readonly NearCase[]> {
  const { rows } = await sql<NearCase>`
    select c.case_id as "caseId", c.case_number as "caseNumber", c.status, c.opened_at as "openedAt", c.category, c.area_id as "areaId",
      c.person_id as "personId", c.family_id as "familyId", r.story, r.subject_name as "subjectName", r.lat, r.lng,
      (select coalesce(json_agg(json_build_object('photoId', p.photo_id, 'hash', p.difference_hash) order by p.photo_no), '[]')
        from response.report_photo p where p.regency_id = r.regency_id and p.report_id = r.report_id and p.event_seq is null) as photos
    from response.case_file c
    join lateral (
      select * from response.report r where r.regency_id = c.regency_id and r.case_id = c.case_id order by r.received_at, r.report_id limit 1
    ) r on true
    where c.regency_id = ${tx.regencyId} and c.case_id = any(${caseIds}::uuid[])`.execute(tx.db)
  return rows
}

/** A join that stands, of an entered case. */
export interface StandingJoin {
  readonly joinId: string
  readonly intoCaseId: string
  readonly ended: Ended
}

/** To which case one is joined now; undefined when to none. */
export async function findJoin(tx: Tx, caseId: string): Promise<StandingJoin | undefined> {
  const { rows } = await sql<StandingJoin>`
    select join_id as "joinId", into_case_id as "intoCaseId", ended from response.case_join
    where regency_id = ${tx.regencyId} and case_id = ${caseId}::uuid and undone_at is null`.execute(tx.db)
  return rows[0]
}

/** The joins that an entered case has part in: the one to another, and those of its followers. */
export async function listJoins(tx: Tx, caseId: string): Promise<{ joinedTo: JoinedCase | null; followers: JoinedCase[] }> {
  const { rows } = await sql<{
    case_id: string; into_case_id: string; case_number: string; into_number: string; joined_at: Date; joined_name: string; reason: string
  }>`
    select j.case_id, j.into_case_id, coalesce(f.case_number, '') as case_number, coalesce(i.case_number, '') as into_number, j.joined_at,
      j.joined_name, j.reason
    from response.case_join j
    left join response.case_file f on f.regency_id = j.regency_id and f.case_id = j.case_id
    left join response.case_file i on i.regency_id = j.regency_id and i.case_id = j.into_case_id
    where j.regency_id = ${tx.regencyId} and (j.case_id = ${caseId}::uuid or j.into_case_id = ${caseId}::uuid) and j.undone_at is null
    order by j.joined_at, j.join_id limit 200`.execute(tx.db)
  const shown = rows.map((row) => ({
    isOwn: row.case_id === caseId, caseId: row.case_id === caseId ? row.into_case_id : row.case_id,
    caseNumber: row.case_id === caseId ? row.into_number : row.case_number, joinedAt: row.joined_at.toISOString(), joinedName: row.joined_name,
    reason: row.reason,
  }))
  const plain = ({ caseId: other, caseNumber, joinedAt, joinedName, reason }: (typeof shown)[number]): JoinedCase => (
    { caseId: other, caseNumber, joinedAt, joinedName, reason })
  const own = shown.find((joined) => joined.isOwn)
  return { joinedTo: own === undefined ? null : plain(own), followers: shown.filter((joined) => !joined.isOwn).map(plain) }
}

/** Keeps that one case was joined to another. */
export async function insertJoin(tx: Tx, made: { joinId: string; caseId: string; intoCaseId: string; reason: string; ended: Ended }): Promise<void> {
  await sql`
    insert into response.case_join (regency_id, join_id, case_id, into_case_id, joined_at, joined_by, joined_name, reason, ended)
    values (${tx.regencyId}, ${made.joinId}, ${made.caseId}, ${made.intoCaseId}, ${tx.now}, ${tx.actor.accountId}, ${tx.actor.name}, ${made.reason},
      ${JSON.stringify(made.ended)}::jsonb)`.execute(tx.db)
}

/** Keeps that a join was taken back. */
export async function endJoin(tx: Tx, joinId: string): Promise<void> {
  await sql`
    update response.case_join set undone_at = ${tx.now}, undone_by = ${tx.actor.accountId}
    where regency_id = ${tx.regencyId} and join_id = ${joinId}::uuid`.execute(tx.db)
}
