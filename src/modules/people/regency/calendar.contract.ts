import { z } from 'zod'
import { FactSource, held, Key } from './regency-fact.contract.ts'

export const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])
export type Weekday = z.infer<typeof Weekday>

/** From and to on one day, such as `07:30-12:00`. */
const HoursSpan = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/)

export const OfficeHours = z.strictObject({ key: Key, ...held, days: z.partialRecord(Weekday, z.array(HoursSpan).min(1)), source: FactSource })
export type OfficeHours = Readonly<z.infer<typeof OfficeHours>>
