import type { Deps } from '#deps.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { tellLive, type Live } from '#platform/live/live.ts'
import type { Actor } from '#platform/db/actor.ts'
import { enterCases } from '#modules/response/case/case.store.ts'
import type { Looker } from './presence.contract.ts'
import { createPresence, type Presence } from './presence.rules.ts'

const topic = 'presence'

/** The presence of this process, which hears from the others who came to look. */
export function sharedPresence(deps: Pick<Deps, 'clock'> & { readonly live: Live }): Presence {
  const presence = createPresence()
  deps.live.subscribe((event) => {
    if (event.topic === topic && event.by !== undefined) presence.note(event.subjectId, event.by, deps.clock.now().getTime())
  })
  return presence
}

/** Who else looks at a case that the actor sees. Whoever was there is told when somebody comes, and nobody besides. */
export async function lookAtCase(
  deps: Pick<Deps, 'db'> & { readonly presence: Presence }, call: { readonly actor: Actor; readonly caseId: string },
): Promise<Result<{ lookers: Looker[] }, { readonly kind: 'not_found' }>> {
  const { actor, caseId } = call
  return deps.db.asActor(actor, async (tx) => {
    const [entered] = await enterCases(tx, [caseId])
    if (entered === undefined || actor.accountId === null) return err({ kind: 'not_found' })
    const [me, atMs] = [{ accountId: actor.accountId, name: actor.name }, tx.now.getTime()]
    const isNew = deps.presence.note(caseId, me, atMs)
    const lookers = deps.presence.lookersOf(caseId, atMs).filter(({ accountId }) => accountId !== me.accountId)
    // Every look is told to the other processes, which forget as this one does; a screen hears of a coming only.
    const only = { accountIds: isNew ? lookers.map(({ accountId }) => accountId) : [], grant: '' }
    await tellLive(tx, { topic, kind: 'looks', subjectId: caseId, areaId: 0, officeIds: [], only, by: me })
    return ok({ lookers: [...lookers] })
  })
}
