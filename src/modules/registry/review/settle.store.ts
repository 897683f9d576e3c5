import { sql } from 'kysely'
import type { SubjectKind } from '#modules/registry/merge/cluster.store.ts'
import type { Tx } from '#platform/db/db.ts'

/** Settles the questions between those who have become one; they are kept with the merge that answered them. */
export async function settleReviewsWithin(tx: Tx, merged: { kind: SubjectKind; subjectIds: readonly string[]; mergeId: string }): Promise<void> {
  await sql`update registry.review set state = 'decided', verdict = 'same', proposed_by = null, merge_id = ${merged.mergeId}, changed_at = ${tx.now}
    where regency_id = ${tx.regencyId} and subject_kind = ${merged.kind} and state <> 'decided'
      and left_id = any(${merged.subjectIds}::uuid[]) and right_id = any(${merged.subjectIds}::uuid[])`.execute(tx.db)
}

/** Opens again what a merge had settled. */
export async function reopenReviewsOf(tx: Tx, mergeId: string): Promise<void> {
  await sql`update registry.review set state = 'open', verdict = null, merge_id = null, changed_at = ${tx.now}
    where regency_id = ${tx.regencyId} and merge_id = ${mergeId}`.execute(tx.db)
}
