import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import type { ReadDeps } from './case-view.actions.ts'
import { countCases, listCases } from './inbox.actions.ts'
import { inboxOperations } from './inbox.contract.ts'

/** The queue of cases. */
export function inboxRoutes(deps: ReadDeps): RouteModule {
  return implement(inboxOperations, {
    listCases: ({ actor, query }) => listCases(deps, { actor, query }),
    countCases: ({ actor, query }) => countCases(deps, { actor, query }),
    listCategories: async () => ok({
      categories: deps.regency.categories.map(({ code, name, hint, danger }) => ({ code, name: { ...name }, hint: { ...hint }, danger })),
    }),
  })
}
