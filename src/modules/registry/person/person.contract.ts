import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

export const personOperations = {
  revealIdentity: {
    method: 'POST', path: '/api/registry/persons/:personId/identity-reveal', access: 'registry.identity.reveal',
    summary: 'Shows the full NIK and family card number of a person, for a reason that is written down',
    params: z.object({ personId: z.uuid() }),
    body: z.object({ reason: z.string().trim().min(10).max(500) }),
    ok: z.object({ nik: z.string().nullable(), card: z.string().nullable() }).meta({ id: 'RevealedIdentity' }),
  },
} as const satisfies Operations
