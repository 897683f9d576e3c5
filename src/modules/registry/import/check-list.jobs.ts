import type { Deps } from '#deps.ts'
import type { JobHandler } from '#platform/jobs/jobs.ts'
import { checkRows, keepingActor, rowContext, settleList } from './check-rows.actions.ts'
import { listRows, saveCheckedRows, type CheckedRecord } from './import-row.store.ts'
import { changeImport, findImport, lockImport, type ImportRecord } from './import.store.ts'
import { listOfJob, settleFailure, traceOf, type ListOfJob } from './list-job.rules.ts'
import type { RowContext } from './reading.rules.ts'

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
  const list = { record, context: rowContext(deps, record) }
  let done = 0
  // The next rows are looked up while these are being written.
  for (let coming = checkPage(deps, list, 0); ;) {
    const { checked, last } = await coming
    if (last === undefined) break
    coming = checkPage(deps, list, last)
    done += checked.length
    const [goesOn] = await Promise.all([savePage(deps, { record, checked, done }), coming])
    if (!goesOn) return
  }
  await finish(deps, record)
}

/** Reads and checks the rows after a row; `last` is undefined when there are none. */
async function checkPage(deps: Deps, list: { record: ImportRecord; context: RowContext }, after: number): Promise<{ checked: readonly CheckedRecord[]; last: number | undefined }> {
  const { importId, areaId } = list.record
  const rows = await deps.db.asActor(keepingActor(deps, areaId), (tx) => listRows(tx, importId, { after, limit: rowsAtOnce }))
  return { checked: rows.length === 0 ? [] : await checkRows(deps, list, rows), last: rows.at(-1)?.rowNumber }
}

/** Keeps what checking found out; false when somebody gave the list up meanwhile. */
async function savePage(deps: Deps, page: { record: ImportRecord; checked: readonly CheckedRecord[]; done: number }): Promise<boolean> {
  const { importId, areaId } = page.record
  return deps.db.asActor(keepingActor(deps, areaId), async (tx) => {
    if ((await lockImport(tx, importId))?.state !== 'checking') return false
    await saveCheckedRows(tx, importId, page.checked)
    await changeImport(tx, importId, { rowsDone: page.done })
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
