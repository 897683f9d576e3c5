import type { Actor } from '#platform/db/actor.ts'
import type { Command } from '#platform/act.ts'
import type { CaseCall, CaseDeps } from '#modules/response/case/case.actions.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import * as actions from './protection.actions.ts'
import { protectionOperations } from './protection.contract.ts'

/** Who may see a case, and who may not. */
export function protectionRoutes(deps: CaseDeps): RouteModule {
  return implement(protectionOperations, {
    protectCase: (call) => actions.protectCase(deps, on(call), call.body),
    liftProtection: (call) => actions.liftProtection(deps, on(call), call.body),
    setHandler: (call) => actions.setHandler(deps, on(call), call.body),
    barFromCase: (call) => actions.barFromCase(deps, on(call), call.body),
    breakGlass: (call) => actions.breakGlass(deps, call, call.body),
    allowDespiteConflict: (call) => actions.allowDespiteConflict(deps, on(call), call.body),
  })
}

function on(call: { actor: Actor; command: Command; params: { caseId: string } }): CaseCall {
  return { actor: call.actor, command: call.command, caseId: call.params.caseId }
}
