import type { Deps } from '#deps.ts'
import { act, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { reopenReviewsOf, settleReviewsWithin } from '#modules/registry/review/settle.store.ts'
import { settleAnswersOf, settler } from '#modules/registry/survey/dispute.actions.ts'
import type { SubjectKind } from './cluster.store.ts'
import { listClusters } from './cluster.store.ts'
import { isOwnHousehold } from './household.store.ts'
import { areaAround, checkMerge, type MergeRefused } from './merge.rules.ts'
import { endMerge, findMerge, insertMerge, listStandings, lockMerging, type Merge } from './merge.store.ts'

export type MergeDeps = Pick<Deps, 'db' | 'jobs'>

/** Who does it, by which command. */
export interface Doing {
  readonly actor: Actor
  readonly command: Command
}

export interface MergePair {
  readonly kind: SubjectKind
  readonly leftId: string
  readonly rightId: string
  readonly reviewId: string | null
  readonly reason: string
}

/**
 * Makes two persons or families one, in the caller's transaction: one points at the other, nothing else is rewritten. Open questions between
 * those who are now one are settled with it.
 */
export async function mergePair(tx: ActTx, pair: MergePair): Promise<Result<{ mergeId: string; keptId: string }, MergeRefused>> {
  await lockMerging(tx)
  const standings = await listStandings(tx, pair.kind, [pair.leftId, pair.rightId])
  const checked = checkMerge(standings.get(pair.leftId), standings.get(pair.rightId))
  if (!checked.ok) return checked
  const { kept, absorbed } = checked.value
  const areaId = areaAround(kept.areaId, absorbed.areaId)
  const mergeId = await insertMerge(tx, {
    kind: pair.kind, keptId: kept.subjectId, absorbedId: absorbed.subjectId, areaId, reviewId: pair.reviewId, reason: pair.reason,
  })
  const cluster = (await listClusters(tx, [kept.subjectId])).get(kept.subjectId) ?? []
  await settleReviewsWithin(tx, { kind: pair.kind, subjectIds: cluster, mergeId })
  await settleAnswersOf(tx, pair.kind, [kept.subjectId, absorbed.subjectId])
  tx.audit({ subjectKind: pair.kind, subjectId: kept.subjectId, areaId, purpose: pair.reason, detail: { mergeId, absorbedId: absorbed.subjectId } })
  return ok({ mergeId, keptId: kept.subjectId })
}

/** Parts two again, in the caller's transaction; the questions that the merge had settled are open again. */
export async function partAgain(tx: ActTx, merge: Merge, reason: string): Promise<void> {
  await endMerge(tx, merge, reason)
  await reopenReviewsOf(tx, merge.mergeId)
  await settleAnswersOf(tx, merge.kind, [merge.keptId, merge.absorbedId])
  tx.audit({ subjectKind: merge.kind, subjectId: merge.keptId, areaId: merge.areaId, purpose: reason, detail: { mergeId: merge.mergeId, partedId: merge.absorbedId } })
}

export type UndoRefused = CommandReused | { readonly kind: 'not_found' | 'already_undone' | 'own_household' }

/** Takes a merge back, for a reason that is kept. */
export async function undoMerge(deps: MergeDeps, doing: Doing, what: { mergeId: string; reason: string }): Promise<Result<{ mergeId: string }, UndoRefused>> {
  return act<{ mergeId: string }, { readonly kind: 'not_found' | 'already_undone' | 'own_household' }>(deps, { ...doing, actor: settler(doing.actor), action: 'undoMerge' }, async (tx) => {
    await lockMerging(tx)
    const merge = await findMerge(tx, what.mergeId)
    if (merge === undefined) return err({ kind: 'not_found' })
    if (merge.undoneAt !== null) return err({ kind: 'already_undone' })
    if (await isOwnHousehold(tx, [merge.keptId, merge.absorbedId])) return err({ kind: 'own_household' })
    await partAgain(tx, merge, what.reason)
    return ok({ mergeId: merge.mergeId })
  })
}
