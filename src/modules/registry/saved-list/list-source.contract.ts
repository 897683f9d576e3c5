import { z } from 'zod'
import { FamilyFilter } from './family-filter.contract.ts'
import { listLimits, SubjectKind } from './saved-list.contract.ts'

/** Families or persons that something is to be done with. */
export const ListSource = z.discriminatedUnion('by', [
  z.object({ by: z.literal('filter'), filter: FamilyFilter }),
  z.object({ by: z.literal('chosen'), subject: SubjectKind, subjectIds: z.array(z.uuid()).min(1).max(listLimits.chosenAtOnce) }),
  z.object({ by: z.literal('saved'), listId: z.uuid() }),
])
export type ListSource = Readonly<z.infer<typeof ListSource>>
