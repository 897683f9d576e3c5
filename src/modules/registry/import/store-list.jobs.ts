import type { Deps } from '#deps.ts'
import { findPairsQueue } from '#modules/registry/review/find-pairs.jobs.ts'
import { countSounds } from '#modules/registry/search/index-person.store.ts'
import { getSourceId, insertSnapshot } from '#modules/registry/source/source.store.ts'
import { actAsSystem } from '#platform/act.ts'
import type { JobHandler } from '#platform/jobs/jobs.ts'
import { listActor } from './check-rows.actions.ts'
import { checkListQueue } from './check-list.jobs.ts'
import { changeImport, findImport, lockImport } from './import.store.ts'
import { renewStatistics } from './link.store.ts'
import { listOfJob, settleFailure, traceOf, type ListOfJob } from './list-job.rules.ts'
import { storeRows } from './store-list.load.ts'

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
    await changeImport(tx, job.importId, { state: 'confirmed', refusal: null, result, snapshotId, rowsDone: record.rowsTotal })
    stored = result.new + result.changed
    const { new: added, changed, same } = result
    await tx.enqueue(findPairsQueue, { snapshotId })
    tx.audit({ subjectKind: 'import', subjectId: job.importId, areaId: record.areaId, detail: { snapshotId, added, changed, same } })
  })
  if (stored < manyRows) return
  await deps.db.asActor(actor, renewStatistics)
  await deps.db.asActor(actor, countSounds)
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
