import type { Deps } from '#deps.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { lookAtCase, sharedPresence } from './presence.actions.ts'
import { presenceOperations } from './presence.contract.ts'

/** Who has a case open. */
export function presenceRoutes(deps: Pick<Deps, 'db' | 'clock' | 'live'>): RouteModule {
  const presence = sharedPresence(deps)
  return implement(presenceOperations, {
    listLookers: ({ actor, params }) => lookAtCase({ db: deps.db, presence }, { actor, caseId: params.caseId }),
  })
}
