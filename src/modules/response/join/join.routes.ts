import type { Actor } from '#platform/db/actor.ts'
import type { Command } from '#platform/act.ts'
import type { CaseCall, CaseDeps } from '#modules/response/case/case.actions.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import * as actions from './join.actions.ts'
import { joinOperations } from './join.contract.ts'

/** Cases that are about the same, and joining them. */
export function joinRoutes(deps: CaseDeps): RouteModule {
  return implement(joinOperations, {
    listSimilarCases: ({ actor, params }) => actions.readSimilarCases(deps, { actor, caseId: params.caseId }),
    joinCase: (call) => actions.joinCase(deps, on(call), call.body),
    undoJoin: (call) => actions.undoJoin(deps, on(call), call.body),
  })
}

function on(call: { actor: Actor; command: Command; params: { caseId: string } }): CaseCall {
  return { actor: call.actor, command: call.command, caseId: call.params.caseId }
}
