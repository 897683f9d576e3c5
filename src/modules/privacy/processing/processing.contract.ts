import { z } from 'zod'
import { Bilingual, PrivacyFile, RetainedThing } from '#modules/people/regency/regency.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/** One line of the record of processing. */
export const Processing = PrivacyFile.shape.processings.element.meta({ id: 'Processing' })

/** What may go wrong for people, and what is done against it. */
export const ImpactAssessment = PrivacyFile.shape.impact.extend({ isDue: z.boolean() }).meta({ id: 'ImpactAssessment' })
export type ImpactAssessment = Readonly<z.infer<typeof ImpactAssessment>>

/** How long something is kept, when its rule last ran, and when that last removed something. */
export const RetentionRule = z.object({
  what: RetainedThing,
  keepDays: z.int(),
  because: z.object({ id: z.string(), en: z.string() }),
  lastRun: z.object({ at: z.iso.datetime(), removedCount: z.int() }).nullable(),
  removedAt: z.iso.datetime().nullable(),
  /** Since the first run that is on record. */
  removedInAll: z.int(),
}).meta({ id: 'RetentionRule' })
export type RetentionRule = Readonly<z.infer<typeof RetentionRule>>

/** The whole record, as it stands at a moment. */
export const ProcessingRecord = z.object({
  fullName: z.string(), asOf: z.iso.datetime(), officer: z.object({ title: Bilingual, email: z.string(), address: z.string() }),
  processings: z.array(Processing), retention: z.array(RetentionRule), requestHours: z.int(), breachHours: z.int(),
  impact: ImpactAssessment,
}).meta({ id: 'ProcessingRecord' })
export type ProcessingRecord = Readonly<z.infer<typeof ProcessingRecord>>

export const processingOperations = {
  readProcessingRecord: {
    method: 'GET', path: '/api/privacy/processing-record', access: 'privacy.record.read',
    summary: 'The record of processing, its impact on people, the clocks of requests, how long things are kept, and what was removed.',
    ok: ProcessingRecord,
  },
} as const satisfies Operations
