import { z } from 'zod'
import { FamilyMember, OfficialDecile, Place } from '#modules/registry/family/family.contract.ts'
import { AnswerValue, questionClasses } from '#modules/registry/form/form.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

export const surveyLimits = { answers: 2_000, photos: 40, photoBytes: 12_000_000, bases: 100 } as const

const FamilyId = z.object({ familyId: z.uuid() })
const FieldId = z.string().min(1).max(200)
const Class = z.enum(questionClasses).nullable()

/** A family that may be visited, as a list for choosing shows it. */
export const VisitFamily = z.object({
  familyId: z.uuid(), headName: z.string(), place: Place, members: z.int(), decile: z.int().nullable(), lastVisitedAt: z.iso.datetime().nullable(),
}).meta({ id: 'VisitFamily' })
export type VisitFamily = Readonly<z.infer<typeof VisitFamily>>

/** What is known of a field before the visit. */
export const KnownAnswer = z.object({
  field: FieldId,
  /** The answers that a new one stands on; none when a list said so, or nobody. */
  heads: z.array(z.uuid()),
  /** Null also where the reader's role may not see it. */
  value: AnswerValue,
  isHidden: z.boolean(),
  isDisputed: z.boolean(),
  /** The day of the visit or list, and who or which list said it. */
  on: z.iso.date().nullable(),
  by: z.string().nullable(),
})
export type KnownAnswer = Readonly<z.infer<typeof KnownAnswer>>

/** Everything that a visit needs at a door without signal. */
export const VisitBundle = z.object({
  familyId: z.uuid(),
  headName: z.string(),
  place: Place,
  decile: OfficialDecile.nullable(),
  formVersionId: z.uuid(),
  formNumber: z.int(),
  members: z.array(FamilyMember.pick({ personId: true, name: true, sex: true, ageInYears: true, relation: true })),
  known: z.array(KnownAnswer),
  preparedAt: z.iso.datetime(),
}).meta({ id: 'VisitBundle' })
export type VisitBundle = Readonly<z.infer<typeof VisitBundle>>

/** Where a phone stood, and how exactly it knew. */
export const MeasuredPlace = z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180), accuracyMeters: z.number().min(0) })
export type MeasuredPlace = Readonly<z.infer<typeof MeasuredPlace>>

/** A filled form on its way. Its id is made on the device; the same one again is the same visit. */
export const SurveyDraft = z.strictObject({
  surveyId: z.uuid(),
  formVersionId: z.uuid(),
  visitedAt: z.iso.datetime(),
  place: MeasuredPlace.nullable(),
  gaps: z.int().min(0).max(surveyLimits.answers),
  answers: z.array(z.strictObject({ answerId: z.uuid(), field: FieldId, value: AnswerValue, bases: z.array(z.uuid()).max(surveyLimits.bases) })).max(surveyLimits.answers),
  photos: z.array(z.strictObject({
    photoId: z.uuid(), field: FieldId, token: z.string().max(200), takenAt: z.iso.datetime(), place: MeasuredPlace.nullish(),
  })).max(surveyLimits.photos),
}).meta({ id: 'SurveyDraft' })
export type SurveyDraft = Readonly<z.infer<typeof SurveyDraft>>

/** What the server has now. A device forgets a photo only when it is named here. */
export const SurveyReceipt = z.object({
  surveyId: z.uuid(), receivedAt: z.iso.datetime(), photos: z.array(z.object({ photoId: z.uuid(), sha256: z.string() })), conflicts: z.int(),
}).meta({ id: 'SurveyReceipt' })
export type SurveyReceipt = Readonly<z.infer<typeof SurveyReceipt>>

const Words = z.object({ id: z.string(), en: z.string() })

/** One of the answers that differ. */
export const DisputedAnswer = z.object({
  answerId: z.uuid(), value: AnswerValue, words: Words, isHidden: z.boolean(), by: z.string(), visitedAt: z.iso.datetime(), receivedAt: z.iso.datetime(),
})
export type DisputedAnswer = Readonly<z.infer<typeof DisputedAnswer>>

export const AnswerConflict = z.object({
  familyId: z.uuid(), headName: z.string(), place: Place, field: FieldId, label: Words, personName: z.string().nullable(), class: Class,
  foundAt: z.iso.datetime(), answers: z.array(DisputedAnswer), mayDecide: z.boolean(),
}).meta({ id: 'AnswerConflict' })
export type AnswerConflict = Readonly<z.infer<typeof AnswerConflict>>

const record = 'registry.profile.record'

export const surveyOperations = {
  listVisitFamilies: {
    method: 'GET', path: '/api/registry/visit-families', access: record, summary: 'Families of the own area to choose for visits, those not visited for longest first.',
    query: z.object({ after: z.string().max(200).optional(), name: z.string().trim().max(100).optional() }),
    ok: z.object({ items: z.array(VisitFamily), next: z.string().nullable() }), refusals: { page_unknown: 422 },
  },
  prepareVisit: {
    method: 'GET', path: '/api/registry/families/:familyId/visit', access: record, params: FamilyId, ok: VisitBundle, refusals: { form_missing: 409 },
    summary: 'What a visit needs without signal: people, address, the form\'s version, and the last answers. The look is written down.',
  },
  addSurveyPhoto: {
    method: 'POST', path: '/api/registry/survey-photos', access: record, status: 201, raw: { maxBytes: surveyLimits.photoBytes },
    summary: 'Hand over one photo before its visit; gives the token by which the visit names it, and the hash of the bytes that arrived.',
    ok: z.object({ photo: z.string(), receivedSha256: z.string() }), refusals: { photo_unreadable: 422, photo_too_many_pixels: 422 },
  },
  sendSurvey: {
    method: 'POST', path: '/api/registry/families/:familyId/surveys', access: record, params: FamilyId, body: SurveyDraft, ok: SurveyReceipt, status: 201,
    summary: 'Send a filled form. Sent again, it is the same visit; answers that differ from somebody else\'s both stay until a person decides.',
    refusals: { answers_invalid: 422, photos_unknown: 422, form_unknown: 422, survey_of_other_family: 409 },
  },
  readSurveyPhoto: {
    method: 'GET', path: '/api/registry/families/:familyId/photos/:photoId', access: 'registry.person.read', file: true, ok: z.null(),
    summary: 'One photo of a visit. The look is written down.', params: FamilyId.extend({ photoId: z.uuid() }),
  },
  listConflicts: {
    method: 'GET', path: '/api/registry/answer-conflicts', access: record, summary: 'Answers of two visits that differ, the oldest first.',
    query: z.object({ after: z.string().max(400).optional() }), ok: z.object({ items: z.array(AnswerConflict), next: z.string().nullable() }),
    refusals: { page_unknown: 422 },
  },
  decideConflict: {
    method: 'POST', path: '/api/registry/families/:familyId/answer-decisions', access: 'registry.profile.decide', params: FamilyId,
    summary: 'Say which of the answers holds. The others stay in the history.',
    body: z.strictObject({ field: FieldId, answerId: z.uuid(), seen: z.array(z.uuid()).min(1).max(surveyLimits.bases) }),
    ok: z.object({ settledAt: z.iso.datetime() }), refusals: { conflict_changed: 409, class_not_permitted: 403 },
  },
} as const satisfies Operations
