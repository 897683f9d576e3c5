import type { Deps } from '#deps.ts'
import { actAsSystem } from '#platform/act.ts'
import { systemActor } from '#platform/db/actor.ts'
import type { Loop } from '#platform/jobs/loops.ts'
import { deleteExpiredFiles } from './export.store.ts'

/** Deletes the files of exports whose time is over. */
export async function expireExports(deps: Pick<Deps, 'db' | 'jobs' | 'regency'>): Promise<number> {
  const actor = systemActor(deps.regency.regencyId, { areaIds: [], officeIds: [], grants: ['registry.export.work'] })
  return actAsSystem(deps, { actor, action: 'deleteExportFile' }, async (tx) => {
    const deleted = await deleteExpiredFiles(tx)
    for (const { exportId, areaId } of deleted) tx.audit({ subjectKind: 'export', subjectId: exportId, areaId })
    return deleted.length
  })
}

/** The same, again and again. */
export function expireExportsLoop(deps: Deps): Loop {
  return { name: 'export-expiry', everySeconds: 60, run: async () => void (await expireExports(deps)) }
}
