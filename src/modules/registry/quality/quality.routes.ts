import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { countQualityTodos, listAreaMonths, listQualityTodos, listVillageQuality, type QualityDeps } from './quality.actions.ts'
import { qualityOperations } from './quality.contract.ts'

/** How good a village's data is, and what can be put right. */
export function qualityRoutes(deps: QualityDeps): RouteModule {
  return implement(qualityOperations, {
    listVillageQuality: async ({ actor, query }) => ok(await listVillageQuality(deps, actor, query)),
    listQualityMonths: async ({ actor, query }) => ok(await listAreaMonths(deps, actor, query)),
    countQualityTodos: async ({ actor, query }) => ok(await countQualityTodos(deps, actor, query)),
    listQualityTodos: async ({ actor, params, query }) => ok(await listQualityTodos(deps, actor, { ...params, ...query })),
  })
}
