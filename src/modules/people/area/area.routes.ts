import type { Regency } from '#modules/people/regency/regency.contract.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { areaOperations } from './area.contract.ts'
import { listDistricts, listVillages } from './area.rules.ts'

/** Areas and offices over HTTP: straight from the configuration, which every caller of a regency may see. */
export function areaRoutes(deps: { readonly regency: Regency }): RouteModule {
  const { areas, boundingBox, offices } = deps.regency
  return implement(areaOperations, {
    listAreas: async ({ reply }) => {
      reply.header('cache-control', 'public, max-age=300')
      return ok({ boundingBox, areas: [areas.root, ...listDistricts(areas), ...listVillages(areas)] })
    },
    listOffices: async () => ok({ offices: [...offices] }),
  })
}
