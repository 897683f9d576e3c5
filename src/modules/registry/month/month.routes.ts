import type { Deps } from '#deps.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { getMonth } from './month.actions.ts'
import { monthOperations } from './month.contract.ts'

/** The months of the official register over the API. */
export function monthRoutes(deps: Pick<Deps, 'db' | 'regency' | 'clock'>): RouteModule {
  return implement(monthOperations, { getMonth: async ({ actor, query }) => ok(await getMonth(deps, actor, query.month)) })
}
