import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { importAreaBoundaries, listAreaBoundaries, type BoundaryDeps } from './boundary.actions.ts'
import { boundaryOperations } from './boundary.contract.ts'

/** Borders of areas over HTTP. */
export function boundaryRoutes(deps: BoundaryDeps): RouteModule {
  return implement(boundaryOperations, {
    listAreaBoundaries: async ({ actor, query, reply }) => {
      reply.header('cache-control', 'public, max-age=300')
      return ok(await listAreaBoundaries(deps, actor, { kind: query.kind, districtId: query.districtId }))
    },
    importAreaBoundaries: ({ actor, command, query, body }) => importAreaBoundaries(deps, { actor, command }, { bytes: body, origin: query }),
  })
}
