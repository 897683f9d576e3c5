import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { listRechecks, recordRecheck, type RecheckDeps } from './recheck.actions.ts'
import { recheckOperations } from './recheck.contract.ts'

/** What the village is asked to look at again. */
export function recheckRoutes(deps: RecheckDeps): RouteModule {
  return implement(recheckOperations, {
    listRechecks: async ({ actor, query }) => ok(await listRechecks(deps, actor, query.after)),
    recordRecheck: ({ actor, command, params, body }) => recordRecheck(deps, { actor, command }, { ...body, ...params }),
  })
}
