import { z } from 'zod'
import { ListRow, SubjectKind } from '#modules/registry/saved-list/saved-list.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/** What the village found: as written, something differs, or nobody of that name lives there. */
export const RecheckOutcome = z.enum(['confirmed', 'differs', 'not_found'])
export type RecheckOutcome = z.infer<typeof RecheckOutcome>

export const Recheck = z.object({
  recheckId: z.uuid(),
  subject: SubjectKind,
  row: ListRow,
  reason: z.string(),
  askedByName: z.string(),
  askedAt: z.iso.datetime(),
}).meta({ id: 'Recheck' })
export type Recheck = Readonly<z.infer<typeof Recheck>>

export const recheckOperations = {
  listRechecks: {
    method: 'GET', path: '/api/registry/rechecks', access: 'registry.recheck.record',
    summary: 'Families and persons that the village is asked to look at again, the longest waiting first. The look is written down.',
    query: z.object({ after: z.string().max(100).optional() }), ok: z.object({ items: z.array(Recheck), next: z.string().nullable() }),
  },
  recordRecheck: {
    method: 'POST', path: '/api/registry/rechecks/:recheckId/outcome', access: 'registry.recheck.record', status: 204,
    summary: 'Writes down what the village found', params: z.object({ recheckId: z.uuid() }),
    body: z.object({ outcome: RecheckOutcome, words: z.string().trim().max(500).default('') }),
    ok: z.undefined(), refusals: { recheck_done: 409, words_missing: 422 },
  },
} as const satisfies Operations
