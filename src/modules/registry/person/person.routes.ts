import { implement, type RouteModule } from '#platform/http/routes.ts'
import { personOperations } from './person.contract.ts'
import { revealIdentity, type RevealDeps } from './reveal.actions.ts'

/** Acts on one person. */
export function personRoutes(deps: RevealDeps): RouteModule {
  return implement(personOperations, {
    revealIdentity: ({ actor, command, params, body }) => revealIdentity(deps, { actor, command }, { personId: params.personId, reason: body.reason }),
  })
}
