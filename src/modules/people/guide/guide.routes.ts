import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { guideOperations } from './guide.contract.ts'
import { drawSheet, type SheetDeps } from './sheet.actions.ts'

/** The sheets of the roles. */
export function guideRoutes(deps: SheetDeps): RouteModule {
  return implement(guideOperations, {
    listSheets: async () => ok({ sheets: deps.regency.roles.map(({ key, name }) => ({ role: key, name })) }),
    readSheet: async ({ query, request }) => {
      const drawn = await drawSheet(deps, { ...query, origin: `${request.protocol}://${request.host}` })
      return drawn.ok ? ok({ ...drawn.value, mediaType: 'application/pdf' }) : drawn
    },
  })
}
