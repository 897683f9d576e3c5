import type { Deps } from '#deps.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { changeStep, dropStep, finishStep, planSteps } from './plan.actions.ts'
import { planOperations } from './plan.contract.ts'
import { getPlan } from './plan-view.actions.ts'
import { raiseProposal } from './raise-proposal.actions.ts'

/** The household plan of a case. */
export function planRoutes(deps: Deps): RouteModule {
  return implement(planOperations, {
    getPlan: ({ actor, params }) => getPlan(deps, { actor, ...params }),
    planSteps: ({ actor, command, params, body }) => planSteps(deps, { actor, command, ...params }, body),
    changeStep: ({ actor, command, params, body }) => changeStep(deps, { actor, command, ...params }, body),
    finishStep: ({ actor, command, params, body }) => finishStep(deps, { actor, command, ...params }, body),
    dropStep: ({ actor, command, params, body }) => dropStep(deps, { actor, command, ...params }, body),
    raiseProposal: ({ actor, command, params, body }) => raiseProposal(deps, { actor, command, ...params }, body),
  })
}
