import { implement, type RouteModule } from '#platform/http/routes.ts'
import type { CaseDeps } from '#modules/response/case/case.actions.ts'
import { planRoster, readRoster, withdrawRosterEntry } from './roster.actions.ts'
import { rosterOperations } from './roster.contract.ts'

/** Who is on duty, who is away. */
export function rosterRoutes(deps: CaseDeps): RouteModule {
  return implement(rosterOperations, {
    readRoster: ({ actor }) => readRoster(deps, actor),
    planRoster: (call) => planRoster(deps, call, call.body),
    withdrawRosterEntry: (call) => withdrawRosterEntry(deps, call, call.params.entryId),
  })
}
