import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'
import { CaseChanged, ToldBy } from '#modules/response/case/case.contract.ts'

export const confirmationOperations = {
  confirmForReporter: {
    method: 'POST', path: '/api/response/cases/:caseId/confirmation', access: 'response.report.assist', params: z.object({ caseId: z.uuid() }), status: 201,
    body: z.object({
      seenVersion: z.int32().min(1),
      /** Whether the reporter said that it is settled; if not, the case is taken up again. */
      settled: z.boolean(),
      toldBy: ToldBy,
      /** What the reporter said, as the page of the report shows it. */
      words: z.string().trim().min(5).max(1000),
      seenPrivate: z.array(z.string().max(200)).max(100).optional(),
    }),
    ok: CaseChanged, refusals: { case_changed_meanwhile: 409, case_not_resolved: 409, own_verdict: 409, words_private: 422, conflict_of_interest: 403 },
    summary: 'An officer writes down for a reporter whether a resolved case is settled, and how they were told. Nobody confirms a verdict of their own; the reporter is told of it.',
  },
} as const satisfies Operations
