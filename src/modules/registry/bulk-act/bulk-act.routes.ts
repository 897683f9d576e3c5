import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import {
  approveBulkAct, getBulkAct, listBulkActRows, listBulkActs, proposeBulkAct, refuseBulkAct, withdrawBulkAct, type BulkActDeps,
} from './bulk-act.actions.ts'
import { bulkActOperations } from './bulk-act.contract.ts'
import { downloadBulkActResult } from './bulk-result.actions.ts'

/** Acts on many at once, and deciding on them. */
export function bulkActRoutes(deps: BulkActDeps): RouteModule {
  return implement(bulkActOperations, {
    proposeBulkAct: ({ actor, command, body }) => proposeBulkAct(deps, { actor, command }, body),
    listBulkActs: async ({ actor, query }) => ok(await listBulkActs(deps, actor, query)),
    getBulkAct: ({ actor, params }) => getBulkAct(deps, actor, params.bulkActId),
    listBulkActRows: ({ actor, params, query }) => listBulkActRows(deps, actor, { bulkActId: params.bulkActId, after: query.after }),
    downloadBulkActResult: ({ actor, params, language }) => downloadBulkActResult(deps, actor, { bulkActId: params.bulkActId, language }),
    approveBulkAct: ({ actor, command, params }) => approveBulkAct(deps, { actor, command }, params.bulkActId),
    refuseBulkAct: ({ actor, command, params, body }) => refuseBulkAct(deps, { actor, command }, { bulkActId: params.bulkActId, reason: body.reason }),
    withdrawBulkAct: ({ actor, command, params }) => withdrawBulkAct(deps, { actor, command }, params.bulkActId),
  })
}
