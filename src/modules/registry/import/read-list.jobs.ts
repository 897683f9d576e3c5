import type { Deps } from '#deps.ts'
import type { JobHandler } from '#platform/jobs/jobs.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { textOf, type SheetRow } from '#platform/sheets/cell.ts'
import type { SheetRefusalKind } from '#platform/sheets/limits.ts'
import type { SheetFacts } from '#platform/sheets/open-sheet.ts'
import { readSheet } from '#platform/sheets/read-sheet.ts'
import { keepingActor } from './check-rows.actions.ts'
import { guessRelationCodes, recogniseColumns, type Column } from './column.rules.ts'
import type { RelationCodes } from './field.contract.ts'
import { findHeader, type Header } from './header.rules.ts'
import { commitSoon, insertRows } from './import-row.store.ts'
import { changeImport, findImport, listRememberedHeadings, type ImportRecord } from './import.store.ts'
import { listOfJob, settleFailure, traceOf, type ListOfJob } from './list-job.rules.ts'
import { findProfile, ownHeadings, recogniseProfile, type ProfileKey } from './profile/profile.rules.ts'
import { sealCells } from './sealed-row.load.ts'
import { readSex } from './value.rules.ts'

export const readListQueue = 'registry.import.read'

/** Reads an uploaded file into rows and recognises its columns. Doing it again changes nothing. */
export function readListJob(deps: Deps): JobHandler {
  return {
    queue: readListQueue, retryLimit: 3, expireInSeconds: 300,
    handle: async (data) => {
      const job = listOfJob(data)
      await settleFailure(() => readList(deps, job), (error) => failReading(deps, job, { kind: 'server_error', error }))
    },
  }
}

async function readList(deps: Deps, job: ListOfJob): Promise<void> {
  const actor = keepingActor(deps, job.areaId)
  const record = await deps.db.asActor(actor, async (tx) => {
    const found = await findImport(tx, job.importId)
    if (found?.state === 'uploaded') await changeImport(tx, job.importId, { state: 'reading' })
    return found
  })
  if (record === undefined || (record.state !== 'uploaded' && record.state !== 'reading')) return
  const read = await readRows(deps, record)
  if (!read.ok) return failReading(deps, job, read.error)
  await deps.db.asActor(actor, async (tx) => {
    const { rows: rowsTotal, sheet, header, samples } = read.value
    const profile = recogniseProfile(header?.headings ?? [], deps.regency.imports)
    const columns = recogniseColumns({
      headings: header?.headings ?? [], rows: samples, remembered: await listRememberedHeadings(tx, record.sourceKey), own: ownHeadings(deps.regency.imports),
      profile: findProfile(profile.key),
    })
    const relationCodes = codesOf(columns, { rows: samples, profile: profile.key })
    await changeImport(tx, job.importId, { state: 'mapped', sheet, header: header ?? null, columns, profile, relationCodes, rowsTotal, rowsDone: rowsTotal, sealedFile: null })
  })
}

interface ReadList {
  readonly sheet: SheetFacts
  readonly header: Header | undefined
  readonly samples: readonly SheetRow['cells'][]
  readonly rows: number
}

const mostSamples = 2_000

/** Keeps every row below the headings, closed, some hundred at a time. */
async function readRows(deps: Deps, record: ImportRecord): Promise<Result<ReadList, { kind: SheetRefusalKind | 'list_without_rows' }>> {
  const actor = keepingActor(deps, record.areaId)
  const samples: SheetRow['cells'][] = []
  let header: Header | undefined
  let isFirst = true
  let rows = 0
  const sheet = await readSheet(await openFile(deps, record), {
    onRows: async (batch) => {
      if (isFirst) header = findHeader(batch)
      isFirst = false
      const data = batch.filter((row) => row.number > (header?.toRow ?? 0))
      rows += data.length
      samples.push(...data.slice(0, mostSamples - samples.length).map((row) => row.cells))
      const closed = data.map((row) => ({ rowNumber: row.number, cellsSealed: sealCells(deps.keys, row.cells) }))
      await deps.db.asActor(actor, async (tx) => {
        await Promise.all([commitSoon(tx), insertRows(tx, record, closed), changeImport(tx, record.importId, { rowsDone: rows })])
      })
    },
  })
  if (!sheet.ok) return sheet
  return rows === 0 ? err({ kind: 'list_without_rows' }) : ok({ sheet: sheet.value, header, samples, rows })
}

async function openFile(deps: Deps, record: ImportRecord): Promise<Buffer> {
  const sealed = record.sealedFile === null ? undefined : await deps.files.read(record.sealedFile)
  if (sealed === undefined) throw new Error('the file of a list is gone')
  return Buffer.from(deps.keys.open(sealed), 'base64')
}

/** Whose numbers a list uses: its layout says it, or else what stands in the column of relations beside the one of sexes. */
function codesOf(columns: readonly Column[], list: { rows: readonly SheetRow['cells'][]; profile: ProfileKey }): RelationCodes {
  if (list.profile !== 'free') return findProfile(list.profile).codes
  const relation = columns.findIndex((column) => column.field === 'relation')
  const sex = columns.findIndex((column) => column.field === 'sex')
  if (relation === -1 || sex === -1) return 'civil_registry'
  return guessRelationCodes(list.rows.map((cells) => ({ relation: textOf(cells[relation]), isMale: readSex(textOf(cells[sex])) === 'male' })))
}

async function failReading(deps: Deps, job: ListOfJob, failure: { kind: string; error?: unknown }): Promise<void> {
  if (failure.error !== undefined) deps.log.error({ queue: readListQueue, importId: job.importId, error: traceOf(failure.error) }, 'a list could not be read')
  await deps.db.asActor(keepingActor(deps, job.areaId), (tx) => changeImport(tx, job.importId, { state: 'failed', refusal: failure.kind, sealedFile: null }))
}
