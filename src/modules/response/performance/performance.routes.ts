import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import type { ActDeps } from '#platform/act.ts'
import { getPerformance, getWaiting, listPublications, previewPublication, publishMonth, type PerformanceDeps } from './performance.actions.ts'
import { performanceOperations } from './performance.contract.ts'
import { replayMonth } from './replay.actions.ts'

/** How well the regency answers, on whom cases wait, a month replayed, and what of it is public. */
export function performanceRoutes(deps: PerformanceDeps & ActDeps): RouteModule {
  return implement(performanceOperations, {
    getPerformance: ({ actor, query }) => getPerformance(deps, actor, query),
    getWaiting: ({ actor, query }) => getWaiting(deps, actor, query),
    replayMonth: ({ actor, body }) => replayMonth(deps, actor, body),
    listPublications: async ({ actor }) => ok(await listPublications(deps, actor)),
    previewPublication: ({ actor, params }) => previewPublication(deps, actor, params.month),
    publishMonth: ({ actor, command, body }) => publishMonth(deps, { actor, command }, body.month),
  })
}
