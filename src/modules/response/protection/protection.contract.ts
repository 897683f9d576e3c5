import { z } from 'zod'
import { CaseChanged } from '#modules/response/case/case.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

const CaseParams = z.object({ caseId: z.uuid() })
const SeenVersion = z.int32().min(1)
const Reason = z.string().trim().min(5).max(1000)

const caseRefusals = { case_changed_meanwhile: 409, case_closed: 409, office_not_on_case: 403, conflict_of_interest: 403 } as const

export const protectionOperations = {
  protectCase: {
    method: 'POST', path: '/api/response/cases/:caseId/protection', access: 'response.case.read', params: CaseParams,
    body: z.strictObject({ seenVersion: SeenVersion, reason: Reason }), ok: CaseChanged, status: 201,
    summary: 'Let only those who handle a case see it. Neighbouring offices that have not begun leave it.',
    refusals: { ...caseRefusals, protected_already: 409 },
  },
  liftProtection: {
    method: 'POST', path: '/api/response/cases/:caseId/protection-lift', access: 'response.case.protect', params: CaseParams,
    body: z.strictObject({ seenVersion: SeenVersion, reason: Reason }), ok: CaseChanged, status: 201,
    summary: 'Let everybody see a case again in whose scope it lies.', refusals: { ...caseRefusals, not_protected: 409 },
  },
  setHandler: {
    method: 'POST', path: '/api/response/cases/:caseId/handlers', access: 'response.case.protect', params: CaseParams,
    body: z.strictObject({ seenVersion: SeenVersion, handlerId: z.uuid(), handles: z.boolean() }), ok: CaseChanged, status: 201,
    summary: 'Name an officer of one’s own office who handles a protected case, or take the name back. Whoever holds a task handles it anyway.',
    refusals: { ...caseRefusals, not_protected: 409, officer_unknown: 422 },
  },
  barFromCase: {
    method: 'POST', path: '/api/response/cases/:caseId/accused', access: 'response.case.conclude', params: CaseParams,
    body: z.strictObject({ seenVersion: SeenVersion, accused: z.string().trim().min(3).max(300), reason: Reason }), ok: CaseChanged, status: 201,
    summary: 'Say which officer or office a case is about: from then on they see nothing of it.',
    refusals: { ...caseRefusals, accused_unknown: 422, accused_is_oneself: 409 },
  },
  breakGlass: {
    method: 'POST', path: '/api/response/glass-breaks', access: 'response.case.read',
    body: z.strictObject({ caseNumber: z.string().trim().regex(/^K-\d{4}-\d{6,9}$/), reason: z.string().trim().min(20).max(1000) }),
    ok: z.object({ caseId: z.uuid(), untilAt: z.iso.datetime() }), status: 201,
    summary: 'Open a protected case of one’s own scope in an emergency, for a day. The head and the data protection officer are told.',
  },
  allowDespiteConflict: {
    method: 'POST', path: '/api/response/cases/:caseId/conflict-overrides', access: 'response.case.assign', params: CaseParams,
    body: z.strictObject({ officerId: z.uuid(), reason: Reason }), ok: z.object({ officerId: z.uuid() }), status: 201,
    summary: 'Let an officer of one’s own office work on a case although they stand near to it. Nobody allows it to themselves.',
    refusals: { officer_unknown: 422, conflict_is_own: 403, allowed_already: 409 },
  },
} as const satisfies Operations
