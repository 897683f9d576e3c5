import type { Deps } from '#deps.ts'
import { actAsSystem } from '#platform/act.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import { appendErasures, erasureRecordPath, readErasures, type Erasure } from './erasure-record.load.ts'
import { listErasures, lockKeyFile, repeatErasure } from './erasure.store.ts'

export type ErasureDeps = Pick<Deps, 'db' | 'jobs' | 'regency' | 'config' | 'keys'>

/**
 * Keeps the database and the record of removals outside it equal: what the database removed is written down, and what a restored backup brought
 * back is removed again. Whoever stands in either has no key any more: what was closed for them stays unreadable in every backup. Gives how many
 * were removed again. Doing it twice changes nothing.
 */
export async function keepErasures(deps: ErasureDeps): Promise<number> {
  const actor = systemActor(deps.regency.regencyId, { areaIds: [], officeIds: [], grants: ['privacy.retain'] })
  const { recorded, known } = await keepRecord(deps, actor)
  const inDatabase = new Set(known.map(({ personId }) => personId))
  await destroyKeysOf(deps, actor, [...recorded, ...known])
  const back = recorded.filter(({ personId }) => !inDatabase.has(personId))
  const removed = back.length === 0 ? 0 : await removeAgain(deps, actor, back)
  // What went with them this time, as the card of a family that is empty only now.
  if (removed > 0) await destroyKeysOf(deps, actor, (await keepRecord(deps, actor)).known)
  return removed
}

interface Both {
  readonly recorded: readonly Erasure[]
  readonly known: readonly Erasure[]
}

/** Writes down what the database removed and the record lacks. */
async function keepRecord(deps: ErasureDeps, actor: Actor): Promise<Both> {
  const path = erasureRecordPath(deps.config.keyFile)
  const [recorded, known] = [await readErasures(path), await deps.db.asActor(actor, listErasures)]
  const written = new Set(recorded.flatMap(subjectsOf))
  const unwritten = known.filter((erasure) => subjectsOf(erasure).some((subjectId) => !written.has(subjectId)))
  if (unwritten.length > 0) await appendErasures(path, unwritten)
  return { recorded, known }
}

function subjectsOf({ personId, familyIds }: Erasure): readonly string[] {
  return [personId, ...familyIds]
}

/** Destroys the keys that are still there of whoever was removed; the file is written once, and only when there is any. */
async function destroyKeysOf(deps: ErasureDeps, actor: Actor, erasures: readonly Erasure[]): Promise<void> {
  const kept = [...new Set(erasures.flatMap(subjectsOf))].filter((subjectId) => !deps.keys.isDestroyed(subjectId))
  if (kept.length === 0) return
  await deps.db.asActor(actor, async (tx) => {
    await lockKeyFile(tx)
    deps.keys.destroy(kept)
  })
}

async function removeAgain(deps: ErasureDeps, actor: Actor, back: readonly Erasure[]): Promise<number> {
  return actAsSystem(deps, { actor, action: 'keepErasures' }, async (tx) => {
    let removed = 0
    for (const erasure of back) {
      if (!(await repeatErasure(tx, erasure))) continue
      removed += 1
      tx.audit({ subjectKind: 'person', subjectId: erasure.personId, detail: { requestId: erasure.requestId } })
    }
    return removed
  })
}
