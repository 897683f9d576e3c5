import type { PlatformDeps } from '#platform/deps.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { readOwnKinship, stateOwnKinship } from './kinship.actions.ts'
import { kinshipOperations } from './kinship.contract.ts'

/** What the holders of accounts say of their own family. */
export function kinshipRoutes(deps: Pick<PlatformDeps, 'db' | 'jobs' | 'keys'>): RouteModule {
  return implement(kinshipOperations, {
    readOwnKinship: ({ actor }) => readOwnKinship(deps, actor),
    stateOwnKinship: ({ actor, command, body }) => stateOwnKinship(deps, { actor, command }, body),
  })
}
