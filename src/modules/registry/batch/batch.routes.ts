import type { Deps } from '#deps.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { askForBatchFile, downloadBatchFile, makeBatch } from './batch.actions.ts'
import { batchOperations } from './batch.contract.ts'
import { getBatch, getBatchCandidates, getBatchResult, listBatches } from './batch-view.actions.ts'
import { applyBatchResult, discardBatchResult, readBatchResult } from './result.actions.ts'

/** What is sent to the ministry's system, and what comes back, over the API. */
export function batchRoutes(deps: Deps): RouteModule {
  return implement(batchOperations, {
    listBatches: ({ actor, query }) => listBatches(deps, actor, query),
    getBatchCandidates: async ({ actor }) => ok(await getBatchCandidates(deps, actor)),
    makeBatch: ({ actor, command, body }) => makeBatch(deps, { actor, command }, body.month),
    getBatch: ({ actor, params }) => getBatch(deps, actor, params.batchId),
    askForBatchFile: ({ actor, command, params, body }) => askForBatchFile(deps, { actor, command }, { ...params, ...body }),
    downloadBatchFile: ({ actor, params }) => downloadBatchFile(deps, actor, params),
    readBatchResult: ({ actor, command, params, query, body }) => readBatchResult(deps, { actor, command }, { ...params, ...query, bytes: body }),
    getBatchResult: ({ actor, params }) => getBatchResult(deps, actor, params),
    applyBatchResult: ({ actor, command, params, body }) => applyBatchResult(deps, { actor, command }, { ...params, ...body }),
    discardBatchResult: ({ actor, command, params, body }) => discardBatchResult(deps, { actor, command }, { ...params, ...body }),
  })
}
