import { z } from 'zod'

// What every file of a regency is made of.

export const Text = z.string().trim().min(1)
export const Key = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9.]+)*$/)
export const Day = z.iso.date()
export const Hours = z.number().positive().max(24 * 366)
export const Ordinal = z.int().min(1).max(999)

/** The same words in Bahasa Indonesia and in English. */
export const Bilingual = z.strictObject({ id: Text, en: Text })
export type Bilingual = Readonly<z.infer<typeof Bilingual>>

/** Where a fact comes from, and how far it may be trusted. */
export const SourceTag = z.enum(['sourced', 'weak', 'unverified', 'design'])
/** `inIndonesian`: the same citation for screens in Bahasa Indonesia, where it is more than names of laws. */
export const FactSource = z.strictObject({ cites: Text, inIndonesian: Text.optional(), tag: SourceTag })
export type FactSource = Readonly<z.infer<typeof FactSource>>

/** First and last day on which something holds; `to: null` means until further notice. */
export const held = { from: Day, to: Day.nullable() }
