import type { Deps } from '#deps.ts'
import { actAsSystem, type ActTx } from '#platform/act.ts'
import { systemActor } from '#platform/db/actor.ts'
import { findLastRun, insertRun, removeOld } from './retention.store.ts'

export type RetentionDeps = Pick<Deps, 'db' | 'jobs' | 'regency' | 'clock'>
type RetentionRule = RetentionDeps['regency']['privacy']['retention'][number]

const rowsAtOnce = 1_000
const dayMs = 86_400_000

/**
 * Removes what has been kept as long as the regency's rules say: each kind in short transactions, until a pass finds fewer than it may take.
 * Doing it again removes nothing twice. Gives how many rows went in all.
 */
export async function removeWhatIsOld(deps: RetentionDeps): Promise<number> {
  let removed = 0
  for (const rule of deps.regency.privacy.retention) {
    for (;;) {
      const count = await removeOnce(deps, rule)
      removed += count
      if (count < rowsAtOnce) break
    }
  }
  return removed
}

async function removeOnce(deps: RetentionDeps, rule: RetentionRule): Promise<number> {
  const actor = systemActor(deps.regency.regencyId, { areaIds: [], officeIds: [], grants: ['privacy.retain'] })
  return actAsSystem(deps, { actor, action: 'removeWhatIsOld' }, async (tx) => {
    const before = new Date(tx.now.getTime() - rule.keepDays * dayMs)
    const count = await removeOld(tx, { what: rule.what, before, limit: rowsAtOnce })
    if (count === 0 && (await wasSeenToday(tx, rule.what))) return 0
    await insertRun(tx, { what: rule.what, keepDays: rule.keepDays, removedCount: count })
    if (count > 0) tx.audit({ subjectKind: 'retention', subjectId: rule.what, detail: { count, keepDays: rule.keepDays } })
    return count
  })
}

/** Once a day a pass that finds nothing is kept too, so that the record shows that the rule is at work. */
async function wasSeenToday(tx: ActTx, what: RetentionRule['what']): Promise<boolean> {
  const last = await findLastRun(tx, what)
  return last !== undefined && tx.now.getTime() - last.getTime() < dayMs
}
