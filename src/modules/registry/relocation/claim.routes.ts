import { implement, type RouteModule } from '#platform/http/routes.ts'
import {
  claimRelocation, confirmRelocationClaim, countMoves, listRelocationClaims, refuseRelocationClaim, withdrawRelocationClaim, type ClaimDeps,
} from './claim.actions.ts'
import { claimOperations } from './claim.contract.ts'
import { ok } from '#platform/result.ts'

/** What a village says about families that came from another one. */
export function claimRoutes(deps: ClaimDeps): RouteModule {
  return implement(claimOperations, {
    claimRelocation: ({ actor, command, body }) => claimRelocation(deps, { actor, command }, body),
    listRelocationClaims: ({ actor, query }) => listRelocationClaims(deps, actor, query),
    confirmRelocationClaim: ({ actor, command, params, body }) => confirmRelocationClaim(deps, { actor, command }, { ...params, ...body }),
    refuseRelocationClaim: ({ actor, command, params, body }) => refuseRelocationClaim(deps, { actor, command }, { ...params, ...body }),
    withdrawRelocationClaim: ({ actor, command, params, body }) => withdrawRelocationClaim(deps, { actor, command }, { ...params, ...body }),
    countMoves: async ({ actor }) => ok(await countMoves(deps, actor)),
  })
}
