import { z } from 'zod'
import { AsOfQuery } from '#modules/registry/attribute/attribute.contract.ts'
import { MeasuredPlace } from '#modules/registry/survey/survey.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

const Words = z.object({ id: z.string(), en: z.string() })

export const Evidence = z.object({
  personName: z.string().nullable(), attribute: z.string(), value: z.json(), sourceName: z.string().nullable(), on: z.iso.date().nullable(),
})

/** One criterion of the decree: whether it is met, and by which value of which source. */
export const JudgedCriterion = z.object({ key: z.string(), name: Words, state: z.enum(['met', 'not_met', 'unknown']), evidence: z.array(Evidence) })
export type JudgedCriterion = Readonly<z.infer<typeof JudgedCriterion>>

export const HintReasonView = z.object({ key: z.string(), name: Words, points: z.int(), evidence: z.array(Evidence) })
export type HintReasonView = Readonly<z.infer<typeof HintReasonView>>

export const VisitLine = z.object({
  surveyId: z.uuid(), kind: z.enum(['visit', 'decision']), by: z.string(), visitedAt: z.iso.datetime(), receivedAt: z.iso.datetime(), answers: z.int(), gaps: z.int(),
  formNumber: z.int(),
})
export type VisitLine = Readonly<z.infer<typeof VisitLine>>

export const HousePhotoView = z.object({ photoId: z.uuid(), label: Words, takenAt: z.iso.datetime(), year: z.string(), place: MeasuredPlace.nullable() })
export type HousePhotoView = Readonly<z.infer<typeof HousePhotoView>>

/** What visits and lists come to for one family. The hint is ours: it is no decile, and nothing follows from it by itself. */
export const FamilySituation = z.object({
  decree: Words,
  decreeCites: z.object({ id: z.string(), en: z.string() }),
  criteria: z.array(JudgedCriterion),
  hint: z.object({ points: z.int(), mostPoints: z.int(), reasons: z.array(HintReasonView), unknown: z.array(Words) }),
  /** Official figures, the latest first. */
  deciles: z.array(z.object({ decile: z.int(), on: z.iso.date(), sourceName: z.string() })),
  visits: z.array(VisitLine),
  photos: z.array(HousePhotoView),
  /** Somebody of the family took back the agreement to keep them. */
  arePhotosWithheld: z.boolean(),
  /** Questions that the form wants answered and nobody has. */
  missing: z.array(z.object({ label: Words, personName: z.string().nullable() })),
  openConflicts: z.int(),
}).meta({ id: 'FamilySituation' })
export type FamilySituation = Readonly<z.infer<typeof FamilySituation>>

export const situationOperations = {
  getFamilySituation: {
    method: 'GET', path: '/api/registry/families/:familyId/situation', access: 'registry.person.read', params: z.object({ familyId: z.uuid() }), query: AsOfQuery,
    ok: FamilySituation,
    summary: 'A family\'s visits and photos, the decree\'s criteria one by one, the official deciles, the regency\'s own hint with its reasons, and what is missing. Of a day: criteria, deciles and hint by what was known then. The look is written down.',
  },
} as const satisfies Operations
