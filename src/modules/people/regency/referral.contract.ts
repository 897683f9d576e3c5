import { z } from 'zod'
import { Bilingual, FactSource, held, Key } from './regency-fact.contract.ts'

/** referrals.yaml: sectors of need, who outside the regency's offices can be referred to, and how letters are numbered and signed. */
export const ReferralsFile = z.strictObject({
  sectors: z.array(z.strictObject({ key: Key, name: Bilingual })).min(1),
  sectorSource: FactSource,
  /** Bodies without an account here; what they answer is written down by whoever referred. */
  bodies: z.array(z.strictObject({ key: Key, kind: z.enum(['province', 'ministry', 'charity', 'company', 'hospital', 'other']), name: Bilingual })),
  /** Who is asked last, when no public programme can help: offices of offices.yaml and bodies from above. */
  valve: z.strictObject({ offices: z.array(Key), bodies: z.array(Key), source: FactSource }),
  letters: z.array(z.strictObject({
    ...held,
    /** `{no}` is the running number of the year, `{month}` the month in Roman figures, `{year}` the year. */
    number: z.string().includes('{no}').includes('{year}').max(60),
    signer: z.string().trim().min(1),
    /** Within so many days the addressee is asked to answer. */
    answerWithinDays: z.int().min(1).max(90),
    source: FactSource,
  })).min(1),
})
export type ReferralSettings = Readonly<z.infer<typeof ReferralsFile>>
