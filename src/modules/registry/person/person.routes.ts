import { implement, type RouteModule } from '#platform/http/routes.ts'
import { personOperations } from './person.contract.ts'
import { getPersonProfile, type PersonDeps } from './profile.actions.ts'
import { revealIdentity, type RevealDeps } from './reveal.actions.ts'

/** Reading one person, and acts on one. */
export function personRoutes(deps: PersonDeps & RevealDeps): RouteModule {
  return implement(personOperations, {
    getPerson: ({ actor, params, query }) => getPersonProfile(deps, actor, { ...params, ...query }),
    revealIdentity: ({ actor, command, params, body }) => revealIdentity(deps, { actor, command }, { personId: params.personId, reason: body.reason }),
  })
}
