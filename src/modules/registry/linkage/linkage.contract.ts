import { z } from 'zod'

/**
 * What the linkage engine says about two rows, in words that screens show and tables keep. Weights are bits (logarithms to base 2): +1 makes
 * "the same person" twice as likely, −1 half as likely.
 */

/** What becomes of a pair: linked by the machine, looked at by a person, left alone. */
export const Band = z.enum(['link', 'review', 'none'])
export type Band = z.infer<typeof Band>

/** What is compared, in the order in which it is explained. `rarity` is how telling the shared words of the names are. */
export const LinkField = z.enum(['name', 'rarity', 'birth', 'nik', 'sex', 'card', 'mother', 'place'])
export type LinkField = z.infer<typeof LinkField>

/** How two rows agree in a field; each has its text under `linkage.level` in the catalogue. The order is the order of the engine's codes. */
export const fieldLevels = {
  name: ['name_unknown', 'name_same', 'name_similar', 'name_part', 'name_some_words', 'name_run_together', 'name_differs'],
  rarity: ['rarity_none', 'rarity_very_common', 'rarity_common', 'rarity_usual', 'rarity_rare', 'rarity_very_rare'],
  birth: ['birth_unknown', 'birth_differs', 'birth_near', 'birth_year', 'birth_year_default', 'birth_slip', 'birth_in_nik', 'birth_same_default', 'birth_same'],
  nik: ['nik_unknown', 'nik_differs', 'nik_neighbour', 'nik_slip', 'nik_same'],
  sex: ['sex_unknown', 'sex_differs', 'sex_same'],
  card: ['card_unknown', 'card_differs', 'card_same'],
  mother: ['mother_unknown', 'mother_differs', 'mother_similar', 'mother_same'],
  place: ['place_unknown', 'place_other_district', 'place_district', 'place_village', 'place_hamlet', 'place_neighbourhood'],
} as const satisfies Record<LinkField, readonly string[]>

export const FieldLevel = z.enum(Object.values(fieldLevels).flat() as [FieldLevelKey, ...FieldLevelKey[]])
type FieldLevelKey = (typeof fieldLevels)[LinkField][number]
export type FieldLevel = z.infer<typeof FieldLevel>

/** Why a pair is not linked by the machine although its probability would allow it. */
export const LinkGuard = z.enum(['two_niks', 'nik_of_another', 'twice_in_list', 'weak_bridge', 'rival'])
export type LinkGuard = z.infer<typeof LinkGuard>

/** One bar of the waterfall. */
export const LinkPart = z.object({ field: LinkField, level: FieldLevel, weight: z.number() })
export type LinkPart = Readonly<z.infer<typeof LinkPart>>

/** Why two rows are held for one person: starting from `prior`, the parts add up to `total`; `probability` is what such a total has meant. */
export const LinkExplanation = z.object({
  prior: z.number(),
  parts: z.array(LinkPart),
  total: z.number(),
  probability: z.number().min(0).max(1),
  band: Band,
  guards: z.array(LinkGuard),
  modelVersion: z.string(),
})
export type LinkExplanation = Readonly<z.infer<typeof LinkExplanation>>

/** Two rows that may be about one person. `pattern` is the comparison as one number: with the model's version it gives the explanation again. */
export interface MatchCandidate {
  /** Number of the row that was asked about, from 0. */
  readonly row: number
  /** The id that the index was given for whom it knows. */
  readonly knownId: string
  readonly pattern: number
  readonly weight: number
  readonly probability: number
  readonly band: Band
  readonly guards: readonly LinkGuard[]
}

/** What a list says about one person, as far as it is compared. Null: the list does not say. */
export interface LinkRecord {
  readonly id: string
  /** The list that the row comes from. */
  readonly list: string
  /** As written; the engine takes titles and aliases off itself. */
  readonly name: string
  readonly alias: string | null
  readonly sex: 'male' | 'female' | null
  /** YYYY-MM-DD. */
  readonly birthOn: string | null
  /** As written: what is no NIK is not compared as one. */
  readonly nik: string | null
  /** The family card: its number, or a keyed hash of it; compared for equality only. */
  readonly card: string | null
  readonly motherName: string | null
  /** The most exact official area known: village, district or 0. */
  readonly areaId: number
  readonly hamlet: string | null
  readonly rw: number | null
  readonly rt: number | null
}

/** From which probability on a pair is linked or shown to a person. */
export const LinkThresholds = z.object({ link: z.number().min(0).max(1), review: z.number().min(0).max(1) })
export type LinkThresholds = Readonly<z.infer<typeof LinkThresholds>>
