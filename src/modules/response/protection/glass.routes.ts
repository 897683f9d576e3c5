import type { CaseDeps } from '#modules/response/case/case.actions.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { countGlassBreaks, readGlassBreaks, speakOfGlass } from './glass.actions.ts'
import { glassOperations } from './glass.contract.ts'

/** What is said about emergency accesses. */
export function glassRoutes(deps: CaseDeps): RouteModule {
  return implement(glassOperations, {
    listGlassBreaks: ({ actor, query }) => readGlassBreaks(deps, actor, { ...query, openedBy: null }),
    countGlassBreaks: ({ actor }) => countGlassBreaks(deps, actor),
    listOwnGlassBreaks: ({ actor, query }) => readGlassBreaks(deps, actor, { ...query, openedBy: actor.accountId }),
    askAboutGlass: ({ actor, command, params, body }) => speakOfGlass(deps, { actor, command }, { ...params, ...body, kind: 'asked' }),
    explainGlass: ({ actor, command, params, body }) => speakOfGlass(deps, { actor, command }, { ...params, ...body, kind: 'explained' }),
    markGlassSeen: ({ actor, command, params, body }) => speakOfGlass(deps, { actor, command }, { ...params, ...body, kind: 'seen' }),
  })
}
