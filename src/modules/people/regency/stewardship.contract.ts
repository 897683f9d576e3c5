import { z } from 'zod'
import { Bilingual, FactSource, held, Hours, Key } from './regency-fact.contract.ts'

// How a regency looks after the data and its service: privacy.yaml, quality.yaml and satisfaction.yaml.

// privacy.yaml

/** On what ground data is processed (Law 27/2022, article 20(2)). */
export const LegalBasis = z.enum(['consent', 'contract', 'legal_obligation', 'vital_interest', 'public_task', 'legitimate_interest'])
export type LegalBasis = z.infer<typeof LegalBasis>

/** What somebody may ask about the data that is kept of them. */
export const RequestKind = z.enum(['access', 'correction', 'restriction', 'erasure', 'objection', 'consent_withdrawal'])
export type RequestKind = z.infer<typeof RequestKind>

/** What is removed when it has been kept long enough; each has its own way of going. */
export const RetainedThing = z.enum([
  'sign_in_attempts', 'ended_sessions', 'report_attempts', 'command_results', 'abandoned_lists', 'reporter_contacts', 'copies_of_data',
  'chat_lines', 'chat_numbers',
])
export type RetainedThing = z.infer<typeof RetainedThing>

/** How likely, or how grave. */
const Grade = z.enum(['low', 'medium', 'high'])

export const PrivacyFile = z.strictObject({
  processings: z.array(z.strictObject({
    key: Key,
    name: Bilingual,
    purpose: Bilingual,
    basis: LegalBasis,
    /** What is closed when somebody takes the agreement back on which it rests; for processings by consent only. */
    covers: z.array(z.enum(['house_photos'])).default([]),
    data: Bilingual,
    /** Classes of specific data (article 4(2)) that it touches. */
    specific: z.array(z.enum(['health', 'disability', 'children', 'income', 'violence'])),
    subjects: Bilingual,
    recipients: Bilingual,
    source: FactSource,
  })).min(1),
  requestClocks: z.array(z.strictObject({ kinds: z.array(RequestKind).min(1), within: z.strictObject({ hours: Hours }), ...held, source: FactSource })).min(1),
  /** How soon what was granted is carried out, and from when that counts; kinds that are not named here are carried out by the answer itself. */
  carryOutClocks: z.array(z.strictObject({
    kinds: z.array(RequestKind).min(1), within: z.strictObject({ hours: Hours }), counted: z.enum(['from_request', 'from_answer']), ...held, source: FactSource,
  })).min(1),
  breachNotice: z.strictObject({ within: z.strictObject({ hours: Hours }), source: FactSource }),
  /** What may go wrong for people, and what is done against it (Law 27/2022, article 34). */
  impact: z.strictObject({
    assessedOn: z.iso.date(),
    /** When it is looked at again, at the latest. */
    reviewBy: z.iso.date(),
    by: Bilingual,
    consulted: Bilingual,
    source: FactSource,
    risks: z.array(z.strictObject({
      key: Key,
      risk: Bilingual,
      processings: z.array(Key).min(1),
      likelihood: Grade,
      severity: Grade,
      measures: Bilingual,
      /** What is left of it with the measures. */
      remaining: Grade,
    })).min(1),
  }),
  retention: z.array(z.strictObject({ what: RetainedThing, keepDays: z.int().min(1).max(36_500), source: FactSource })),
})
export type PrivacyRules = Readonly<z.infer<typeof PrivacyFile>>

// quality.yaml

const Weight = z.int().min(0).max(1000)

export const QualityFile = z.strictObject({
  scores: z.array(z.strictObject({
    ...held,
    /** Families without a value of the last so many months are to be seen again. */
    freshMonths: z.int().min(1).max(120),
    weights: z.strictObject({ completeness: Weight, identity: Weight, freshness: Weight, plausibility: Weight, duplicates: Weight }),
    source: FactSource,
  })).min(1),
  /** How long a village is asked whether a family arrived that another one sent on its way, and then its district, before the regency is. */
  relocations: z.array(z.strictObject({ ...held, villageDays: z.int().min(1).max(90), districtDays: z.int().min(1).max(90), source: FactSource })).min(1),
  /** How long what a life event asks may wait, from when it was raised, before it is late. */
  followUps: z.array(z.strictObject({ ...held, days: z.int().min(1).max(365), source: FactSource })).min(1),
})
export type FollowUpClock = Readonly<z.infer<typeof QualityFile>['followUps'][number]>
export type RelocationClock = Readonly<z.infer<typeof QualityFile>['relocations'][number]>
export type QualityScore = Readonly<z.infer<typeof QualityFile>['scores'][number]>

// satisfaction.yaml

const Index = z.number().min(25).max(100)

/** How the marks of reporters become an index and a grade, by the day of the answer. */
export const SatisfactionFile = z.strictObject({
  surveys: z.array(z.strictObject({
    ...held,
    /** The best first; each holds from its index on. */
    grades: z.array(z.strictObject({ grade: z.string().min(1).max(3), from: Index })).min(1),
    source: FactSource,
  })).min(1),
})
export type SatisfactionSurvey = Readonly<z.infer<typeof SatisfactionFile>['surveys'][number]>
