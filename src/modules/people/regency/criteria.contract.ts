import { z } from 'zod'

/** criteria.yaml: the decree's criteria, shown one by one, and the reasons of the regency's own hint. */

const Text = z.string().trim().min(1)
const Words = z.strictObject({ id: Text, en: Text })
const Source = z.strictObject({ cites: Text, inIndonesian: Text.optional(), tag: z.enum(['sourced', 'weak', 'unverified', 'design']) })

/** A question to the values that are known; any value of the list, or a number within bounds, makes it true. */
export const CriterionTest = z.strictObject({
  /** Of the family, of its head, or of any of its members. */
  of: z.enum(['family', 'head', 'member']),
  /** A word of the registry (`floor`), or `age`. */
  attribute: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  is: z.array(z.union([z.string(), z.boolean()])).min(1).optional(),
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
  /** Only members of these years. */
  aged: z.strictObject({ from: z.int().min(0).max(150), to: z.int().min(0).max(150) }).optional(),
})
export type CriterionTest = Readonly<z.infer<typeof CriterionTest>>

const judged = {
  key: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  name: Words,
  /** Met when one of them is. */
  any: z.array(CriterionTest).min(1),
  from: z.iso.date(),
  /** Null: until further notice. */
  to: z.iso.date().nullable(),
  source: Source,
}

export const CriteriaFile = z.strictObject({
  /** The decree whose criteria are shown one by one. */
  decree: z.strictObject({ name: Words, source: Source }),
  criteria: z.array(z.strictObject(judged)).min(1),
  /** Reasons that add up to the regency's own hint; never an official figure, and nothing follows from it by itself. */
  hintReasons: z.array(z.strictObject({ ...judged, points: z.int().min(1).max(10) })),
})
export type Criterion = Readonly<z.infer<typeof CriteriaFile>['criteria'][number]>
export type HintReason = Readonly<z.infer<typeof CriteriaFile>['hintReasons'][number]>
export type CriteriaSettings = Readonly<z.infer<typeof CriteriaFile>>
