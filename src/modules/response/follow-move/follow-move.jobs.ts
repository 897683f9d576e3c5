import { relocationSettled } from '#modules/registry/index.ts'
import type { JobHandler } from '#platform/jobs/jobs.ts'
import { followMoveWithCases, type FollowDeps } from './follow-move.actions.ts'

/** Open cases follow a family to the village where it lives now. */
export function followMoveJob(deps: FollowDeps): JobHandler {
  return {
    queue: 'response.follow-move', retryLimit: 10, expireInSeconds: 60, follows: relocationSettled,
    handle: async ({ relocationId }) => {
      if (typeof relocationId !== 'string') throw new Error('a job without a move')
      await followMoveWithCases(deps, relocationId)
    },
  }
}
