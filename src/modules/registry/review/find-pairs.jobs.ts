import type { Deps } from '#deps.ts'
import { regencyReach } from '#modules/people/index.ts'
import { mayBeSamePerson } from '#modules/registry/import/link.rules.ts'
import { actAsSystem } from '#platform/act.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import type { JobHandler } from '#platform/jobs/jobs.ts'
import { listComparables, listPersonsOfSnapshot, listSharing } from './find-pairs.store.ts'
import { findFamiliesOfSnapshot } from './find-families.actions.ts'
import { findPairs } from './review.rules.ts'
import { proposeReviews } from './review.store.ts'

export const findPairsQueue = 'registry.review.find'
const personsAtOnce = 500

/** Looks, after a list was stored, for persons and families of whom another may be the same; a stretch of persons per transaction. Doing it again adds nothing. */
export function findPairsJob(deps: Deps): JobHandler {
  return {
    queue: findPairsQueue, retryLimit: 3, expireInSeconds: 600,
    handle: async (data) => {
      const snapshotId = data['snapshotId']
      if (typeof snapshotId !== 'string') throw new Error('a job without a snapshot')
      await findPairsOfSnapshot(deps, snapshotId)
      await findFamiliesOfSnapshot(deps, snapshotId)
    },
  }
}

/** Fills the review queue with the pairs that the exact rules find for the persons of a snapshot. Gives how many questions are new. */
export async function findPairsOfSnapshot(deps: Pick<Deps, 'db' | 'jobs' | 'regency'>, snapshotId: string): Promise<number> {
  let asked = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const stretch = await findPairsOfStretch(deps, { snapshotId, after })
    asked += stretch.asked
    if (stretch.last === undefined) return asked
    after = stretch.last
  }
}

async function findPairsOfStretch(
  deps: Pick<Deps, 'db' | 'jobs' | 'regency'>, at: { snapshotId: string; after: string },
): Promise<{ asked: number; last: string | undefined }> {
  return actAsSystem(deps, { actor: finder(deps), action: 'findPairs' }, async (tx) => {
    const personIds = await listPersonsOfSnapshot(tx, { ...at, limit: personsAtOnce })
    const persons = await listComparables(tx, personIds)
    const pairs = findPairs(persons, await listComparables(tx, await listSharing(tx, persons)), mayBeSamePerson)
    const asked = await proposeReviews(tx, pairs)
    if (asked > 0) tx.audit({ subjectKind: 'snapshot', subjectId: at.snapshotId, areaId: 0, detail: { asked } })
    return { asked, last: personIds.at(-1) }
  })
}

function finder({ regency }: Pick<Deps, 'regency'>): Actor {
  return systemActor(regency.regencyId, { areaIds: regencyReach(regency).areaIds, officeIds: [], grants: ['registry.person.read', 'registry.review.decide'] })
}
