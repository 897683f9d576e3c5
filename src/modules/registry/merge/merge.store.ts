import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import { newId } from '#platform/id.ts'
import type { SubjectKind } from './cluster.store.ts'
import type { Standing } from './merge.rules.ts'

/** Merges, splits and their undoing happen one after the other, so that the trees stay trees. */
export async function lockMerging(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7310031, ${tx.regencyId})`.execute(tx.db)
}

/** Those who stand for the given persons or families, by the id that was asked; whoever is out of reach is missing. */
export async function listStandings(tx: Tx, kind: SubjectKind, subjectIds: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
  const { rows } = await (kind === 'person' ? personStandings(tx, subjectIds) : familyStandings(tx, subjectIds)).execute(tx.db)
  return new Map(rows.map((row) => [row.asked_id, {
    subjectId: row.root_id, rootId: row.root_id, areaId: row.area_id, strength: row.strength, asOfOn: row.as_of_on, hasNumber: row.has_number,
    isRegistered: row.is_registered, recordedAt: row.recorded_at,
  }]))
}

interface StandingRow {
  asked_id: string
  root_id: string
  area_id: number
  strength: number | null
  as_of_on: string | null
  has_number: boolean
  is_registered: boolean
  recorded_at: Date
}

function personStandings(tx: Tx, personIds: readonly string[]) {
  return sql<StandingRow>`
    select r.person_id as asked_id, r.root_id, p.area_id, o.strength, n.as_of_on, i.person_id is not null as has_number,
      p.status = 'registered' as is_registered, p.recorded_at
    from registry.person_roots(${tx.regencyId}, ${personIds}::uuid[]) r
    join registry.person p on p.regency_id = ${tx.regencyId} and p.person_id = r.root_id
    left join registry.person_identity i on i.regency_id = p.regency_id and i.person_id = p.person_id
    left join registry.source_record s on s.regency_id = p.regency_id and s.source_record_id = p.source_record_id
    left join registry.snapshot n on n.regency_id = s.regency_id and n.snapshot_id = s.snapshot_id
    left join registry.source o on o.regency_id = n.regency_id and o.source_id = n.source_id`
}

function familyStandings(tx: Tx, familyIds: readonly string[]) {
  return sql<StandingRow>`
    select r.family_id as asked_id, r.root_id, f.area_id, o.strength, n.as_of_on, i.family_id is not null as has_number, true as is_registered, f.recorded_at
    from registry.family_roots(${tx.regencyId}, ${familyIds}::uuid[]) r
    join registry.family f on f.regency_id = ${tx.regencyId} and f.family_id = r.root_id
    left join registry.family_identity i on i.regency_id = f.regency_id and i.family_id = f.family_id
    left join registry.source_record s on s.regency_id = f.regency_id and s.source_record_id = f.decile_source_record_id
    left join registry.snapshot n on n.regency_id = s.regency_id and n.snapshot_id = s.snapshot_id
    left join registry.source o on o.regency_id = n.regency_id and o.source_id = n.source_id`
}

export interface NewMerge {
  readonly kind: SubjectKind
  readonly keptId: string
  readonly absorbedId: string
  readonly areaId: number
  readonly reviewId: string | null
  readonly reason: string
}

/** Points one at the other and keeps who said so. Gives the merge's id. */
export async function insertMerge(tx: Tx, merge: NewMerge): Promise<string> {
  const mergeId = newId()
  await tx.db.insertInto('registry.merge').values({
    regency_id: tx.regencyId, merge_id: mergeId, subject_kind: merge.kind, kept_id: merge.keptId, absorbed_id: merge.absorbedId, area_id: merge.areaId,
    review_id: merge.reviewId, reason: merge.reason, merged_by: tx.actor.accountId!, merged_by_name: tx.actor.name, merged_at: tx.now,
  }).execute()
  await pointAt(tx, merge.kind, { subjectId: merge.absorbedId, rootId: merge.keptId })
  return mergeId
}

async function pointAt(tx: Tx, kind: SubjectKind, who: { subjectId: string; rootId: string | null }): Promise<void> {
  const { numAffectedRows } = await (kind === 'person'
    ? sql`update registry.person set merged_into = ${who.rootId}::uuid where regency_id = ${tx.regencyId} and person_id = ${who.subjectId}`
    : sql`update registry.family set merged_into = ${who.rootId}::uuid where regency_id = ${tx.regencyId} and family_id = ${who.subjectId}`).execute(tx.db)
  if (numAffectedRows !== 1n) throw new Error('who is merged, or parted again, is out of reach')
}

export interface Merge {
  readonly mergeId: string
  readonly kind: SubjectKind
  readonly keptId: string
  readonly absorbedId: string
  readonly areaId: number
  readonly reviewId: string | null
  readonly reason: string
  readonly mergedByName: string
  readonly mergedAt: Date
  readonly undoneByName: string | null
  readonly undoneReason: string | null
  readonly undoneAt: Date | null
}

const columns = ['merge_id', 'subject_kind', 'kept_id', 'absorbed_id', 'area_id', 'review_id', 'reason', 'merged_by_name', 'merged_at', 'undone_by_name',
  'undone_reason', 'undone_at'] as const

/** A merge in the actor's areas. */
export async function findMerge(tx: Tx, mergeId: string): Promise<Merge | undefined> {
  const row = await tx.db.selectFrom('registry.merge').select(columns)
    .where('regency_id', '=', tx.regencyId).where('merge_id', '=', mergeId).executeTakeFirst()
  return row && toMerge(row)
}

/** Every merge that somebody of a cluster took part in, the latest first; at most 100. */
export async function listMerges(tx: Tx, subjectIds: readonly string[]): Promise<readonly Merge[]> {
  if (subjectIds.length === 0) return []
  const rows = await tx.db.selectFrom('registry.merge').select(columns).where('regency_id', '=', tx.regencyId)
    .where((merge) => merge.or([merge('kept_id', 'in', [...subjectIds]), merge('absorbed_id', 'in', [...subjectIds])]))
    .orderBy('merged_at', 'desc').orderBy('merge_id', 'desc').limit(100).execute()
  return rows.map(toMerge)
}

/** Parts two again and keeps who said so. */
export async function endMerge(tx: Tx, merge: Merge, reason: string): Promise<void> {
  await tx.db.updateTable('registry.merge')
    .set({ undone_by: tx.actor.accountId, undone_by_name: tx.actor.name, undone_reason: reason, undone_at: tx.now })
    .where('regency_id', '=', tx.regencyId).where('merge_id', '=', merge.mergeId).execute()
  await pointAt(tx, merge.kind, { subjectId: merge.absorbedId, rootId: null })
}

interface MergeRow {
  merge_id: string
  subject_kind: string
  kept_id: string
  absorbed_id: string
  area_id: number
  review_id: string | null
  reason: string
  merged_by_name: string
  merged_at: Date
  undone_by_name: string | null
  undone_reason: string | null
  undone_at: Date | null
}

function toMerge(row: MergeRow): Merge {
  return {
    mergeId: row.merge_id, kind: row.subject_kind as SubjectKind, keptId: row.kept_id, absorbedId: row.absorbed_id, areaId: row.area_id,
    reviewId: row.review_id, reason: row.reason, mergedByName: row.merged_by_name, mergedAt: row.merged_at, undoneByName: row.undone_by_name,
    undoneReason: row.undone_reason, undoneAt: row.undone_at,
  }
}
