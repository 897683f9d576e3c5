import { z } from 'zod'
import { SourcedValue } from '#modules/registry/attribute/attribute.contract.ts'
import { PersonSex, Place } from '#modules/registry/family/family.contract.ts'
import { relations } from '#modules/registry/family/relation.rules.ts'
import { LinkExplanation } from '#modules/registry/linkage/linkage.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/** Why a pair is a question. `model`: the linkage engine; `same_card`, `shared_members`: of two families; `asked`: somebody asked for it. */
export const reviewRules = ['same_nik', 'card_and_name', 'name_and_birth', 'model', 'same_card', 'shared_members', 'asked'] as const
export const ReviewRule = z.enum(reviewRules)
export type ReviewRule = z.infer<typeof ReviewRule>

/** `proposed`: one person has decided about contradicting numbers, a second must confirm. */
export const ReviewState = z.enum(['open', 'proposed', 'asked_village', 'decided'])
export type ReviewState = z.infer<typeof ReviewState>
export const Verdict = z.enum(['same', 'different'])
export type Verdict = z.infer<typeof Verdict>

/** What a question is about. */
export const ReviewSubject = z.enum(['person', 'family'])
export type ReviewSubject = z.infer<typeof ReviewSubject>

/** The reasons for asking about each. */
export const rulesAbout: Readonly<Record<ReviewSubject, readonly ReviewRule[]>> = {
  person: ['same_nik', 'card_and_name', 'name_and_birth', 'model', 'asked'],
  family: ['same_card', 'shared_members', 'asked'],
}

/** One of the two in a line; of a family the name of its head, and how many people it has. */
const Reviewed = z.object({
  subjectId: z.uuid(), name: z.string(), birthOn: z.iso.date().nullable(), areaName: z.string(), members: z.int().nullable(),
})

/** A pair in the queue. */
export const ReviewItem = z.object({
  reviewId: z.uuid(),
  about: ReviewSubject,
  state: ReviewState,
  verdict: Verdict.nullable(),
  needsTwo: z.boolean(),
  rules: z.array(ReviewRule),
  foundAt: z.iso.datetime(),
  left: Reviewed,
  right: Reviewed,
}).meta({ id: 'ReviewItem' })
export type ReviewItem = Readonly<z.infer<typeof ReviewItem>>

/** One side of a pair. */
export const ReviewCard = z.object({
  personId: z.uuid(),
  name: z.string(),
  alias: z.string().nullable(),
  sex: PersonSex.nullable(),
  birthOn: z.iso.date().nullable(),
  birthOnIsDefault: z.boolean(),
  nikMasked: z.string().nullable(),
  status: z.enum(['registered', 'provisional']),
  familyId: z.uuid().nullable(),
  relation: z.enum(relations).nullable(),
  headName: z.string().nullable(),
  cardMasked: z.string().nullable(),
  place: Place,
  decile: z.int().nullable(),
  decileOn: z.iso.date().nullable(),
  /** What each list says, the value that counts first. */
  values: z.array(SourcedValue),
  /** Merged into this one already. */
  otherNames: z.array(z.string()),
}).meta({ id: 'ReviewCard' })
export type ReviewCard = Readonly<z.infer<typeof ReviewCard>>

/** How two cards agree in a field; `unknown`: at least one is silent. */
export const Agreement = z.enum(['same', 'differs', 'unknown'])
export const comparedFields = ['name', 'alias', 'sex', 'birth', 'nik', 'card', 'address', 'family', 'decile'] as const
export const ComparedField = z.enum(comparedFields)

export const ReviewStep = z.object({
  kind: z.enum(['proposed', 'confirmed', 'refused', 'decided', 'asked', 'answered', 'undone', 'asked_again']),
  verdict: z.enum(['same', 'different', 'unknown']).nullable(),
  words: z.string().nullable(),
  by: z.string(),
  isOwn: z.boolean(),
  at: z.iso.datetime(),
})

