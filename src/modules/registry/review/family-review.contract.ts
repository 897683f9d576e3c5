import { z } from 'zod'
import { SourcedValue } from '#modules/registry/attribute/attribute.contract.ts'
import { OfficialDecile, PersonSex, Place } from '#modules/registry/family/family.contract.ts'
import { relations } from '#modules/registry/family/relation.rules.ts'
import type { Operations } from '#platform/http/contract.ts'
import { Agreement, ReviewHead } from './review.contract.ts'

/** Somebody of a family's side. */
export const ReviewedMember = z.object({
  personId: z.uuid(),
  name: z.string(),
  sex: PersonSex.nullable(),
  birthOn: z.iso.date().nullable(),
  birthOnIsDefault: z.boolean(),
  nikMasked: z.string().nullable(),
  relation: z.enum(relations),
})
export type ReviewedMember = Readonly<z.infer<typeof ReviewedMember>>

export const memberFields = ['name', 'sex', 'birth', 'nik', 'relation'] as const
export const MemberField = z.enum(memberFields)
export type MemberField = z.infer<typeof MemberField>

/**
 * One line of the two families: a member of each beside the other. `one`: both are the same person of the registry already; `alike`: name and birth
 * date suggest it; `alone`: nobody on the other side fits.
 */
export const MemberLine = z.object({
  left: ReviewedMember.nullable(),
  right: ReviewedMember.nullable(),
  match: z.enum(['one', 'alike', 'alone']),
  differs: z.array(MemberField),
})
export type MemberLine = Readonly<z.infer<typeof MemberLine>>

/** One family of the two. */
export const FamilySide = z.object({
  familyId: z.uuid(),
  headName: z.string().nullable(),
  cardMasked: z.string().nullable(),
  place: Place,
  decile: OfficialDecile.nullable(),
  members: z.int(),
  /** What each list says, the value that counts first. */
  values: z.array(SourcedValue),
})
export type FamilySide = Readonly<z.infer<typeof FamilySide>>

export const familyFields = ['head', 'card', 'address', 'members', 'decile'] as const
export const FamilyField = z.enum(familyFields)

export const FamilyReview = ReviewHead.extend({
  left: FamilySide,
  right: FamilySide,
  agreement: z.record(FamilyField, Agreement),
  lines: z.array(MemberLine),
}).meta({ id: 'FamilyReview' })
export type FamilyReview = Readonly<z.infer<typeof FamilyReview>>

export const familyReviewOperations = {
  getFamilyReview: {
    method: 'GET', path: '/api/registry/family-reviews/:familyReviewId', access: 'registry.review.answer', ok: FamilyReview,
    params: z.object({ familyReviewId: z.uuid() }),
    summary: 'Two families side by side, member by member, with what every list says. The look is written down for both families and their people.',
  },
} as const satisfies Operations
