import type { Deps } from '#deps.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { answerAbsence, listAbsences } from './absence.actions.ts'
import { compareImport, listImportComparison } from './comparison.actions.ts'
import { comparisonOperations } from './comparison.contract.ts'

/** A list beside the one before it, and those whom it no longer names. */
export function comparisonRoutes(deps: Deps): RouteModule {
  return implement(comparisonOperations, {
    compareImport: ({ actor, params }) => compareImport(deps, actor, params.importId),
    listImportComparison: ({ actor, params, query }) => listImportComparison(deps, actor, { ...params, ...query }),
    listAbsences: async ({ actor, query }) => ok(await listAbsences(deps, actor, query)),
    answerAbsence: ({ actor, command, params, body }) => answerAbsence(deps, { actor, command }, { ...params, ...body }),
  })
}
