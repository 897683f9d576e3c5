import { implement, type RouteModule } from '#platform/http/routes.ts'
import {
  listRelocations, receiveRelocation, refuseRelocation, returnRelocation, sendRelocation, withdrawRelocation, type RelocationDeps,
} from './relocation.actions.ts'
import { relocationOperations } from './relocation.contract.ts'

/** Families that move between villages of the regency. */
export function relocationRoutes(deps: RelocationDeps): RouteModule {
  return implement(relocationOperations, {
    sendRelocation: ({ actor, command, body }) => sendRelocation(deps, { actor, command }, body),
    listRelocations: ({ actor, query }) => listRelocations(deps, actor, query),
    receiveRelocation: ({ actor, command, params, body }) => receiveRelocation(deps, { actor, command }, { ...params, ...body }),
    refuseRelocation: ({ actor, command, params, body }) => refuseRelocation(deps, { actor, command }, { ...params, ...body }),
    withdrawRelocation: ({ actor, command, params, body }) => withdrawRelocation(deps, { actor, command }, { ...params, ...body }),
    returnRelocation: ({ actor, command, params, body }) => returnRelocation(deps, { actor, command }, { ...params, ...body }),
  })
}
