import { z } from 'zod'
import { Household } from '#modules/registry/family/family.contract.ts'
import { RevealedIdentity } from '#modules/registry/person/person.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/** Families as an agency sees them: through a case on which it works, and in no other way. */
export const caseFamilyOperations = {
  getCaseFamily: {
    method: 'GET', path: '/api/response/cases/:caseId/family', access: 'response.family.read', params: z.object({ caseId: z.uuid() }), ok: Household,
    summary: 'Whom a case of one’s own office is about: the family’s people, address and official decile. The look is written down.',
  },
  revealCaseIdentity: {
    method: 'POST', path: '/api/response/cases/:caseId/family/:personId/identity-reveal', access: 'response.identity.reveal',
    summary: 'Shows the full NIK and family card number of somebody whom a case of one’s own office is about, for a reason that is written down',
    params: z.object({ caseId: z.uuid(), personId: z.uuid() }), body: z.object({ reason: z.string().trim().min(10).max(500) }), ok: RevealedIdentity,
    refusals: { identity_removed: 410 },
  },
} as const satisfies Operations
