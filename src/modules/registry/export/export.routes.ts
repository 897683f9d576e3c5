import type { Deps } from '#deps.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { downloadExport, getExport, listExports, listExportTrail, openExport, requestExport } from './export.actions.ts'
import { exportOperations } from './export.contract.ts'
import { traceExport } from './trace.actions.ts'

/** Closed files of the registry, and who took them. */
export function exportRoutes(deps: Pick<Deps, 'db' | 'jobs' | 'keys' | 'regency'>): RouteModule {
  return implement(exportOperations, {
    requestExport: ({ actor, command, body }) => requestExport(deps, { actor, command }, body),
    listExports: async ({ actor, query }) => ok(await listExports(deps, actor, query.after)),
    getExport: ({ actor, params }) => getExport(deps, actor, params.exportId),
    openExport: ({ actor, command, params }) => openExport(deps, { actor, command }, params.exportId),
    downloadExport: ({ actor, params }) => downloadExport(deps, actor, params.exportId),
    listExportTrail: async ({ actor, query }) => ok(await listExportTrail(deps, actor, query.after)),
    traceExport: ({ actor, body }) => traceExport(deps, actor, body),
  })
}
