import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { listWaiting, type WaitingDeps } from './waiting.actions.ts'
import { waitingOperations } from './waiting.contract.ts'

/** What waits for whoever asks. */
export function waitingRoutes(deps: WaitingDeps): RouteModule {
  return implement(waitingOperations, {
    listWaiting: async ({ actor }) => ok(await listWaiting(deps, actor)),
  })
}
