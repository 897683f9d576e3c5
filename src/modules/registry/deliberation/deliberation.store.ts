import { sql, type RawBuilder } from 'kysely'
import type { ListPlace } from '#platform/list-place.ts'
import type { Tx } from '#platform/db/db.ts'
import type { JsonObject } from '#platform/json.ts'
import type { AgendaCandidate, AgendaItem, Attendee, DeliberationPlan, DeliberationState, ItemDecision } from './deliberation.contract.ts'

export interface DeliberationRecord {
  readonly deliberationId: string
  readonly areaId: number
  readonly officeId: number
  readonly state: DeliberationState
  readonly version: number
  readonly heldOn: string
  readonly startsAt: string
  readonly place: string
  readonly chairName: string
  readonly secretaryName: string
  readonly number: string | null
  readonly closedAt: Date | null
  readonly closedByName: string | null
  readonly minutesSha256: string | null
  readonly scanSha256: string | null
  readonly scanMediaType: string | null
  readonly scannedByName: string | null
  readonly scannedAt: Date | null
  readonly endedReason: string | null
}

const columns = sql`deliberation_id as "deliberationId", area_id as "areaId", office_id as "officeId", state, version, held_on as "heldOn",
  starts_at as "startsAt", place, chair_name as "chairName", secretary_name as "secretaryName", number, closed_at as "closedAt",
  closed_by_name as "closedByName", minutes_sha256 as "minutesSha256", scan_sha256 as "scanSha256", scan_media_type as "scanMediaType",
  scanned_by_name as "scannedByName", scanned_at as "scannedAt", ended_reason as "endedReason"`

/** Plans a meeting. */
export async function insertDeliberation(tx: Tx, plan: DeliberationPlan & { deliberationId: string; officeId: number }): Promise<void> {
  await sql`
    insert into registry.deliberation (regency_id, deliberation_id, area_id, office_id, state, version, held_on, starts_at, place, chair_name,
      secretary_name, planned_by, planned_at)
    values (${tx.regencyId}, ${plan.deliberationId}, ${plan.areaId}, ${plan.officeId}, 'planned', 1, ${plan.heldOn}, ${plan.startsAt}, ${plan.place},
      ${plan.chairName}, ${plan.secretaryName}, ${tx.actor.accountId}, ${tx.now})`.execute(tx.db)
}

/** A meeting of the actor's reach; `isLocked` holds it until the transaction ends. */
export async function findDeliberation(tx: Tx, deliberationId: string, isLocked = false): Promise<DeliberationRecord | undefined> {
  const lock = isLocked ? sql`for update` : sql``
  const { rows } = await sql<DeliberationRecord>`
    select ${columns} from registry.deliberation where regency_id = ${tx.regencyId} and deliberation_id = ${deliberationId}::uuid ${lock}`.execute(tx.db)
  return rows[0]
}

/** Meetings of the actor's reach with the length of their agenda, the latest first. */
export async function listDeliberationRecords(
  tx: Tx, question: { state: DeliberationState | undefined; after: ListPlace | null; limit: number },
): Promise<readonly (DeliberationRecord & { readonly itemCount: number })[]> {
  const { state, after } = question
  const wanted: RawBuilder<unknown>[] = [sql`regency_id = ${tx.regencyId}`]
  if (state !== undefined) wanted.push(sql`state = ${state}`)
  if (after !== null) wanted.push(sql`(held_on, deliberation_id) < (${after.at.toISOString().slice(0, 10)}::date, ${after.id}::uuid)`)
  const { rows } = await sql<DeliberationRecord & { itemCount: number }>`
    select ${columns}, (select count(*)::int from registry.deliberation_item i
      where i.regency_id = d.regency_id and i.deliberation_id = d.deliberation_id) as "itemCount"
    from registry.deliberation d where ${sql.join(wanted, sql` and `)}
    order by held_on desc, deliberation_id desc limit ${question.limit}`.execute(tx.db)
  return rows
}

/** What may be written on a meeting, by column. */
export interface DeliberationChange {
  readonly state?: DeliberationState
  readonly plan?: Omit<DeliberationPlan, 'areaId'>
  readonly openedAt?: Date
  readonly ended?: { readonly at: Date; readonly reason: string }
  readonly scan?: { readonly sha256: string; readonly mediaType: string; readonly at: Date }
  readonly closed?: ClosedMinutes
}

export interface ClosedMinutes {
  readonly at: Date
  readonly year: number
  readonly no: number
  readonly number: string
  readonly codeMac: Buffer
  readonly minutes: JsonObject
  readonly sha256: string
}

