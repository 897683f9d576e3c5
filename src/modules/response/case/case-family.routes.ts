import { implement, type RouteModule } from '#platform/http/routes.ts'
import { readCaseFamily, revealCaseIdentity, type CaseFamilyDeps } from './case-family.actions.ts'
import { caseFamilyOperations } from './case-family.contract.ts'

/** The family of a case, for the offices that work on it. */
export function caseFamilyRoutes(deps: CaseFamilyDeps): RouteModule {
  return implement(caseFamilyOperations, {
    getCaseFamily: ({ actor, params }) => readCaseFamily(deps, { actor, caseId: params.caseId }),
    revealCaseIdentity: ({ actor, command, params, body }) => revealCaseIdentity(deps, { actor, command }, { ...params, reason: body.reason }),
  })
}
