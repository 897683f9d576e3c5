import type { Deps } from '#deps.ts'
import { isConfirmedByHuman } from '#modules/registry/link/link.rules.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { findPersonRoots, listClusters } from './cluster.store.ts'
import { listRecords, type RecordRow } from './history.store.ts'
import type { LinkedRecord, MergeView, PersonHistory, SplitView } from './merge.contract.ts'
import { listMerges, type Merge } from './merge.store.ts'
import { listSplits, type Split } from './split-record.store.ts'
import { listFacts } from './split.store.ts'

/** Which rows speak of a person and how that was known, with every merge and split; the look is written down. */
export async function getPersonHistory(deps: Pick<Deps, 'db'>, actor: Actor, personId: string): Promise<Result<PersonHistory, { kind: 'not_found' }>> {
  return deps.db.asActor(actor, async (tx) => {
    const rootId = (await findPersonRoots(tx, [personId])).get(personId)
    if (rootId === undefined) return err({ kind: 'not_found' as const })
    const cluster = (await listClusters(tx, [rootId])).get(rootId) ?? [rootId]
    const [merges, splits] = [(await listMerges(tx, cluster)).filter((merge) => merge.kind === 'person'), await listSplits(tx, cluster)]
    const records = await listRecords(tx, cluster)
    const named = [rootId, ...merges.flatMap((merge) => [merge.keptId, merge.absorbedId]), ...splits.flatMap((split) => [split.personId, split.toPersonId])]
    const facts = await listFacts(tx, [...new Set(named)])
    const nameOf = (id: string) => facts.get(id)?.name ?? ''
    await auditRead(tx, {
      action: 'getPersonHistory', subjectKind: 'person', subjectId: rootId, areaId: facts.get(rootId)?.areaId ?? 0, purpose: 'profile', fields: ['name', 'sources'],
    })
    return ok({
      rootId, records: records.map(recordView), merges: merges.map((merge) => mergeView(merge, nameOf)), splits: splits.map((split) => splitView(split, nameOf)),
    })
  })
}

function recordView(row: RecordRow): LinkedRecord {
  return { ...row, isConfirmed: row.decidedBy !== null && isConfirmedByHuman({ decidedBy: row.decidedBy, endedAt: null }) }
}

function mergeView(merge: Merge, nameOf: (id: string) => string): MergeView {
  return {
    mergeId: merge.mergeId, keptId: merge.keptId, keptName: nameOf(merge.keptId), absorbedId: merge.absorbedId, absorbedName: nameOf(merge.absorbedId),
    reason: merge.reason, by: merge.mergedByName, at: merge.mergedAt.toISOString(), undone: undoneView(merge),
  }
}

function splitView(split: Split, nameOf: (id: string) => string): SplitView {
  return {
    splitId: split.splitId, fromId: split.personId, fromName: nameOf(split.personId), toId: split.toPersonId, toName: nameOf(split.toPersonId),
    reason: split.reason, by: split.splitByName, at: split.splitAt.toISOString(), undone: undoneView(split),
  }
}

function undoneView(done: Pick<Merge, 'undoneByName' | 'undoneAt' | 'undoneReason'>): MergeView['undone'] {
  if (done.undoneAt === null) return null
  return { by: done.undoneByName ?? '', at: done.undoneAt.toISOString(), reason: done.undoneReason ?? '' }
}
