import type { SessionDeps } from '#modules/people/session/session-actor.actions.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { approveScope, listAskedScopes, rejectScope, takeBackAskedScope } from './asked-scope.actions.ts'
import { askedScopeOperations } from './asked-scope.contract.ts'

/** Roles that wait for a second person. */
export function askedScopeRoutes(deps: SessionDeps): RouteModule {
  return implement(askedScopeOperations, {
    listAskedScopes: ({ actor, query }) => listAskedScopes(deps, actor, query.after),
    approveScope: ({ actor, command, params }) => approveScope(deps, { actor, command }, params.askedScopeId),
    rejectScope: ({ actor, command, params, body }) => rejectScope(deps, { actor, command }, { ...params, ...body }),
    takeBackAskedScope: ({ actor, command, params }) => takeBackAskedScope(deps, { actor, command }, params.askedScopeId),
  })
}
