import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { closeBreach, downloadTouchedPersons, listBreaches, listTouchedPersons, recordBreach, type BreachDeps } from './breach.actions.ts'
import { breachOperations } from './breach.contract.ts'

/** Incidents, and whose data they touched. */
export function breachRoutes(deps: BreachDeps): RouteModule {
  return implement(breachOperations, {
    recordBreach: ({ actor, command, body }) => recordBreach(deps, { actor, command }, body),
    listBreaches: async ({ actor }) => ok(await listBreaches(deps, actor)),
    listTouchedPersons: ({ actor, params, query }) => listTouchedPersons(deps, actor, { ...params, ...query }),
    downloadTouchedPersons: ({ actor, params, language }) => downloadTouchedPersons(deps, actor, { ...params, language }),
    closeBreach: ({ actor, command, params, body }) => closeBreach(deps, { actor, command }, { ...params, ...body }),
  })
}
