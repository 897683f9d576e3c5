import { z } from 'zod'
import { Bilingual, Urgency } from '#modules/people/regency/regency.contract.ts'

/** A kind that the words of a report suggest, with the words that spoke for it as they were written. */
export const SuggestedKind = z.object({ category: z.string(), share: z.number().min(0).max(1), words: z.array(z.string()) })
export type SuggestedKind = z.infer<typeof SuggestedKind>

/** What the words of one report suggest, and what a person made of it. */
export const TriageView = z.object({
  reportId: z.uuid(),
  /** The kind that the reporter chose. */
  chosenCategory: z.string(),
  chosenName: Bilingual,
  modelVersion: z.string(),
  suggested: z.array(SuggestedKind.extend({ name: Bilingual })),
  signs: z.array(z.object({ key: z.string(), name: Bilingual, words: z.string(), urgency: Urgency, why: Bilingual })),
  urgency: Urgency,
  decided: z.object({ at: z.iso.datetime(), category: z.string(), urgency: Urgency, reason: z.string().nullable() }).nullable(),
}).meta({ id: 'Triage' })
export type TriageView = z.infer<typeof TriageView>
