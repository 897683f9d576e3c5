import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

/** Somebody who has the same case on the screen. */
export const Looker = z.object({ accountId: z.uuid(), name: z.string() }).meta({ id: 'CaseLooker' })
export type Looker = Readonly<z.infer<typeof Looker>>

export const presenceOperations = {
  listLookers: {
    method: 'GET', path: '/api/response/cases/:caseId/lookers', access: 'response.case.read', params: z.object({ caseId: z.uuid() }),
    ok: z.object({ lookers: z.array(Looker) }),
    summary: 'Who else has the case open now. Asking says that one has it open oneself, for less than a minute; nothing of it is kept.',
  },
} as const satisfies Operations
