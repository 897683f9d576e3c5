import type { CaseDeps } from '#modules/response/case/case.actions.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { correctionOperations } from './corrections.contract.ts'
import { countCorrections, listCorrections } from './corrections.actions.ts'
import { triageOperations } from './triage-act.contract.ts'
import { sortCase } from './triage.actions.ts'

/** Sorting of reports by people. */
export function triageRoutes(deps: CaseDeps): RouteModule {
  return implement(triageOperations, {
    sortCase: ({ actor, command, params, body }) => sortCase(deps, { actor, command, caseId: params.caseId }, { ...body, reportId: params.reportId }),
  })
}

/** Where people decided otherwise than the words suggested. */
export function correctionRoutes(deps: CaseDeps): RouteModule {
  return implement(correctionOperations, {
    countCorrections: ({ actor, query }) => countCorrections(deps, actor, query),
    listCorrections: ({ actor, query }) => listCorrections(deps, actor, query),
  })
}
