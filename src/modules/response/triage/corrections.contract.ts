import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'
import { Bilingual, Urgency } from '#modules/people/regency/regency.contract.ts'

/** What of a report was decided otherwise than its words suggested. */
export const Aspect = z.enum(['kind', 'urgency'])
export type Aspect = z.infer<typeof Aspect>

/** A kind by its code or an urgency by its word, with a name where the regency has one; `none`: no word of the report suggested any. */
const Named = z.object({ key: z.string(), name: Bilingual.nullable() })

/** How often one was suggested and another confirmed. */
export const ConfusedPair = z.object({ suggested: Named, confirmed: Named, count: z.int() }).meta({ id: 'ConfusedPair' })
export type ConfusedPair = Readonly<z.infer<typeof ConfusedPair>>

/** What people decided in a span: how much, how much of it as suggested, and the pairs that were not, the most frequent first. */
export const Confusion = z.object({ decided: z.int(), asSuggested: z.int(), pairs: z.array(ConfusedPair) }).meta({ id: 'TriageConfusion' })
export type Confusion = Readonly<z.infer<typeof Confusion>>

/** One decision that was other than suggested. It says nothing of whose report it was, nor where. */
export const Correction = z.object({
  reportId: z.uuid(), decidedOn: z.iso.date(), suggested: Named, confirmed: Named,
  /** How sure the model was of the kind that it suggested. */
  share: z.number().nullable(),
  /** Words that spoke for the suggested kind, as far as the regency's own samples have them. */
  words: z.array(z.string()),
  /** How many more spoke for it that are in no sample. */
  otherWords: z.int(),
  /** Signs of urgency that were found. */
  signs: z.array(Bilingual),
}).meta({ id: 'TriageCorrection' })
export type Correction = Readonly<z.infer<typeof Correction>>

const DayOfCentury = z.iso.date().refine((day) => day >= '2000-01-01' && day < '2100-01-01')
const Span = z.object({ from: DayOfCentury, to: DayOfCentury, of: Aspect.default('kind') })
const Side = z.union([z.string().regex(/^[A-Z]{1,5}$/), z.literal('none'), Urgency]).optional()

export const correctionOperations = {
  countCorrections: {
    method: 'GET', path: '/api/response/triage/confusion', access: 'response.triage.review', query: Span, ok: Confusion,
    refusals: { span_backwards: 422, span_too_long: 422 },
    summary: 'How often people confirmed what the words of reports suggest, and what instead, in a span of a year at most. Without protected cases.',
  },
  listCorrections: {
    method: 'GET', path: '/api/response/triage/corrections', access: 'response.triage.review',
    query: Span.extend({
      suggested: Side, confirmed: Side, after: z.string().max(100).optional(), limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    ok: z.object({ items: z.array(Correction), next: z.string().nullable() }),
    refusals: { span_backwards: 422, span_too_long: 422, cursor_unknown: 422 },
    summary: 'The decisions that were other than suggested, newest first, with the words that decided. No story, no name, no case.',
  },
} as const satisfies Operations
