import type { Deps } from '#deps.ts'
import { actAsSystem } from '#platform/act.ts'
import { systemActor } from '#platform/db/actor.ts'
import { appendErasures, erasureRecordPath, readErasures } from './erasure-record.load.ts'
import { listErasures, repeatErasure } from './erasure.store.ts'

export type ErasureDeps = Pick<Deps, 'db' | 'jobs' | 'regency' | 'config'>

/**
 * Keeps the database and the record of removals outside it equal: what the database removed is written down, and what a restored backup brought
 * back is removed again. Gives how many were removed again. Doing it twice changes nothing.
 */
export async function keepErasures(deps: ErasureDeps): Promise<number> {
  const path = erasureRecordPath(deps.config.keyFile)
  const actor = systemActor(deps.regency.regencyId, { areaIds: [], officeIds: [], grants: ['privacy.retain'] })
  const [recorded, known] = [await readErasures(path), await deps.db.asActor(actor, listErasures)]
  const [inRecord, inDatabase] = [new Set(recorded.map(({ personId }) => personId)), new Set(known.map(({ personId }) => personId))]
  const unwritten = known.filter(({ personId }) => !inRecord.has(personId))
  if (unwritten.length > 0) await appendErasures(path, unwritten)
  const back = recorded.filter(({ personId }) => !inDatabase.has(personId))
  if (back.length === 0) return 0
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