/** Where a question stands and what may be done with it, whatever it is about. */
export const ReviewHead = z.object({
  reviewId: z.uuid(),
  state: ReviewState,
  verdict: Verdict.nullable(),
  needsTwo: z.boolean(),
  rules: z.array(ReviewRule),
  foundAt: z.iso.datetime(),
  keptId: z.uuid(),
  /** The villages that can be asked. */
  villages: z.array(z.object({ areaId: z.int(), name: z.string() })),
  askedVillage: z.string().nullable(),
  steps: z.array(ReviewStep),
  may: z.object({ decide: z.boolean(), confirm: z.boolean(), answer: z.boolean(), undo: z.boolean() }),
})
export type ReviewHead = Readonly<z.infer<typeof ReviewHead>>

export const Review = ReviewHead.extend({
  explanation: LinkExplanation.nullable(),
  left: ReviewCard,
  right: ReviewCard,
  agreement: z.record(ComparedField, Agreement),
  /** The values that would count if they were one. */
  merged: z.array(SourcedValue),
}).meta({ id: 'Review' })
export type Review = Readonly<z.infer<typeof Review>>

const ReviewParams = z.object({ reviewId: z.uuid() })
const Words = z.string().trim().min(3).max(500)
const Settled = z.object({ reviewId: z.uuid(), state: ReviewState })

export const reviewOperations = {
  listReviews: {
    method: 'GET', path: '/api/registry/reviews', access: 'registry.review.answer',
    summary: 'Pairs of persons or families that may be one, the most telling first. That the names were read is written down.',
    query: z.object({
      about: ReviewSubject.default('person'),
      state: ReviewState.default('open'),
      rule: ReviewRule.optional(),
      area: z.coerce.number().int().min(0).max(999_999).optional(),
      after: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(50).default(20),
    }),
    ok: z.object({ items: z.array(ReviewItem), next: z.string().nullable() }),
    refusals: { page_unknown: 422 },
  },
  getReview: {
    method: 'GET', path: '/api/registry/reviews/:reviewId', access: 'registry.review.answer', params: ReviewParams, ok: Review,
    summary: 'One pair side by side, with what every list says and why they may be one. The look is written down.',
  },
  openReview: {
    method: 'POST', path: '/api/registry/reviews', access: 'registry.review.decide',
    summary: 'Asks for a review of two persons whom somebody holds for one, or of the families in which they live.',
    body: z.object({ about: ReviewSubject.default('person'), personId: z.uuid(), otherPersonId: z.uuid(), words: Words }), ok: Settled, status: 201,
    refusals: { already_merged: 409, own_household: 403, no_family: 409 },
  },
  decideReview: {
    method: 'POST', path: '/api/registry/reviews/:reviewId/decisions', access: 'registry.review.decide', params: ReviewParams,
    summary: 'Says whether two are one. Where numbers contradict, the first decision is a proposal that another person confirms or refuses.',
    body: z.object({ verdict: Verdict, words: Words.nullable() }), ok: Settled, status: 201,
    refusals: { review_decided: 409, second_person_needed: 409, own_household: 403, already_merged: 409 },
  },
  askVillage: {
    method: 'POST', path: '/api/registry/reviews/:reviewId/questions', access: 'registry.review.decide', params: ReviewParams,
    summary: 'Asks the village of one of the two; the pair waits for its answer.',
    body: z.object({ areaId: z.int().min(1).max(999_999), question: Words }), ok: Settled, status: 201,
    refusals: { review_decided: 409, village_unknown: 422, own_household: 403 },
  },
  answerReview: {
    method: 'POST', path: '/api/registry/reviews/:reviewId/answers', access: 'registry.review.answer', params: ReviewParams,
    summary: 'What the village knows about the two. The pair goes back to whoever decides.',
    body: z.object({ verdict: z.enum(['same', 'different', 'unknown']), words: Words }), ok: Settled, status: 201,
    refusals: { review_not_asked: 409, own_household: 403 },
  },
  undoReview: {
    method: 'POST', path: '/api/registry/reviews/:reviewId/undoings', access: 'registry.review.decide', params: ReviewParams,
    summary: 'Takes the last decision back; two who were made one are parted again.',
    ok: Settled, status: 201, refusals: { review_not_decided: 409, own_household: 403 },
  },
} as const satisfies Operations
