import { relocationSettled } from '#modules/registry/index.ts'
import type { JobHandler } from '#platform/jobs/jobs.ts'
import { followMoveWithRights, type FollowDeps } from './follow-move.actions.ts'

/** Consents and requests about data follow a family to the village where it lives now. */
export function followMoveJob(deps: FollowDeps): JobHandler {
  return {
    queue: 'privacy.follow-move', retryLimit: 10, expireInSeconds: 60, follows: relocationSettled,
    handle: async ({ relocationId }) => {
      if (typeof relocationId !== 'string') throw new Error('a job without a move')
      await followMoveWithRights(deps, relocationId)
    },
  }
}
