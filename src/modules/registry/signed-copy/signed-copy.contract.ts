import { z } from 'zod'

/** The signed paper that is kept beside a file of ours: whose hand attached it, and its fingerprint (SHA-256). */
export const SignedCopy = z.object({ sha256: z.string(), at: z.iso.datetime(), byName: z.string().nullable() })
export type SignedCopy = z.infer<typeof SignedCopy>

export const signedCopyLimits = { fileBytes: 15_000_000 } as const
