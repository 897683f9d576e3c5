import { implement, type RouteModule } from '#platform/http/routes.ts'
import { getPersonHistory } from './history.actions.ts'
import { undoMerge } from './merge.actions.ts'
import { mergeOperations } from './merge.contract.ts'
import { splitPerson, undoSplit, type SplitDeps } from './split.actions.ts'

/** What became one and what was parted, and taking it back. */
export function mergeRoutes(deps: SplitDeps): RouteModule {
  return implement(mergeOperations, {
    getPersonHistory: ({ actor, params }) => getPersonHistory(deps, actor, params.personId),
    undoMerge: ({ actor, command, params, body }) => undoMerge(deps, { actor, command }, { ...params, ...body }),
    splitPerson: ({ actor, command, params, body }) => splitPerson(deps, { actor, command }, { ...params, ...body }),
    undoSplit: ({ actor, command, params, body }) => undoSplit(deps, { actor, command }, { ...params, ...body }),
  })
}
