import { implement, type RouteModule } from '#platform/http/routes.ts'
import { searchPersons, type SearchDeps } from './search.actions.ts'
import { searchOperations } from './search.contract.ts'

/** Finding persons. */
export function searchRoutes(deps: SearchDeps): RouteModule {
  return implement(searchOperations, {
    searchPersons: ({ actor, body }) => searchPersons(deps, actor, body),
  })
}
