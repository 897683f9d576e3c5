import type { Deps } from '#deps.ts'
import { regencyReach } from '#modules/people/index.ts'
import { findFamilyIdsOf } from '#modules/registry/family/family.store.ts'
import { listClusters } from '#modules/registry/merge/cluster.store.ts'
import { actAsSystem } from '#platform/act.ts'
import { systemActor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { questionAboutFamilies } from './family-pairs.rules.ts'
import { listFamiliesMet, listFamiliesOfSnapshot } from './family-pairs.store.ts'
import { proposeReviews } from './review.store.ts'

/** Asks about the families that may be one with some families, in the caller's transaction. Gives how many questions are new. */
async function askAboutFamilies(tx: Tx, familyIds: readonly string[]): Promise<number> {
  const met = await listFamiliesMet(tx, familyIds)
  return proposeReviews(tx, met.flatMap((each) => questionAboutFamilies(each) ?? []), 'family')
}

/** Asks about the families in which persons live who have just become one. */
export async function askAboutFamiliesOf(tx: Tx, personIds: readonly string[]): Promise<number> {
  const everybody = [...new Set([...personIds, ...[...(await listClusters(tx, personIds)).values()].flat()])]
  return askAboutFamilies(tx, [...new Set((await findFamilyIdsOf(tx, everybody)).values())])
}

const familiesAtOnce = 300

/** Asks about the families of a snapshot's people, a stretch per transaction; after the questions about persons. Doing it again asks nothing twice. */
export async function findFamiliesOfSnapshot(deps: Pick<Deps, 'db' | 'jobs' | 'regency'>, snapshotId: string): Promise<number> {
  const actor = systemActor(deps.regency.regencyId, { areaIds: regencyReach(deps.regency).areaIds, officeIds: [], grants: ['registry.person.read', 'registry.review.decide'] })
  let asked = 0
  for (let after: string | undefined = '00000000-0000-0000-0000-000000000000'; after !== undefined;) {
    const from: string = after
    after = await actAsSystem(deps, { actor, action: 'findPairs' }, async (tx) => {
      const familyIds = await listFamiliesOfSnapshot(tx, { snapshotId, after: from, limit: familiesAtOnce })
      const fresh = await askAboutFamilies(tx, familyIds)
      asked += fresh
      if (fresh > 0) tx.audit({ subjectKind: 'snapshot', subjectId: snapshotId, areaId: 0, detail: { asked: fresh, about: 'family' } })
      return familyIds.at(-1)
    })
  }
  return asked
}
