import { getArea } from '#modules/people/index.ts'
import type { Doing } from '#modules/registry/merge/merge.actions.ts'
import { mergePair, partAgain } from '#modules/registry/merge/merge.actions.ts'
import { isOwnHousehold } from '#modules/registry/merge/household.store.ts'
import { areaAround, checkMerge } from '#modules/registry/merge/merge.rules.ts'
import { findMerge, listStandings, lockMerging } from '#modules/registry/merge/merge.store.ts'
import { settler } from '#modules/registry/survey/dispute.actions.ts'
import { act, type ActTx, type CommandReused } from '#platform/act.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { findPairNumbers } from './card.store.ts'
import type { ReviewState, Verdict } from './review.contract.ts'
import { decide, type Move } from './review.rules.ts'
import { changeReview, findReviewOf, insertStep, lockReview, proposeReviews, type NewStep, type ReviewChange, type ReviewRecord } from './review.store.ts'
import type { ReviewDeps } from './review-view.actions.ts'

export interface Settled {
  readonly reviewId: string
  readonly state: ReviewState
}
type Kind<K extends string> = { readonly kind: K }
type Always = 'not_found' | 'own_household'

/** Asks for a review of two persons whom somebody holds for one; a pair that was told apart is asked again. */
export async function openReview(
  deps: ReviewDeps, doing: Doing, what: { personId: string; otherPersonId: string; words: string },
): Promise<Result<Settled, CommandReused | Kind<Always | 'already_merged'>>> {
  return act<Settled, Kind<Always | 'already_merged'>>(deps, { ...doing, action: 'openReview' }, async (tx) => {
    const standings = await listStandings(tx, 'person', [what.personId, what.otherPersonId])
    const [one, other] = [standings.get(what.personId), standings.get(what.otherPersonId)]
    const checked = checkMerge(one, other)
    if (!checked.ok) return checked
    const { kept, absorbed } = checked.value
    if (await isOwnHousehold(tx, [kept.subjectId, absorbed.subjectId])) return err({ kind: 'own_household' })
    const [leftId, rightId] = kept.subjectId < absorbed.subjectId ? [kept.subjectId, absorbed.subjectId] : [absorbed.subjectId, kept.subjectId]
    const areaId = areaAround(kept.areaId, absorbed.areaId)
    const { sameNik } = await findPairNumbers(tx, { leftId, rightId })
    const needsTwo = kept.hasNumber && absorbed.hasNumber && !sameNik
    await proposeReviews(tx, [{ leftId, rightId, areaId, rules: ['asked'], score: 0.8, needsTwo }])
    const review = await findReviewOf(tx, { leftId, rightId })
    if (review === undefined) throw new Error('a review that was just asked for is missing')
    if (review.state === 'decided') await changeReview(tx, review.reviewId, { state: 'open', verdict: null })
    return settle(tx, review, { change: {}, step: { kind: 'asked_again', verdict: null, words: what.words }, state: review.state === 'decided' ? 'open' : review.state })
  })
}

/** Says whether two are one. Where numbers contradict, the first says so and a second confirms or refuses. */
export async function decideReview(
  deps: ReviewDeps, doing: Doing, what: { reviewId: string; verdict: Verdict; words: string | null },
): Promise<Result<Settled, CommandReused | Kind<Always | 'review_decided' | 'second_person_needed' | 'already_merged'>>> {
  return act<Settled, Kind<Always | 'review_decided' | 'second_person_needed' | 'already_merged'>>(deps, { ...doing, actor: settler(doing.actor), action: 'decideReview' }, async (tx) => {
    const found = await takeReview(tx, what.reviewId)
    if (!found.ok) return found
    const review = found.value
    const move = decide(review, { verdict: what.verdict, by: tx.actor.accountId ?? '' })
    if (!move.ok) return move
    const merged = await mergeAsDecided(tx, review, { move: move.value, words: what.words })
    if (!merged.ok) return merged
    return settle(tx, review, {
      change: { ...changeOf(tx, move.value), ...(merged.value !== null && { mergeId: merged.value }) },
      step: { kind: move.value.step, verdict: what.verdict, words: what.words }, state: move.value.to,
    })
  })
}

function changeOf(tx: ActTx, move: Move): ReviewChange {
  return { state: move.to, verdict: move.verdict, proposedBy: move.to === 'proposed' ? tx.actor.accountId : null }
}

async function mergeAsDecided(
  tx: ActTx, review: ReviewRecord, said: { move: Move; words: string | null },
): Promise<Result<string | null, Kind<'not_found' | 'already_merged'>>> {
  if (said.move.to !== 'decided' || said.move.verdict !== 'same') return ok(null)
  const { kind, leftId, rightId, reviewId } = review
  const merged = await mergePair(tx, { kind, leftId, rightId, reviewId, reason: said.words ?? review.rules.join(', ') })
  return merged.ok ? ok(merged.value.mergeId) : merged
}

