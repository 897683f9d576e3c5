import type { Deps } from '#deps.ts'
import type { JobHandler } from '#platform/jobs/jobs.ts'
import { checkRows, keepingActor, rowContext, settleList } from './check-rows.actions.ts'
import { commitSoon, listRows, saveCheckedRows, type CheckedRecord, type StoredRow } from './import-row.store.ts'
import { changeImport, findImport, lockImport, type ImportRecord } from './import.store.ts'
import { listOfJob, settleFailure, traceOf, type ListOfJob } from './list-job.rules.ts'

export const checkListQueue = 'registry.import.check'
const rowsAtOnce = 500

/** Checks every row of a list whose columns are settled. Doing it again gives the same. */
export function checkListJob(deps: Deps): JobHandler {
  return {
    queue: checkListQueue, retryLimit: 3, expireInSeconds: 300,
    handle: async (data) => {
      const job = listOfJob(data)
      await settleFailure(() => checkList(deps, job), (error) => failChecking(deps, job, error))
    },
  }
}

async function checkList(deps: Deps, job: ListOfJob): Promise<void> {
  const actor = keepingActor(deps, job.areaId)
  const record = await deps.db.asActor(actor, (tx) => findImport(tx, job.importId))
  if (record?.state !== 'checking') return
  let done = 0
  // Each step works one stretch ahead of the next: while rows are written, the next are looked up and those after them are read.
  for await (const checked of oneAhead(checkStretches(deps, record))) {
    done += checked.length
    if (!(await savePage(deps, { record, checked, done }))) return
  }
  await finish(deps, record)
}

async function* checkStretches(deps: Deps, record: ImportRecord): AsyncGenerator<readonly CheckedRecord[]> {
  const list = { record, context: rowContext(deps, record) }
  for await (const rows of oneAhead(listStretches(deps, record))) yield await checkRows(deps, list, rows)
}

async function* listStretches(deps: Deps, { importId, areaId }: ImportRecord): AsyncGenerator<readonly StoredRow[]> {
  for (let after = 0; ;) {
    const from = after
    const rows = await deps.db.asActor(keepingActor(deps, areaId), (tx) => listRows(tx, importId, { after: from, limit: rowsAtOnce }))
    if (rows.length === 0) return
    yield rows
    after = rows.at(-1)!.rowNumber
  }
}

/** The same items, each of them begun while the one before is still being used. A failure shows when its turn comes. */
async function* oneAhead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  for (let coming = items.next(); ;) {
    const { done, value } = await coming
    if (done === true) return
    coming = items.next()
    coming.catch(() => undefined)
    yield value
  }
}

/** Keeps what checking found out; false when somebody gave the list up meanwhile. */
async function savePage(deps: Deps, page: { record: ImportRecord; checked: readonly CheckedRecord[]; done: number }): Promise<boolean> {
  const { importId, areaId } = page.record
  return deps.db.asActor(keepingActor(deps, areaId), async (tx) => {
    if ((await lockImport(tx, importId))?.state !== 'checking') return false
    await Promise.all([commitSoon(tx), saveCheckedRows(tx, importId, page.checked), changeImport(tx, importId, { rowsDone: page.done })])
    return true
  })
}

async function finish(deps: Deps, record: ImportRecord): Promise<void> {
  await deps.db.asActor(keepingActor(deps, record.areaId), async (tx) => {
    if ((await lockImport(tx, record.importId))?.state !== 'checking') return
    await settleList(tx, record.importId)
    await changeImport(tx, record.importId, { state: 'checked' })
  })
}

/** The columns stay as they were confirmed; checking can be asked for again. */
async function failChecking(deps: Deps, job: ListOfJob, error: unknown): Promise<void> {
  deps.log.error({ queue: checkListQueue, importId: job.importId, error: traceOf(error) }, 'a list could not be checked')
  await deps.db.asActor(keepingActor(deps, job.areaId), (tx) => changeImport(tx, job.importId, { state: 'mapped', refusal: 'server_error' }))
}