/** Writes a change of a locked meeting, and counts its version up. */
export async function updateDeliberation(tx: Tx, meeting: DeliberationRecord, change: DeliberationChange): Promise<number> {
  const version = meeting.version + 1
  const sets: RawBuilder<unknown>[] = [sql`version = ${version}`]
  const { state, plan, openedAt, ended, scan, closed } = change
  if (state !== undefined) sets.push(sql`state = ${state}`)
  if (plan !== undefined) {
    sets.push(sql`held_on = ${plan.heldOn}, starts_at = ${plan.startsAt}, place = ${plan.place}, chair_name = ${plan.chairName},
      secretary_name = ${plan.secretaryName}`)
  }
  if (openedAt !== undefined) sets.push(sql`opened_at = ${openedAt}`)
  if (ended !== undefined) sets.push(sql`ended_at = ${ended.at}, ended_reason = ${ended.reason}`)
  if (scan !== undefined) sets.push(sql`scan_sha256 = ${scan.sha256}, scan_media_type = ${scan.mediaType}, scanned_at = ${scan.at},
    scanned_by_name = ${tx.actor.name}`)
  if (closed !== undefined) {
    sets.push(sql`closed_at = ${closed.at}, closed_by = ${tx.actor.accountId}, closed_by_name = ${tx.actor.name}, series_year = ${closed.year},
      series_no = ${closed.no}, number = ${closed.number}, code_mac = ${closed.codeMac}, minutes = ${JSON.stringify(closed.minutes)}::jsonb,
      minutes_sha256 = ${closed.sha256}`)
  }
  await sql`
    update registry.deliberation set ${sql.join(sets)} where regency_id = ${tx.regencyId} and deliberation_id = ${meeting.deliberationId}`.execute(tx.db)
  return version
}

/** Who was invited and who is there, in the order in which they were written down. */
export async function listAttendees(tx: Tx, deliberationId: string): Promise<Attendee[]> {
  const { rows } = await sql<Attendee>`
    select name, role, present from registry.deliberation_attendee
    where regency_id = ${tx.regencyId} and deliberation_id = ${deliberationId}::uuid order by attendee_no`.execute(tx.db)
  return rows
}

/** Replaces the list of attendees. */
export async function replaceAttendees(tx: Tx, meeting: DeliberationRecord, attendees: readonly Attendee[]): Promise<void> {
  await sql`delete from registry.deliberation_attendee where regency_id = ${tx.regencyId} and deliberation_id = ${meeting.deliberationId}`.execute(tx.db)
  if (attendees.length === 0) return
  const rows = attendees.map((each, at) => sql`(${tx.regencyId}, ${meeting.deliberationId}, ${at + 1}, ${meeting.areaId}, ${meeting.officeId}, ${each.name},
    ${each.role}, ${each.present})`)
  await sql`
    insert into registry.deliberation_attendee (regency_id, deliberation_id, attendee_no, area_id, office_id, name, role, present)
    values ${sql.join(rows)}`.execute(tx.db)
}

interface ItemRow {
  itemNo: number
  proposalId: string | null
  objectionId: string | null
  kind: AgendaItem['kind']
  subjectName: string
  subjectAddress: string | null
  decision: ItemDecision['decision'] | null
  ballot: ItemDecision['ballot'] | null
  votesFor: number | null
  votesAgainst: number | null
  reason: string | null
}

/** The agenda with what was decided. */
export async function listItems(tx: Tx, deliberationId: string): Promise<AgendaItem[]> {
  const { rows } = await sql<ItemRow>`
    select i.item_no as "itemNo", i.proposal_id as "proposalId", i.objection_id as "objectionId", coalesce(p.kind, 'objection') as kind,
      coalesce(p.subject_name, o.subject_name, '') as "subjectName", coalesce(p.subject_address, o.subject_address) as "subjectAddress",
      i.decision, i.ballot, i.votes_for as "votesFor", i.votes_against as "votesAgainst", i.reason
    from registry.deliberation_item i
    left join registry.proposal p on p.regency_id = i.regency_id and p.proposal_id = i.proposal_id
    left join registry.objection o on o.regency_id = i.regency_id and o.objection_id = i.objection_id
    where i.regency_id = ${tx.regencyId} and i.deliberation_id = ${deliberationId}::uuid order by i.item_no`.execute(tx.db)
  return rows.map(({ decision, ballot, votesFor, votesAgainst, reason, ...item }) => ({
    ...item, decision: decision === null || ballot === null || reason === null ? null : { decision, ballot, votesFor, votesAgainst, reason },
  }))
}

/** What an agenda holds: one thing by its id. */
export type AgendaThing = { readonly proposalId: string; readonly objectionId: null } | { readonly proposalId: null; readonly objectionId: string }

