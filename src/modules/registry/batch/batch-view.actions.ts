import { findDistrictOf, getArea } from '#modules/people/index.ts'
import { monthToDetermine } from '#modules/registry/month/month.actions.ts'
import { auditRead } from '#platform/audit/read.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { cursorOf, placeOfCursor } from '#platform/list-place.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { layoutOn, type BatchDeps } from './batch.actions.ts'
import { batchLimits, type BatchDetail, type BatchItem, type BatchLayout, type BatchRow, type ResultDetail, type ResultSummary } from './batch.contract.ts'
import { rowReference } from './batch-number.rules.ts'
import { countLater, findBatch, listBatchRecords, listDownloads, listFiles, listRows, listWaiting, type BatchRecord } from './batch.store.ts'
import { findResult, listLines, listResults, type ResultRecord } from './result.store.ts'
import { readSentFamilies } from './sent-family.actions.ts'

const pageLength = 30
const notFound = { kind: 'not_found' } as const

/** One page of batches; no family is named in the list. */
export async function listBatches(
  deps: BatchDeps, actor: Actor, query: { after?: string | undefined },
): Promise<Result<{ items: BatchRow[]; next: string | null }, { readonly kind: 'cursor_unknown' }>> {
  const after = query.after === undefined ? null : placeOfCursor(query.after)
  if (after === undefined) return err({ kind: 'cursor_unknown' })
  const found = await deps.db.asActor(actor, (tx) => listBatchRecords(tx, { after, limit: pageLength + 1 }))
  const shown = found.slice(0, pageLength)
  const last = found.length > pageLength ? shown.at(-1)! : undefined
  return ok({ items: shown.map(rowOf), next: last === undefined ? null : cursorOf({ at: last.madeAt, id: last.batchId }) })
}

function rowOf({ batchId, number, month, rowCount, accepted, rejected, madeByName, madeAt }: BatchRecord): BatchRow {
  return { batchId, number, month, rowCount, accepted, rejected, madeByName, madeAt: madeAt.toISOString() }
}

/** What would be sent now, and what it lacks; names are shown, so the look is noted. */
export async function getBatchCandidates(deps: BatchDeps, actor: Actor): Promise<{ month: string; items: BatchItem[]; later: number; layout: BatchLayout }> {
  const today = dayOf(deps.clock.now(), deps.regency.timeZone)
  const month = monthToDetermine(deps, today)
  const { columns, source } = layoutOn(deps, today)
  const { waiting, later } = await deps.db.asActor(actor, async (tx) => {
    const found = await listWaiting(tx, { month, limit: batchLimits.rows })
    if (found.length > 0) await auditItems(tx, { action: 'getBatchCandidates', subjectId: 'candidates', proposalIds: found.map((each) => each.proposalId) })
    return { waiting: found, later: await countLater(tx, month) }
  })
  const families = await readSentFamilies(deps, waiting)
  return {
    month, later, layout: { columns: columns.map((column) => column.header), source: source.cites, isVerified: source.tag === 'sourced' },
    items: families.map(({ proposal, name, village, district, nik, card }) => ({
      proposalId: proposal.proposalId, subjectName: name, villageName: village, districtName: district === '' ? null : district, hasNik: nik !== null,
      hasCard: card !== null,
    })),
  }
}

async function auditItems(tx: Tx, look: { action: string; subjectId: string; proposalIds: readonly string[] }): Promise<void> {
  await auditRead(tx, {
    action: look.action, subjectKind: 'batch', subjectId: look.subjectId, areaId: 0, purpose: 'proposal', fields: ['name', ...look.proposalIds],
  })
}

/** One batch; its rows name families, so the look is noted. */
export async function getBatch(deps: BatchDeps, actor: Actor, batchId: string): Promise<Result<BatchDetail, typeof notFound>> {
  return deps.db.asActor(actor, async (tx) => {
    const batch = await findBatch(tx, batchId)
    if (batch === undefined) return err(notFound)
    const rows = await listRows(tx, batchId)
    await auditItems(tx, { action: 'getBatch', subjectId: batchId, proposalIds: rows.map((row) => row.proposalId) })
    return ok({
      ...rowOf(batch), files: (await listFiles(tx, batchId)).map((file) => ({ ...file })),
      downloads: (await listDownloads(tx, batchId)).map(({ at, ...download }) => ({ ...download, at: at.toISOString() })),
      results: (await listResults(tx, batchId)).map(summaryOf),
      rows: rows.map(({ rowNo, proposalId, subjectName, areaId, outcome, reason, decile }) => ({
        rowNo, reference: rowReference(batch.number, rowNo), proposalId, subjectName, outcome, reason, decile,
        villageName: placeOf(deps, areaId),
      })),
    })
  })
}

function placeOf({ regency }: BatchDeps, areaId: number): string {
  return [getArea(regency.areas, areaId).name, findDistrictOf(regency.areas, areaId)?.name].filter((part) => part !== undefined).join(', ')
}

function summaryOf(record: ResultRecord): ResultSummary {
  const { resultId, state, fileName, asOfOn, readByName, readAt, accepted, rejected, deciles, problems } = record
  return { resultId, state, fileName, asOfOn, readByName, readAt: readAt.toISOString(), accepted, rejected, deciles, problems }
}

/** What a file of answers says, line by line; names are shown, so the look is noted. */
export async function getBatchResult(
  deps: BatchDeps, actor: Actor, asked: { batchId: string; resultId: string },
): Promise<Result<ResultDetail, typeof notFound>> {
  return deps.db.asActor(actor, async (tx) => {
    const batch = await findBatch(tx, asked.batchId)
    const result = batch && (await findResult(tx, asked))
    if (batch === undefined || result === undefined) return err(notFound)
    const rows = new Map((await listRows(tx, asked.batchId)).map((row) => [row.rowNo, row]))
    await auditItems(tx, { action: 'getBatchResult', subjectId: asked.batchId, proposalIds: [asked.resultId] })
    return ok({
      ...summaryOf(result), batchId: batch.batchId, number: batch.number, version: result.version,
      lines: (await listLines(tx, asked.resultId)).map(({ lineNo, rowNo, outcome, reason, decile, problem }) => ({
        lineNo, outcome, reason, decile, problem, reference: rowNo === null ? null : rowReference(batch.number, rowNo),
        subjectName: rows.get(rowNo ?? 0)?.subjectName ?? null,
      })),
    })
  })
}
