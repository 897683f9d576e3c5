import type { Deps } from '#deps.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { getRung, listRungCases } from './rung.actions.ts'
import { rungOperations } from './rung.contract.ts'

/** What each rung of the ladder looks at. */
export function rungRoutes(deps: Pick<Deps, 'db' | 'regency'>): RouteModule {
  return implement(rungOperations, {
    getRung: async ({ actor }) => ok(await getRung(deps, actor)),
    listRungCases: (call) => listRungCases(deps, call),
  })
}
