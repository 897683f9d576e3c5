import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

/** A NIK or family card number as people write it: sixteen digits, with blanks or dots between them if they like. */
const IdentityNumber = z.string().trim().regex(/^(?:\d[ .-]?){16}$/)

/** What the holder of an account said of themselves; the numbers are not kept, only their ends. */
export const Kinship = z.object({ nikLast4: z.string(), cardLast4: z.string().nullable(), statedAt: z.iso.datetime() }).meta({ id: 'Kinship' })
export type Kinship = Readonly<z.infer<typeof Kinship>>

export const kinshipOperations = {
  readOwnKinship: {
    method: 'GET', path: '/api/people/own-kinship', access: 'signed_in', ok: z.object({ kinship: Kinship.nullable() }),
    summary: 'What one said of one’s own NIK and family card: their last digits.',
  },
  stateOwnKinship: {
    method: 'PUT', path: '/api/people/own-kinship', access: 'signed_in', ok: Kinship,
    body: z.strictObject({ nik: IdentityNumber, card: IdentityNumber.nullable() }),
    summary: 'Say one’s own NIK and family card, so that no case about one’s own family is worked on by oneself. Kept as keyed hashes only.',
  },
} as const satisfies Operations
