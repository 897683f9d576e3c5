import type { Deps } from '#deps.ts'
import { findPairsQueue } from '#modules/registry/review/find-pairs.jobs.ts'
import { countSounds } from '#modules/registry/search/index-person.store.ts'
import { matchSnapshotQueue } from '#modules/registry/linkage/match-snapshot.jobs.ts'
import { getSourceId, insertSnapshot } from '#modules/registry/source/source.store.ts'
import { actAsSystem } from '#platform/act.ts'
import type { Tx } from '#platform/db/db.ts'
import type { JobHandler } from '#platform/jobs/jobs.ts'
import { insertAbsences, settleNamedAgain } from './absence.store.ts'
import { listActor } from './check-rows.actions.ts'
import { checkListQueue } from './check-list.jobs.ts'
import { findPreviousList, listGone } from './comparison.store.ts'
import { listStoredPersons } from './import-row.store.ts'
import { changeImport, findImport, lockImport, type ImportRecord } from './import.store.ts'
import { forgetTraces } from './import-trace.store.ts'
import { renewStatistics } from './link.store.ts'
import { listOfJob, settleFailure, traceOf, type ListOfJob } from './list-job.rules.ts'
import { storeRows } from './store-list.load.ts'
import { undoHours } from './undo-import.rules.ts'

export const storeListQueue = 'registry.import.store'
const manyRows = 1_000

/** Stores a confirmed list, all or nothing. Doing it again finds it stored. */
export function storeListJob(deps: Deps): JobHandler {
  return {
    queue: storeListQueue, retryLimit: 3, expireInSeconds: 300,
    handle: async (data) => {
      const job = listOfJob(data)
      await settleFailure(() => storeList(deps, job), (error) => failStoring(deps, job, error))
    },
  }
}

/** Takes back everything that was written, and says why. */
class NotStored extends Error {
  readonly kind: 'list_already_loaded' | 'registry_changed'

  constructor(kind: NotStored['kind']) {
    super(kind)
    this.kind = kind
  }
}

async function storeList(deps: Deps, job: ListOfJob): Promise<void> {
  const record = await deps.db.asActor(listActor(deps, job.areaId), (tx) => findImport(tx, job.importId))
  if (record?.state !== 'saving') return
  const actor = { ...listActor(deps, job.areaId), accountId: record.uploadedBy, name: record.uploadedByName }
  let stored = 0
  await actAsSystem(deps, { actor, action: 'storeList' }, async (tx) => {
    if ((await lockImport(tx, job.importId))?.state !== 'saving') return
    const sourceId = await getSourceId(tx, record.sourceKey)
    const snapshotId = await insertSnapshot(tx, {
      sourceId, areaId: record.areaId, asOfOn: record.asOfOn, fileName: record.fileName, fileSha256: record.fileSha256, rowCount: record.rowsTotal,
    })
    if (snapshotId === undefined) throw new NotStored('list_already_loaded')
    const result = await storeRows(deps, tx, { record, snapshotId })
    if (result === undefined) throw new NotStored('registry_changed')
    await changeImport(tx, job.importId, { state: 'confirmed', refusal: null, result, snapshotId, storedAt: tx.now, rowsDone: record.rowsTotal })
    await noteAbsences(tx, record)
    await forgetTraces(tx, new Date(tx.now.getTime() - undoHours(deps.regency, tx.now) * 3_600_000))
    stored = result.new + result.changed
    const { new: added, changed, same } = result
    await tx.enqueue(findPairsQueue, { snapshotId })
    await tx.enqueue(matchSnapshotQueue, { snapshotId })
    tx.audit({ subjectKind: 'import', subjectId: job.importId, areaId: record.areaId, detail: { snapshotId, added, changed, same } })
  })
  if (stored < manyRows) return
  await deps.db.asActor(actor, renewStatistics)
  await deps.db.asActor(actor, countSounds)
}

/** Whom the list before named and this one does not becomes a question for the village; who is named again is none any more. */
async function noteAbsences(tx: Tx, record: ImportRecord): Promise<void> {
  await settleNamedAgain(tx, record, await listStoredPersons(tx, record.importId))
  const previous = await findPreviousList(tx, { ...record, storedAt: null })
  if (previous === undefined) return
  await insertAbsences(tx, record, await listGone(tx, { importId: record.importId, previousId: previous.importId }))
}

/** Nothing was stored: the list is checked again where the registry changed meanwhile, else it waits to be confirmed again. */
async function failStoring(deps: Deps, job: ListOfJob, error: unknown): Promise<void> {
  const kind = error instanceof NotStored ? error.kind : 'server_error'
  if (kind === 'server_error') deps.log.error({ queue: storeListQueue, importId: job.importId, error: traceOf(error) }, 'a list could not be stored')
  await deps.db.asActor(listActor(deps, job.areaId), async (tx) => {
    await changeImport(tx, job.importId, { state: kind === 'registry_changed' ? 'checking' : 'checked', refusal: kind, rowsDone: 0 })
    if (kind === 'registry_changed') await deps.jobs.enqueue(tx, { queue: checkListQueue, data: { ...job } })
  })
}
