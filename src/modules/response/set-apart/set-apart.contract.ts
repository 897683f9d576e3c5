import { z } from 'zod'
import { Bilingual, CaseChanged } from '#modules/response/case/case.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

export const SetApartReason = z.object({ kind: z.enum(['many_from_device', 'same_text', 'insult']), count: z.int(), words: z.string() })
export type SetApartReason = z.infer<typeof SetApartReason>

/** A report that may be none, with the reasons; its case goes its way meanwhile. */
export const SetApart = z.object({
  reportId: z.uuid(),
  caseId: z.uuid(),
  caseNumber: z.string(),
  version: z.int(),
  summary: z.string(),
  categoryName: Bilingual,
  reasons: z.array(SetApartReason),
  setApartAt: z.iso.datetime(),
  lookDueAt: z.iso.datetime(),
  state: z.enum(['waiting', 'abuse_proposed']),
  /** Who said first that it is abuse: another person must look too. */
  proposedBy: z.string().nullable(),
  isOwnProposal: z.boolean(),
}).meta({ id: 'SetApart' })
export type SetApart = z.infer<typeof SetApart>

export const setApartOperations = {
  listSetApart: {
    method: 'GET', path: '/api/response/set-apart', access: 'response.case.work',
    query: z.object({ after: z.string().max(100).optional() }), ok: z.object({ items: z.array(SetApart), next: z.string().nullable() }),
    refusals: { cursor_unknown: 422 }, summary: 'Reports that may be none, what must be looked at first on top. The reading is logged.',
  },
  judgeSetApart: {
    method: 'POST', path: '/api/response/cases/:caseId/reports/:reportId/set-apart-look', access: 'response.case.work',
    params: z.object({ caseId: z.uuid(), reportId: z.uuid() }),
    body: z.strictObject({ isAbuse: z.boolean(), reason: z.string().trim().min(5).max(1000) }), ok: CaseChanged, status: 201,
    summary: 'Say whether a report that was set apart is one. Abuse needs a second person; then its case ends, and its reporter may still contradict.',
    refusals: { case_closed: 409, office_not_on_case: 403, conflict_of_interest: 403, not_set_apart: 409, second_look_by_another: 409 },
  },
} as const satisfies Operations
