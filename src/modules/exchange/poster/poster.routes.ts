import type { Deps } from '#deps.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { drawPosters } from './poster.actions.ts'
import { posterOperations } from './poster.contract.ts'

/** Posters for village halls. */
export function posterRoutes(deps: Pick<Deps, 'regency' | 'config' | 'clock'>): RouteModule {
  return implement(posterOperations, {
    readPosters: async ({ query, request }) => {
      const drawn = await drawPosters(deps, { ...query, origin: `${request.protocol}://${request.host}` })
      return drawn.ok ? ok({ ...drawn.value, mediaType: 'application/pdf' }) : drawn
    },
  })
}
