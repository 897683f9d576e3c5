import { z } from 'zod'
import { Bilingual, FactSource, held, Key, Text } from './regency-fact.contract.ts'

/** The official register as `proposals.yaml` tells of it: who answers for it, its months, meetings, objections and files. */

export const ProposalKind = z.enum(['in', 'out', 'correction'])
export type ProposalKind = z.infer<typeof ProposalKind>

const DayOfMonth = z.int().min(1).max(28)
const FreeDay = z.enum(['stay', 'before', 'after'])

/** The month of the official register: until which day what must be done. */
export const Cutoff = z.strictObject({
  key: Key,
  ...held,
  source: FactSource,
  /** Proposals determined up to and including this day belong to the month, later ones to the next. */
  day: DayOfMonth,
  /** Our own days before it, so that the last day is not everybody's day. */
  steps: z.strictObject({ deliberated: DayOfMonth, verified: DayOfMonth, confirmed: DayOfMonth }),
  /** What becomes of a day on which offices do not work: it stays, or the working day before or after it counts. */
  freeDays: z.strictObject({ cutoff: FreeDay, steps: FreeDay }),
})
export type Cutoff = Readonly<z.infer<typeof Cutoff>>

/** When a village meeting may decide: this share of those invited, and never fewer than so many people. */
export const Quorum = z.strictObject({
  key: Key,
  ...held,
  source: FactSource,
  ofInvited: z.strictObject({ numerator: z.int().min(1).max(10), denominator: z.int().min(1).max(10) }),
  minimumPresent: z.int().min(1).max(500),
})
export type Quorum = Readonly<z.infer<typeof Quorum>>

const PromisedDays = z.union([z.strictObject({ days: z.int().min(1).max(366) }), z.strictObject({ workingDays: z.int().min(1).max(366) })])

export const ObjectionPromise = z.strictObject({
  key: Key,
  ...held,
  source: FactSource,
  within: PromisedDays,
  /** A second look at the answer: until how long after it one may ask, and within what it is answered. */
  secondLook: z.strictObject({ askWithin: PromisedDays, within: PromisedDays }),
})
export type ObjectionPromise = Readonly<z.infer<typeof ObjectionPromise>>

export const Criterion = z.strictObject({
  key: z.string().regex(/^[a-z]+(_[a-z]+)*$/),
  kinds: z.array(ProposalKind).min(1),
  name: Bilingual,
  source: FactSource,
})
export type Criterion = Readonly<z.infer<typeof Criterion>>

/** What a column of the file for the ministry's system may hold. */
export const BatchField = z.enum([
  'reference', 'kind', 'card', 'nik', 'name', 'address', 'hamlet', 'rt', 'rw', 'village', 'villageCode', 'district', 'members', 'criteria', 'reason', 'decree',
  'decreeOn',
])
export type BatchField = z.infer<typeof BatchField>

const Words = z.array(Text).min(1)

/** How the file for the ministry's system is laid out, and by which words its answers are read. */
export const RegisterLayout = z.strictObject({
  key: Key,
  ...held,
  source: FactSource,
  /**
   * In their order. One of them is the reference, by which an answer finds its row. A column without a field is one that the system wants and we
   * know nothing of: it holds `always` in each row, or nothing.
   */
  columns: z.array(z.strictObject({ field: BatchField.nullable(), header: Text, always: Text.optional() })).min(3),
  /** The system's own words for the kinds of proposals, and how it writes days; without them ours. */
  kindWords: z.strictObject({ in: Text, out: Text, correction: Text }).optional(),
  dayFormat: z.enum(['YYYY-MM-DD', 'DD-MM-YYYY', 'DD/MM/YYYY']).optional(),
  answers: z.strictObject({
    reference: Words, nik: Words, outcome: Words, reason: Words, decile: Words,
    /** Words of the column of outcomes. */
    accepted: Words, rejected: Words,
  }),
})
export type RegisterLayout = Readonly<z.infer<typeof RegisterLayout>>

export const ProposalsFile = z.strictObject({
  /** The office that answers here for the official register. */
  office: Key,
  cutoffs: z.array(Cutoff).min(1),
  quorums: z.array(Quorum).min(1),
  objectionPromises: z.array(ObjectionPromise).min(1),
  criteria: z.array(Criterion).min(1),
  /** The source of sources.yaml in whose name the ministry's deciles are kept. */
  register: Key,
  layouts: z.array(RegisterLayout).min(1),
})
export type ProposalSettings = Readonly<z.infer<typeof ProposalsFile>>
