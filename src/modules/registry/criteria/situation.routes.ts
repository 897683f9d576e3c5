import { implement, type RouteModule } from '#platform/http/routes.ts'
import { getFamilySituation, type SituationDeps } from './situation.actions.ts'
import { situationOperations } from './situation.contract.ts'

/** What visits and lists come to for one family. */
export function situationRoutes(deps: SituationDeps): RouteModule {
  return implement(situationOperations, {
    getFamilySituation: ({ actor, params, query }) => getFamilySituation(deps, actor, { ...params, ...query }),
  })
}
