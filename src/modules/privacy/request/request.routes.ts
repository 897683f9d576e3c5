import { implement, type RouteModule } from '#platform/http/routes.ts'
import { askAboutOwnData, decideDataRequest, downloadOwnCopy, getDataRequest, listDataRequests, takeDataRequest, type RequestDeps } from './request.actions.ts'
import { requestOperations } from './request.contract.ts'

/** What people ask about the data kept of them. */
export function requestRoutes(deps: RequestDeps): RouteModule {
  return implement(requestOperations, {
    askAboutOwnData: ({ actor, command, body }) => askAboutOwnData(deps, { actor, command }, body),
    takeDataRequest: ({ actor, command, params, body }) => takeDataRequest(deps, { actor, command }, { ...params, ...body }),
    listDataRequests: ({ actor, query }) => listDataRequests(deps, actor, query),
    getDataRequest: ({ actor, params }) => getDataRequest(deps, actor, params.requestId),
    decideDataRequest: ({ actor, command, params, body }) => decideDataRequest(deps, { actor, command }, { ...params, ...body }),
    downloadOwnCopy: ({ actor, params, query, language }) => downloadOwnCopy(deps, actor, { ...params, ...query, language }),
  })
}