/** Asks the village of one of the two; whoever answers for it sees the pair then. */
export async function askVillage(
  deps: ReviewDeps, doing: Doing, what: { reviewId: string; areaId: number; question: string },
): Promise<Result<Settled, CommandReused | Kind<Always | 'review_decided' | 'village_unknown'>>> {
  return act<Settled, Kind<Always | 'review_decided' | 'village_unknown'>>(deps, { ...doing, action: 'askVillage' }, async (tx) => {
    const found = await takeReview(tx, what.reviewId)
    if (!found.ok) return found
    if (found.value.state === 'decided' || found.value.state === 'proposed') return err({ kind: 'review_decided' })
    const standings = await listStandings(tx, 'person', [found.value.leftId, found.value.rightId])
    const isTheirs = [...standings.values()].some((standing) => standing.areaId === what.areaId)
    if (!isTheirs || deps.regency.areas.byId.get(what.areaId)?.kind !== 'village') return err({ kind: 'village_unknown' })
    return settle(tx, { ...found.value, askedAreaId: what.areaId }, {
      change: { state: 'asked_village', askedAreaId: what.areaId }, step: { kind: 'asked', verdict: null, words: what.question }, state: 'asked_village',
      detail: { village: getArea(deps.regency.areas, what.areaId).name },
    })
  })
}

/** What the village knows; the pair goes back to whoever decides. */
export async function answerReview(
  deps: ReviewDeps, doing: Doing, what: { reviewId: string; verdict: Verdict | 'unknown'; words: string },
): Promise<Result<Settled, CommandReused | Kind<Always | 'review_not_asked'>>> {
  return act<Settled, Kind<Always | 'review_not_asked'>>(deps, { ...doing, action: 'answerReview' }, async (tx) => {
    const found = await takeReview(tx, what.reviewId, { isAnswer: true })
    if (!found.ok) return found
    if (found.value.state !== 'asked_village') return err({ kind: 'review_not_asked' })
    return settle(tx, found.value, { change: { state: 'open' }, step: { kind: 'answered', verdict: what.verdict, words: what.words }, state: 'open' })
  })
}

/** Takes the last decision back, with the merge that came of it. */
export async function undoReview(
  deps: ReviewDeps, doing: Doing, reviewId: string,
): Promise<Result<Settled, CommandReused | Kind<Always | 'review_not_decided'>>> {
  return act<Settled, Kind<Always | 'review_not_decided'>>(deps, { ...doing, actor: settler(doing.actor), action: 'undoReview' }, async (tx) => {
    await lockMerging(tx)
    const found = await takeReview(tx, reviewId)
    if (!found.ok) return found
    const review = found.value
    if (review.state !== 'decided' && review.state !== 'proposed') return err({ kind: 'review_not_decided' })
    const merge = review.mergeId === null ? undefined : await findMerge(tx, review.mergeId)
    if (merge !== undefined && merge.undoneAt === null) await partAgain(tx, merge, 'undo')
    return settle(tx, review, {
      change: { state: 'open', verdict: null, proposedBy: null, mergeId: null }, step: { kind: 'undone', verdict: null, words: null }, state: 'open',
    })
  })
}

/** The pair, locked. Whoever sees it only because their village was asked may answer, and no more. */
async function takeReview(tx: ActTx, reviewId: string, options: { isAnswer?: boolean } = {}): Promise<Result<ReviewRecord, Kind<Always>>> {
  const review = await lockReview(tx, reviewId)
  if (review === undefined || (options.isAnswer !== true && !tx.actor.areaIds.includes(review.areaId))) return err({ kind: 'not_found' })
  return (await isOwnHousehold(tx, [review.leftId, review.rightId])) ? err({ kind: 'own_household' }) : ok(review)
}

interface Settling {
  readonly change: ReviewChange
  readonly step: NewStep
  readonly state: ReviewState
  readonly detail?: Readonly<Record<string, string>>
}

async function settle(tx: ActTx, review: ReviewRecord, { change, step, state, detail }: Settling): Promise<Result<Settled, never>> {
  await changeReview(tx, review.reviewId, change)
  await insertStep(tx, review, step)
  const said = step.verdict === null ? {} : { verdict: step.verdict }
  tx.audit({ subjectKind: 'review', subjectId: review.reviewId, areaId: review.areaId, detail: { step: step.kind, ...said, ...detail } })
  return ok({ reviewId: review.reviewId, state })
}
