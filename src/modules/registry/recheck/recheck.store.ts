import { sql } from 'kysely'
import type { Pile } from '#modules/people/index.ts'
import type { SubjectKind } from '#modules/registry/saved-list/saved-list.contract.ts'
import type { Tx } from '#platform/db/db.ts'
import type { RecheckOutcome } from './recheck.contract.ts'

export interface OpenRecheck {
  readonly recheckId: string
  readonly areaId: number
  readonly subject: SubjectKind
  readonly subjectId: string
  readonly reason: string
  readonly askedByName: string
  readonly askedAt: Date
}

/** What the villages of the actor's areas are asked to look at again, the longest waiting first. */
export async function listOpenRechecks(
  tx: Tx, page: { after: { at: Date; recheckId: string } | undefined; limit: number },
): Promise<readonly OpenRecheck[]> {
  const { after, limit } = page
  const rows = await tx.db.selectFrom('registry.recheck')
    .select(['recheck_id', 'area_id', 'subject_kind', 'subject_id', 'reason', 'asked_by_name', 'asked_at'])
    .where('regency_id', '=', tx.regencyId).where('outcome', 'is', null)
    .$if(after !== undefined, (query) => query.where((row) => row(row.refTuple('asked_at', 'recheck_id'), '>', row.tuple(after!.at, after!.recheckId))))
    .orderBy('asked_at').orderBy('recheck_id').limit(limit).execute()
  return rows.map((row) => ({
    recheckId: row.recheck_id, areaId: row.area_id, subject: row.subject_kind as SubjectKind, subjectId: row.subject_id, reason: row.reason,
    askedByName: row.asked_by_name, askedAt: row.asked_at,
  }))
}

/** A recheck of the actor's areas, held until the end of the transaction. */
export async function lockRecheck(tx: Tx, recheckId: string): Promise<{ areaId: number; isDone: boolean } | undefined> {
  const row = await tx.db.selectFrom('registry.recheck').select(['area_id', 'outcome'])
    .where('regency_id', '=', tx.regencyId).where('recheck_id', '=', recheckId).forUpdate().executeTakeFirst()
  return row && { areaId: row.area_id, isDone: row.outcome !== null }
}

/** Writes down what the village found. */
export async function settleRecheck(tx: Tx, recheckId: string, found: { outcome: RecheckOutcome; words: string }): Promise<void> {
  await tx.db.updateTable('registry.recheck').set({
    outcome: found.outcome, words: found.words === '' ? null : found.words, done_by: tx.actor.accountId, done_by_name: tx.actor.name, done_at: tx.now,
  }).where('regency_id', '=', tx.regencyId).where('recheck_id', '=', recheckId).execute()
}

/** Families that somebody asked to look at again. */
export const recheckPile: Pile = {
  key: 'rechecks', grants: ['registry.recheck.record'],
  rows: (tx) => sql`select from registry.recheck where regency_id = ${tx.regencyId} and outcome is null`,
}
