import { implement, type RouteModule } from '#platform/http/routes.ts'
import { getFamilyProfile, type FamilyDeps } from './family.actions.ts'
import { familyOperations } from './family.contract.ts'

/** Reading one family. */
export function familyRoutes(deps: FamilyDeps): RouteModule {
  return implement(familyOperations, {
    getFamily: ({ actor, params, query }) => getFamilyProfile(deps, actor, { ...params, ...query }),
  })
}
