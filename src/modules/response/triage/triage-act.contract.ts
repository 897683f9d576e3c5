import { z } from 'zod'
import { Urgency } from '#modules/people/regency/regency.contract.ts'
import { CaseChanged } from '#modules/response/case/case.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

export const triageOperations = {
  sortCase: {
    method: 'POST', path: '/api/response/cases/:caseId/reports/:reportId/sorting', access: 'response.case.work',
    params: z.object({ caseId: z.uuid(), reportId: z.uuid() }),
    body: z.strictObject({
      seenVersion: z.int32().min(1), category: z.string().max(5), urgency: Urgency,
      /** Needed where the case becomes less urgent. */
      reason: z.string().trim().min(5).max(1000).nullable(),
    }),
    ok: CaseChanged, status: 201, summary: 'Confirm or correct what the words of a report suggest: the kind of trouble and how urgent it is.',
    refusals: { case_changed_meanwhile: 409, case_closed: 409, office_not_on_case: 403, conflict_of_interest: 403, category_unknown: 422, reason_missing: 422 },
  },
} as const satisfies Operations
