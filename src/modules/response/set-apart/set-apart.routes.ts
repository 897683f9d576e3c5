import type { CaseDeps } from '#modules/response/case/case.actions.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { judgeSetApart, readSetApart } from './set-apart.actions.ts'
import { setApartOperations } from './set-apart.contract.ts'

/** Reports that may be none, and the looks of people. */
export function setApartRoutes(deps: CaseDeps): RouteModule {
  return implement(setApartOperations, {
    listSetApart: ({ actor, query }) => readSetApart(deps, actor, query),
    judgeSetApart: ({ actor, command, params, body }) => (
      judgeSetApart(deps, { actor, command, caseId: params.caseId }, { ...body, reportId: params.reportId })),
  })
}
