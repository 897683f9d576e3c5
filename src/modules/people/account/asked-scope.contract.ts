import { z } from 'zod'
import { ScopeView } from '#modules/people/session/session.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/** A role that one person asked to give and another one approves. */
export const AskedScope = z.object({
  askedScopeId: z.uuid(),
  accountId: z.uuid(),
  username: z.string(),
  name: z.string(),
  scope: ScopeView.omit({ scopeId: true }),
  askedAt: z.iso.datetime(),
  askedByName: z.string(),
  /** Why the asking person may or may not decide: `own_request` and `own_role` are for somebody else to decide. */
  decidable: z.enum(['yes', 'own_request', 'own_role']),
}).meta({ id: 'AskedScope' })
export type AskedScope = Readonly<z.infer<typeof AskedScope>>

const AskedScopeId = z.object({ askedScopeId: z.uuid() })
const Done = z.object({ done: z.literal(true) })
const decided = { scope_decided_already: 409 } as const
const byAnother = { own_request: 403, own_rights: 403 } as const

export const askedScopeOperations = {
  listAskedScopes: {
    method: 'GET', path: '/api/people/asked-scopes', access: 'people.scope.approve', summary: 'Roles that wait for a second person, the earliest first',
    query: z.object({ after: z.string().max(100).optional() }),
    ok: z.object({ items: z.array(AskedScope), next: z.string().nullable() }),
    refusals: { page_unknown: 422 },
  },
  approveScope: {
    method: 'PUT', path: '/api/people/asked-scopes/:askedScopeId/approval', access: 'people.scope.approve', params: AskedScopeId, ok: Done,
    summary: 'Approve a role that somebody else asked to give; it counts at once', refusals: { ...decided, ...byAnother, role_unknown: 422, area_does_not_fit: 422, office_does_not_fit: 422, scope_already_held: 409 },
  },
  rejectScope: {
    method: 'PUT', path: '/api/people/asked-scopes/:askedScopeId/rejection', access: 'people.scope.approve', params: AskedScopeId, ok: Done,
    body: z.object({ reason: z.string().trim().min(5).max(500) }), summary: 'Refuse a role that somebody else asked to give', refusals: { ...decided, ...byAnother },
  },
  takeBackAskedScope: {
    method: 'DELETE', path: '/api/people/asked-scopes/:askedScopeId', access: 'people.account.manage', params: AskedScopeId, ok: Done,
    summary: 'Take back what one asked for oneself, while nobody has decided', refusals: { ...decided, not_own_request: 403 },
  },
} as const satisfies Operations
