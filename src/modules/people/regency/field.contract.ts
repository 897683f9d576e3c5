import { z } from 'zod'
import { Bilingual, FactSource, held, Key } from './regency-fact.contract.ts'

/** field.yaml: what officers look for at a door, and what must follow from it. */
export const FieldFile = z.strictObject({
  findings: z.array(z.strictObject({
    key: Key,
    name: Bilingual,
    /** How urgent the case is at least, once this was found. */
    urgency: z.enum(['danger', 'urgent']).optional(),
    /** The kind of trouble for which a report of its own is opened, unless the case is of that kind already. */
    opens: z.string().optional(),
    /** Written on the case as a note, for the office that leads it. */
    noted: z.boolean().optional(),
    ...held,
    source: FactSource,
  })).min(1).max(50),
})
export type FieldFinding = Readonly<z.infer<typeof FieldFile>['findings'][number]>
