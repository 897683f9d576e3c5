import type { Deps } from '#deps.ts'
import { regencyReach } from '#modules/people/index.ts'
import { findSettledMove } from '#modules/registry/index.ts'
import { actAsSystem } from '#platform/act.ts'
import { systemActor } from '#platform/db/actor.ts'
import { followPeople } from './follow-move.store.ts'

export type FollowDeps = Pick<Deps, 'db' | 'jobs' | 'regency'>

/** What people agreed to and asked for lies in the village where they live, also after a move, and after a move that was taken back. Gives how many went. */
export async function followMoveWithRights(deps: FollowDeps, relocationId: string): Promise<number> {
  const actor = systemActor(deps.regency.regencyId, { ...regencyReach(deps.regency), grants: ['privacy.follow', 'registry.life_event.record'] })
  return actAsSystem(deps, { actor, action: 'followMoveWithRights' }, async (tx) => {
    const move = await findSettledMove(tx, relocationId)
    const moved = move === undefined ? 0 : await followPeople(tx, move.familyId)
    if (move !== undefined && moved > 0) tx.audit({ subjectKind: 'family', subjectId: move.familyId, areaId: move.to, detail: { relocationId, moved } })
    return moved
  })
}
