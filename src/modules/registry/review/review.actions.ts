import { getArea } from '#modules/people/index.ts'
import { findFamilyIdsOf } from '#modules/registry/family/family.store.ts'
import type { SubjectKind } from '#modules/registry/merge/cluster.store.ts'
import type { Doing } from '#modules/registry/merge/merge.actions.ts'
import { mergePair, partAgain } from '#modules/registry/merge/merge.actions.ts'
import { isOwnHousehold } from '#modules/registry/merge/household.store.ts'
import { areaAround, checkMerge } from '#modules/registry/merge/merge.rules.ts'
import { findMerge, listStandings, lockMerging } from '#modules/registry/merge/merge.store.ts'
import { settler } from '#modules/registry/survey/dispute.actions.ts'
import { act, type ActTx, type CommandReused } from '#platform/act.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { findPairNumbers } from './card.store.ts'
import { haveOneCard } from './family-pairs.store.ts'
import { askAboutFamiliesOf } from './find-families.actions.ts'
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

interface AskedFor {
  readonly about: SubjectKind
  readonly personId: string
  readonly otherPersonId: string
  readonly words: string
}
type OpenRefused = Kind<Always | 'already_merged' | 'no_family'>

/** Asks for a review of two persons whom somebody holds for one, or of the families in which they live; a pair that was told apart is asked again. */
export async function openReview(deps: ReviewDeps, doing: Doing, what: AskedFor): Promise<Result<Settled, CommandReused | OpenRefused>> {
  return act<Settled, OpenRefused>(deps, { ...doing, action: 'openReview' }, async (tx) => {
    const pair = await pairAskedFor(tx, what)
    if (!pair.ok) return pair
    const { leftId, rightId } = pair.value
    await proposeReviews(tx, [{ ...pair.value, rules: ['asked'], score: 0.8 }], what.about)
    const review = await findReviewOf(tx, { kind: what.about, leftId, rightId })
    if (review === undefined) throw new Error('a review that was just asked for is missing')
    if (review.state === 'decided') await changeReview(tx, review.reviewId, { state: 'open', verdict: null })
    return settle(tx, review, { change: {}, step: { kind: 'asked_again', verdict: null, words: what.words }, state: review.state === 'decided' ? 'open' : review.state })
  })
}

interface AskedPair {
  readonly leftId: string
  readonly rightId: string
  readonly areaId: number
  readonly needsTwo: boolean
}

async function pairAskedFor(tx: ActTx, { about, personId, otherPersonId }: AskedFor): Promise<Result<AskedPair, OpenRefused>> {
  const persons = await listStandings(tx, 'person', [personId, otherPersonId])
  if (persons.size < new Set([personId, otherPersonId]).size) return err({ kind: 'not_found' })
  const homes = about === 'person' ? undefined : await findFamilyIdsOf(tx, [personId, otherPersonId])
  const [oneId, otherId] = homes === undefined ? [personId, otherPersonId] : [homes.get(personId), homes.get(otherPersonId)]
  if (oneId === undefined || otherId === undefined) return err({ kind: 'no_family' })
  const standings = about === 'person' ? persons : await listStandings(tx, 'family', [oneId, otherId])
  const checked = checkMerge(standings.get(oneId), standings.get(otherId))
  if (!checked.ok) return checked
  const { kept, absorbed } = checked.value
  if (await isOwnHousehold(tx, [kept.subjectId, absorbed.subjectId])) return err({ kind: 'own_household' })
  const [leftId, rightId] = [kept.subjectId, absorbed.subjectId].toSorted() as [string, string]
  const isOneNumber = about === 'person' ? (await findPairNumbers(tx, { leftId, rightId })).sameNik : await haveOneCard(tx, [leftId, rightId])
  return ok({ leftId, rightId, areaId: areaAround(kept.areaId, absorbed.areaId), needsTwo: kept.hasNumber && absorbed.hasNumber && !isOneNumber })
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
  if (!merged.ok) return merged
  // Two who are one often live in two families that are one as well.
  if (kind === 'person') await askAboutFamiliesOf(tx, [leftId, rightId])
  return ok(merged.value.mergeId)
}

/** Asks the village of one of the two; whoever answers for it sees the pair then. */
export async function askVillage(
  deps: ReviewDeps, doing: Doing, what: { reviewId: string; areaId: number; question: string },
): Promise<Result<Settled, CommandReused | Kind<Always | 'review_decided' | 'village_unknown'>>> {
  return act<Settled, Kind<Always | 'review_decided' | 'village_unknown'>>(deps, { ...doing, action: 'askVillage' }, async (tx) => {
    const found = await takeReview(tx, what.reviewId)
    if (!found.ok) return found
    if (found.value.state === 'decided' || found.value.state === 'proposed') return err({ kind: 'review_decided' })
    const standings = await listStandings(tx, found.value.kind, [found.value.leftId, found.value.rightId])
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
