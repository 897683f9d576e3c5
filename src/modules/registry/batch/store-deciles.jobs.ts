import type { Deps } from '#deps.ts'
import { regencyReach } from '#modules/people/index.ts'
import { insertAttributes } from '#modules/registry/attribute/attribute.store.ts'
import { settleDeciles } from '#modules/registry/attribute/survivor.actions.ts'
import { findFamilyRoots } from '#modules/registry/merge/cluster.store.ts'
import { getSourceId, insertSnapshot, insertSourceRecords } from '#modules/registry/source/source.store.ts'
import { registerOffice } from '#modules/registry/proposal/proposal.actions.ts'
import { actAsSystem, type ActTx } from '#platform/act.ts'
import { systemActor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import type { JobHandler } from '#platform/jobs/jobs.ts'
import { rowReference } from './batch-number.rules.ts'
import { findBatch, listRows } from './batch.store.ts'
import { findResult, listLines } from './result.store.ts'

export const storeDecilesQueue = 'registry.batch.deciles'

/** Keeps the deciles of a file of answers as values of the register, with the file and its day as their source. Doing it again changes nothing. */
export function storeDecilesJob(deps: Deps): JobHandler {
  return {
    queue: storeDecilesQueue, retryLimit: 3, expireInSeconds: 300,
    handle: async ({ batchId, resultId }) => {
      if (typeof batchId !== 'string' || typeof resultId !== 'string') throw new Error('a job without a file of answers')
      const actor = systemActor(deps.regency.regencyId, {
        ...regencyReach(deps.regency), officeIds: [registerOffice(deps.regency)],
        grants: ['registry.proposal.export', 'registry.proposal.read', 'registry.person.read', 'registry.list.import'],
      })
      await actAsSystem(deps, { actor, action: 'storeBatchDeciles' }, (tx) => storeDeciles(tx, deps, { batchId, resultId }))
    },
  }
}

interface Figure {
  readonly familyId: string
  readonly areaId: number
  readonly lineNo: number
  readonly decile: number
  readonly reference: string
}

async function storeDeciles(tx: ActTx, deps: Deps, of: { batchId: string; resultId: string }): Promise<void> {
  const result = await findResult(tx, of)
  const figures = result?.state === 'applied' ? await listFigures(tx, of) : []
  if (result === undefined || figures.length === 0) return
  const sourceId = await getSourceId(tx, deps.regency.proposals.register)
  const snapshotId = await insertSnapshot(tx, {
    sourceId, areaId: 0, asOfOn: result.asOfOn, fileName: result.fileName, fileSha256: result.fileSha256, rowCount: figures.length,
  })
  // The same file was stored before.
  if (snapshotId === undefined) return
  const records = figures.map((figure) => ({ ...figure, sourceRecordId: newId() }))
  await insertSourceRecords(tx, records.map(({ sourceRecordId, areaId, lineNo, reference, decile }) => ({
    sourceRecordId, snapshotId, areaId, rowNumber: lineNo, raw: { reference, decile }, sealed: null,
  })))
  await insertAttributes(tx, records.map(({ familyId, areaId, sourceRecordId, decile }) => ({
    subjectKind: 'family' as const, subjectId: familyId, areaId, sourceRecordId, validFrom: result.asOfOn, values: { decile },
  })))
  await settleDeciles(tx, deps.regency, [...new Set(figures.map((figure) => figure.familyId))])
  tx.audit({ subjectKind: 'batch', subjectId: of.batchId, areaId: 0, detail: { resultId: of.resultId, deciles: figures.length } })
}

/** The official figures of families that the registry knows, each under the family that stands for it now. */
async function listFigures(tx: ActTx, of: { batchId: string; resultId: string }): Promise<readonly Figure[]> {
  const batch = await findBatch(tx, of.batchId)
  const rows = new Map((await listRows(tx, of.batchId)).map((row) => [row.rowNo, row]))
  const lines = await listLines(tx, of.resultId)
  const roots = await findFamilyRoots(tx, [...rows.values()].flatMap((row) => row.familyId ?? []))
  return lines.flatMap(({ lineNo, rowNo, decile, problem }) => {
    const row = rows.get(rowNo ?? 0)
    if (problem !== null || decile === null || row === undefined || row.familyId === null) return []
    return [{
      familyId: roots.get(row.familyId) ?? row.familyId, areaId: row.areaId, lineNo, decile, reference: rowReference(batch?.number ?? '', row.rowNo),
    }]
  })
}
