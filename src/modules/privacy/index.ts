import type { Deps } from '#deps.ts'
import type { Pile } from '#modules/people/index.ts'
import type { Module } from '#platform/module.ts'
import { requestPile, requestTaskPile } from './request/request.store.ts'
import { breachPile } from './breach/breach.store.ts'
import { breachRoutes } from './breach/breach.routes.ts'
import { carryOutRoutes } from './carry-out/carry-out.routes.ts'
import { consentRoutes } from './consent/consent.routes.ts'
import { followMoveJob } from './follow-move/follow-move.jobs.ts'
import { processingRoutes } from './processing/processing.routes.ts'
import { requestRoutes } from './request/request.routes.ts'
import { retentionLoop } from './retention/retention.loop.ts'

export { keepErasures } from './erasure/erasure.actions.ts'
export { removeWhatIsOld } from './retention/retention.actions.ts'

/** What people may ask about the data kept of them, and what the regency must be able to show. */
export const privacyModule: Module<Deps> = {
  name: 'privacy',
  routes: (deps) => [requestRoutes(deps), carryOutRoutes(deps), consentRoutes(deps), processingRoutes(deps), breachRoutes(deps)],
  pages: () => [],
  jobs: (deps) => [followMoveJob(deps)],
  loops: (deps) => [retentionLoop(deps)],
}

/** What waits for people who decide about data. */
export const privacyPiles: readonly Pile[] = [breachPile, requestPile, requestTaskPile]
