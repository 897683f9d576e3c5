import { z } from 'zod'
import { Bilingual, FactSource, held, Key, Text } from './regency-fact.contract.ts'

// triage.yaml: how reports are sorted before a person reads them.

/** Words in this order; a trailing `*` stands for any ending of the word. */
const Phrase = z.string().regex(/^[a-z0-9]+\*?( [a-z0-9]+\*?)*$/)

/** Something in the words that a person must see at once, during a span of days, and why. */
export const TriageSign = z.strictObject({
  key: Key,
  name: Bilingual,
  urgency: z.enum(['danger', 'urgent']),
  /** The case is seen only by those who handle it, until a person says otherwise. */
  protects: z.boolean(),
  ...held,
  source: FactSource,
  phrases: z.array(Phrase).min(1),
})
export type TriageSign = Readonly<z.infer<typeof TriageSign>>

/** How people write a word: everyday spelling, or a local tongue (ISO 639). */
export const Spelling = z.strictObject({ means: Phrase, language: z.string().regex(/^[a-z]{2,3}$/), written: z.array(z.string().regex(/^[a-z0-9]+$/)).min(1) })
export type Spelling = Readonly<z.infer<typeof Spelling>>

/** How far back similar reports are looked for, and from which score (0–100) on one is suggested. */
export const DuplicateRule = z.strictObject({
  key: Key, withinDays: z.int().min(1).max(90), suggestFrom: z.int().min(1).max(100), ...held, source: FactSource,
})
export type DuplicateRule = Readonly<z.infer<typeof DuplicateRule>>

/**
 * From how many reports of one device, or of the same words, within some hours a report is set apart; which words are insults; within how many
 * hours a person looks. A device is a phone or a computer, never a whole network: a village hall shares one.
 */
const SetApartLimits = z.strictObject({
  key: Key, withinHours: z.int().min(1).max(24), perDevice: z.int().min(1).max(1000), sameText: z.int().min(1).max(1000),
  insults: z.array(z.string().regex(/^[a-z]+$/)), lookWithinHours: z.int().min(1).max(168), ...held, source: FactSource,
})

/** A report, invented, whose kind a person has named: a line of triage-samples.tsv or triage-held-out.tsv. */
export interface LabelledText {
  readonly category: string
  readonly text: string
}

export const TriageFile = z.strictObject({
  signs: z.array(TriageSign).min(1),
  /** The office that protected cases go to, instead of the neighbours in village and district. */
  protection: z.strictObject({ office: Key, source: FactSource }),
  /** Words by which a story tells of wrong done in office, and what people call the offices of a place. */
  accusations: z.strictObject({
    source: FactSource,
    phrases: z.array(Phrase).min(1),
    offices: z.array(z.strictObject({ kind: z.enum(['village_task_force', 'district_unit']), words: z.array(z.string().regex(/^[a-z]+$/)).min(1) })),
  }),
  negations: z.array(Text).min(1),
  spellings: z.array(Spelling),
  duplicates: z.array(DuplicateRule).min(1),
  setApart: z.array(SetApartLimits).min(1),
})
export type TriageSettings = Readonly<z.infer<typeof TriageFile>>
