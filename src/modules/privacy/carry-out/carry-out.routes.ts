import { implement, type RouteModule } from '#platform/http/routes.ts'
import { carryOutDataRequest, listRegisterActs, type CarryOutDeps } from './carry-out.actions.ts'
import { carryOutOperations } from './carry-out.contract.ts'

/** Carrying out what was granted about data. */
export function carryOutRoutes(deps: CarryOutDeps): RouteModule {
  return implement(carryOutOperations, {
    listRegisterActs: ({ actor, params }) => listRegisterActs(deps, actor, params.requestId),
    carryOutDataRequest: ({ actor, command, params, body }) => carryOutDataRequest(deps, { actor, command }, { ...params, ...body }),
  })
}