/** Replaces the agenda; an item that stays keeps what was decided about it. */
export async function replaceItems(
  tx: Tx, meeting: DeliberationRecord, items: readonly (AgendaThing & { readonly decision: ItemDecision | null })[],
): Promise<void> {
  await sql`delete from registry.deliberation_item where regency_id = ${tx.regencyId} and deliberation_id = ${meeting.deliberationId}`.execute(tx.db)
  if (items.length === 0) return
  const rows = items.map(({ proposalId, objectionId, decision }, at) => sql`(${tx.regencyId}, ${meeting.deliberationId}, ${at + 1}, ${meeting.areaId},
    ${meeting.officeId}, ${proposalId}::uuid, ${objectionId}::uuid, ${decision?.decision ?? null}, ${decision?.ballot ?? null},
    ${decision?.votesFor ?? null}::smallint, ${decision?.votesAgainst ?? null}::smallint, ${decision?.reason ?? null})`)
  await sql`
    insert into registry.deliberation_item (regency_id, deliberation_id, item_no, area_id, office_id, proposal_id, objection_id, decision, ballot,
      votes_for, votes_against, reason)
    values ${sql.join(rows)}`.execute(tx.db)
}

/** Writes what the meeting decided; false when there is no such item. */
export async function writeDecision(tx: Tx, item: { deliberationId: string; itemNo: number }, decision: ItemDecision): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update registry.deliberation_item set decision = ${decision.decision}, ballot = ${decision.ballot}, votes_for = ${decision.votesFor},
      votes_against = ${decision.votesAgainst}, reason = ${decision.reason}
    where regency_id = ${tx.regencyId} and deliberation_id = ${item.deliberationId}::uuid and item_no = ${item.itemNo}`.execute(tx.db)
  return numAffectedRows === 1n
}

/** Checked proposals and open objections of a village that no planned or open meeting has, but for the one asked from. */
export async function listCandidates(tx: Tx, meeting: Pick<DeliberationRecord, 'areaId' | 'deliberationId'>): Promise<AgendaCandidate[]> {
  const { rows } = await sql<AgendaCandidate>`
    with taken as (
      select i.proposal_id, i.objection_id from registry.deliberation_item i
      join registry.deliberation d on d.regency_id = i.regency_id and d.deliberation_id = i.deliberation_id
      where i.regency_id = ${tx.regencyId} and d.area_id = ${meeting.areaId} and d.state in ('planned', 'open')
        and d.deliberation_id <> ${meeting.deliberationId}::uuid)
    select proposal_id as "proposalId", null::uuid as "objectionId", kind, subject_name as "subjectName", subject_address as "subjectAddress", submitted_at as at
    from registry.proposal where regency_id = ${tx.regencyId} and area_id = ${meeting.areaId} and state = 'checked'
      and proposal_id not in (select proposal_id from taken where proposal_id is not null)
    union all
    select null::uuid, objection_id, 'objection', subject_name, subject_address, submitted_at
    from registry.objection where regency_id = ${tx.regencyId} and area_id = ${meeting.areaId} and state = 'open'
      and objection_id not in (select objection_id from taken where objection_id is not null)
    order by at, 1, 2 limit 500`.execute(tx.db)
  return rows.map(({ proposalId, objectionId, kind, subjectName, subjectAddress }) => ({ proposalId, objectionId, kind, subjectName, subjectAddress }))
}

/** The next number of the village's minutes in a year. Given back when the transaction is undone, so there is no gap. */
export async function takeSeriesNo(tx: Tx, series: { areaId: number; year: number }): Promise<number> {
  const { rows } = await sql<{ no: number }>`
    insert into registry.minutes_series as s (regency_id, area_id, year, last_no) values (${tx.regencyId}, ${series.areaId}, ${series.year}, 1)
    on conflict (regency_id, area_id, year) do update set last_no = s.last_no + 1 returning last_no as no`.execute(tx.db)
  const [row] = rows
  if (row === undefined) throw new Error('a number was not given')
  return row.no
}

export interface OpenedMinutes {
  readonly number: string
  readonly areaId: number
  readonly heldOn: string
  readonly state: 'closed' | 'withdrawn'
  readonly minutesSha256: string
  readonly endedAt: Date | null
  readonly scanSha256: string | null
}

/** What a code on printed minutes opens, by its keyed hash. */
export async function findMinutesByCode(tx: Tx, codeMac: Buffer): Promise<OpenedMinutes | undefined> {
  const { rows } = await sql<OpenedMinutes>`
    select number, area_id as "areaId", held_on as "heldOn", state, minutes_sha256 as "minutesSha256", ended_at as "endedAt",
      scan_sha256 as "scanSha256"
    from registry.open_minutes(${tx.regencyId}, ${codeMac})`.execute(tx.db)
  return rows[0]
}
