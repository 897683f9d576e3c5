import { z } from 'zod'

/** What a regency says about its twin: `twin.yaml` and `twin-names.yaml` of its folder. Strict, so that a misspelt word is found. */

const Share = z.number().min(0).max(1)
const Code = z.string().regex(/^\d{2}\.\d{2}\.\d{2}$/)
const Region = z.string().regex(/^\d{6}$/)
const FactSource = z.strictObject({ cites: z.string(), tag: z.enum(['sourced', 'weak', 'unverified', 'design']) })
/** `A, B` or `A B`: a list of words in one text. */
const CommaList = z.string().transform((text) => text.split(',').map((word) => word.trim()).filter((word) => word !== '')).pipe(z.array(z.string()).min(1))
const WordList = z.string().transform((text) => text.split(/\s+/).filter((word) => word !== '')).pipe(z.array(z.string()).min(1))

export const ProgrammeNeed = z.enum(['pupil', 'toddler', 'elder', 'lone_elder', 'disabled', 'worker'])
export type ProgrammeNeed = z.infer<typeof ProgrammeNeed>

export const TwinProgramme = z.strictObject({
  key: z.string(),
  deciles: z.tuple([z.int().min(1).max(10), z.int().min(1).max(10)]),
  /** One of these must be in the family; empty asks for nothing. */
  needs: z.array(ProgrammeNeed),
  reached: Share,
  mistaken: Share,
})
export type TwinProgramme = Readonly<z.infer<typeof TwinProgramme>>

export const TwinFile = z.strictObject({
  asOfOn: z.iso.date(),
  name: z.string().min(1),
  districts: z.strictObject({
    source: FactSource,
    items: z.array(z.strictObject({ code: Code, persons: z.int().positive(), cultures: z.record(z.string(), z.number().positive()) })).min(1),
  }),
  splits: z.strictObject({
    source: FactSource,
    items: z.array(z.strictObject({ code: Code, from: Code, since: z.int().min(1945).max(2100) })),
  }),
  elsewhere: z.array(z.strictObject({ region: Region, name: z.string() })).min(1),
  hamlets: z.strictObject({ everywhere: z.string(), rural: CommaList, urban: CommaList, streets: CommaList }),
  programmes: z.strictObject({ source: FactSource, items: z.array(TwinProgramme) }),
})
export type TwinFile = Readonly<z.infer<typeof TwinFile>>

const NamePattern = z.strictObject({ until: z.int(), weight: z.number().positive(), pattern: z.string().min(1) })
export type NamePattern = Readonly<z.infer<typeof NamePattern>>

export const TwinNamesFile = z.strictObject({
  words: z.record(z.string(), WordList),
  /** Words put together from one syllable of each list. */
  made: z.record(z.string(), z.array(z.string()).min(2)),
  cultures: z.record(z.string(), z.strictObject({ male: z.array(NamePattern).min(1), female: z.array(NamePattern).min(1) })),
})
export type TwinNamesFile = Readonly<z.infer<typeof TwinNamesFile>>

export interface TwinConfig {
  readonly twin: TwinFile
  readonly names: TwinNamesFile
}

/** The regency of the twin: its official code (`12.34`), its name, and its villages. */
export interface TwinRegency {
  readonly code: string
  readonly name: string
  readonly villages: readonly { readonly areaId: number; readonly districtId: number; readonly isUrban: boolean }[]
}
