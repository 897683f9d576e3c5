import type { SessionDeps } from '#modules/people/session/session-actor.actions.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { listAuditEntries, listLooksAtMe } from './audit.actions.ts'
import { auditOperations } from './audit.contract.ts'

/** Who did and looked at what: for those who oversee, and for the person concerned. */
export function auditRoutes(deps: SessionDeps): RouteModule {
  return implement(auditOperations, {
    listAuditEntries: async ({ actor, query }) => ok(await listAuditEntries(deps, actor, query)),
    listLooksAtMe: async ({ actor, query }) => ok(await listLooksAtMe(deps, actor, query)),
  })
}
