import type { Deps } from '#deps.ts'
import { findFamiliesOfSnapshot } from '#modules/registry/review/find-families.actions.ts'
import type { JobHandler } from '#platform/jobs/jobs.ts'
import { matchSnapshot } from './link-registry.actions.ts'

export const matchSnapshotQueue = 'registry.linkage.match'

/** Looks, after a list was stored, whether the persons whom it made were known under another name, date or number. Doing it again asks nothing twice. */
export function matchSnapshotJob(deps: Deps): JobHandler {
  return {
    queue: matchSnapshotQueue, retryLimit: 3, expireInSeconds: 600,
    handle: async (data) => {
      const snapshotId = data['snapshotId']
      if (typeof snapshotId !== 'string') throw new Error('a job without a snapshot')
      if (await matchSnapshot(deps, snapshotId) > 0) await findFamiliesOfSnapshot(deps, snapshotId)
    },
  }
}
