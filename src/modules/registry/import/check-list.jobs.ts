import type { Deps } from '#deps.ts'
import type { JobHandler } from '#platform/jobs/jobs.ts'
import { checkRows, listActor, rowContext, settleList } from './check-rows.actions.ts'
import { listRows, saveCheckedRows } from './import-row.store.ts'
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
  const actor = listActor(deps, job.areaId)
  const record = await deps.db.asActor(actor, (tx) => findImport(tx, job.importId))
  if (record?.state !== 'checking') return
  const list = { record, context: rowContext(deps, record) }
  let after = 0
  for (let done = 0; done < record.rowsTotal;) {
    const rows = await deps.db.asActor(actor, (tx) => listRows(tx, job.importId, { after, limit: rowsAtOnce }))
    const last = rows.at(-1)
    if (last === undefined) break
    const checked = await checkRows(deps, list, rows)
    done += rows.length
    after = last.rowNumber
    const goesOn = await deps.db.asActor(actor, async (tx) => {
      if ((await lockImport(tx, job.importId))?.state !== 'checking') return false
      await saveCheckedRows(tx, job.importId, checked)
      await changeImport(tx, job.importId, { rowsDone: done })
      return true
    })
    if (!goesOn) return
  }
  await finish(deps, record)
}

async function finish(deps: Deps, record: ImportRecord): Promise<void> {
  await deps.db.asActor(listActor(deps, record.areaId), async (tx) => {
    if ((await lockImport(tx, record.importId))?.state !== 'checking') return
    await settleList(tx, record.importId)
    await changeImport(tx, record.importId, { state: 'checked' })
  })
}

/** The columns stay as they were confirmed; checking can be asked for again. */
async function failChecking(deps: Deps, job: ListOfJob, error: unknown): Promise<void> {
  deps.log.error({ queue: checkListQueue, importId: job.importId, error: traceOf(error) }, 'a list could not be checked')
  await deps.db.asActor(listActor(deps, job.areaId), (tx) => changeImport(tx, job.importId, { state: 'mapped', refusal: 'server_error' }))
}
