import type { CaseDeps } from '#modules/response/case/case.actions.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { triageOperations } from './triage-act.contract.ts'
import { sortCase } from './triage.actions.ts'

/** Sorting of reports by people. */
export function triageRoutes(deps: CaseDeps): RouteModule {
  return implement(triageOperations, {
    sortCase: ({ actor, command, params, body }) => sortCase(deps, { actor, command, caseId: params.caseId }, { ...body, reportId: params.reportId }),
  })
}
