import { z } from 'zod'

const Age = z.coerce.number().int().min(0).max(130)
const Part = z.coerce.number().int().min(1).max(999)
const DecileNumber = z.coerce.number().int().min(1).max(10)

/** Which families; what is left out does not matter. The same words in an address, a body and a saved list. */
export const FamilyFilter = z.object({
  area: z.coerce.number().int().min(0).max(999_999).optional(),
  hamlet: z.string().trim().max(60).optional(),
  rw: Part.optional(),
  rt: Part.optional(),
  decileFrom: DecileNumber.optional(),
  decileTo: DecileNumber.optional(),
  /** A member of about this age lives there. */
  ageFrom: Age.optional(),
  ageTo: Age.optional(),
  /** `nik`: somebody there has no NIK; `decile`: no list gives the family one. */
  without: z.enum(['nik', 'decile']).optional(),
})
export type FamilyFilter = Readonly<z.infer<typeof FamilyFilter>>
