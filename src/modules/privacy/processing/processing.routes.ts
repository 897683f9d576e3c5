import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { readProcessingRecord, type ProcessingDeps } from './processing.actions.ts'
import { processingOperations } from './processing.contract.ts'

/** The record of processing. */
export function processingRoutes(deps: ProcessingDeps): RouteModule {
  return implement(processingOperations, {
    readProcessingRecord: async ({ actor }) => ok(await readProcessingRecord(deps, actor)),
  })
}
