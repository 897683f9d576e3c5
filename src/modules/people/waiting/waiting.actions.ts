import type { z } from 'zod'
import type { Deps } from '#deps.ts'
import type { Actor } from '#platform/db/actor.ts'
import { PileKey, type waitingOperations } from './waiting.contract.ts'
import { countPiles } from './waiting.store.ts'

export type WaitingDeps = Pick<Deps, 'db' | 'piles'>

/** What waits for somebody of the actor's role in the actor's reach, what presses most first; nothing of other people's work. */
export async function listWaiting(deps: WaitingDeps, actor: Actor): Promise<z.output<typeof waitingOperations.listWaiting.ok>> {
  const own = deps.piles.filter(({ grants }) => grants.some((grant) => actor.grants.has(grant)))
  const counted = await deps.db.asActor(actor, (tx) => countPiles(tx, own))
  const order = PileKey.options
  return { piles: counted.filter(({ count }) => count > 0).toSorted((left, right) => order.indexOf(left.key) - order.indexOf(right.key)) }
}
