import { z } from 'zod'
import { Month } from '#modules/registry/month/month.contract.ts'
import { sheetRefusals } from '#modules/registry/import/import.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

export const BatchFormat = z.enum(['xlsx', 'csv'])
export type BatchFormat = z.infer<typeof BatchFormat>
export const Outcome = z.enum(['accepted', 'rejected'])
export type Outcome = z.infer<typeof Outcome>
export const LineProblem = z.enum(['row_unknown', 'row_twice', 'row_answered', 'outcome_unknown', 'reason_missing', 'decile_unreadable'])
export type LineProblem = z.infer<typeof LineProblem>

export const batchLimits = { rows: 5_000, resultBytes: 10_000_000 } as const

export const BatchRow = z.object({
  batchId: z.uuid(), number: z.string(), month: z.string(), rowCount: z.int(), accepted: z.int(), rejected: z.int(), madeByName: z.string(),
  madeAt: z.iso.datetime(),
})
export type BatchRow = z.infer<typeof BatchRow>

/** One family that is, or was, sent; its numbers are in the file only. */
export const BatchItem = z.object({
  proposalId: z.uuid(), subjectName: z.string(), villageName: z.string(), districtName: z.string().nullable(), hasNik: z.boolean(), hasCard: z.boolean(),
})
export type BatchItem = z.infer<typeof BatchItem>

/** The columns of the file for the ministry, and how sure it is that its system takes them. */
export const BatchLayout = z.object({ columns: z.array(z.string()), source: z.string(), isVerified: z.boolean() })
export type BatchLayout = z.infer<typeof BatchLayout>

export const ResultSummary = z.object({
  resultId: z.uuid(), state: z.enum(['read', 'applied', 'discarded']), fileName: z.string(), asOfOn: z.iso.date(), readByName: z.string(),
  readAt: z.iso.datetime(), accepted: z.int(), rejected: z.int(), deciles: z.int(), problems: z.int(),
})
export type ResultSummary = z.infer<typeof ResultSummary>

export const BatchDetail = BatchRow.extend({
  files: z.array(z.object({ format: BatchFormat, sizeBytes: z.int(), sha256: z.string() })),
  downloads: z.array(z.object({ format: BatchFormat, name: z.string(), at: z.iso.datetime(), sha256: z.string().nullable() })),
  results: z.array(ResultSummary),
  rows: z.array(z.object({
    rowNo: z.int(), reference: z.string(), proposalId: z.uuid(), subjectName: z.string(), villageName: z.string(), outcome: Outcome.nullable(),
    reason: z.string().nullable(), decile: z.int().nullable(),
  })),
}).meta({ id: 'BatchDetail' })
export type BatchDetail = z.infer<typeof BatchDetail>

export const ResultDetail = ResultSummary.extend({
  batchId: z.uuid(), number: z.string(), version: z.int(),
  lines: z.array(z.object({
    lineNo: z.int(), reference: z.string().nullable(), subjectName: z.string().nullable(), outcome: Outcome.nullable(), reason: z.string().nullable(),
    decile: z.int().nullable(), problem: LineProblem.nullable(),
  })),
}).meta({ id: 'ResultDetail' })
export type ResultDetail = z.infer<typeof ResultDetail>

const path = '/api/registry/batches'
const access = 'registry.proposal.export'
const params = z.object({ batchId: z.uuid() })
const resultParams = params.extend({ resultId: z.uuid() })
const seenVersion = z.int().min(1)
const settleRefusals = { result_settled: 409, result_changed: 409 } as const

export const batchOperations = {
  listBatches: {
    method: 'GET', path, access, summary: 'What was sent to the ministry’s system, the latest first.',
    query: z.object({ after: z.string().max(120).optional() }),
    ok: z.object({ items: z.array(BatchRow), next: z.string().nullable() }), refusals: { cursor_unknown: 422 },
  },
  getBatchCandidates: {
    method: 'GET', path: '/api/registry/batch-candidates', access,
    summary: 'Determined proposals that were not sent: those of the present month and before it, and how many wait for a later one. The look is written down.',
    ok: z.object({ month: Month, items: z.array(BatchItem), later: z.int(), layout: BatchLayout }),
  },
  makeBatch: {
    method: 'POST', path, access, status: 201, summary: 'Freeze and number what is determined up to a month, as files in the ministry’s layout.',
    body: z.strictObject({ month: Month }), ok: z.object({ batchId: z.uuid(), number: z.string(), rowCount: z.int() }),
    refusals: { nothing_to_send: 409, month_not_begun: 422, proposal_changed: 409 },
  },
  getBatch: {
    method: 'GET', path: `${path}/:batchId`, access, summary: 'One batch with its rows, files, downloads and answers. The look is written down.', params,
    ok: BatchDetail,
  },
  askForBatchFile: {
    method: 'POST', path: `${path}/:batchId/downloads`, access, status: 201, summary: 'Asks for a copy of the batch with hidden marks of its own; tells the passphrase by which it opens.',
    params, body: z.strictObject({ format: BatchFormat }), ok: z.object({ downloadId: z.uuid(), passphrase: z.string() }),
  },
  downloadBatchFile: {
    method: 'GET', path: `${path}/:batchId/downloads/:downloadId`, access, file: true,
    summary: 'The copy that one asked for, as an encrypted zip. The read is recorded.',
    params: params.extend({ downloadId: z.uuid() }), ok: z.unknown(),
  },
  readBatchResult: {
    method: 'POST', path: `${path}/:batchId/results`, access, status: 201,
    summary: 'Reads a file (XLSX or CSV) with the ministry’s answers and matches its lines with the batch; nothing is taken over yet.',
    params, query: z.object({ fileName: z.string().trim().min(1).max(200), asOfOn: z.iso.date() }), raw: { maxBytes: batchLimits.resultBytes },
    ok: z.object({ resultId: z.uuid() }),
    refusals: { ...sheetRefusals, list_date_in_future: 422, result_columns_missing: 422, result_read_before: 409 },
  },
  getBatchResult: {
    method: 'GET', path: `${path}/:batchId/results/:resultId`, access, summary: 'What a file of answers says, line by line. The look is written down.',
    params: resultParams, ok: ResultDetail,
  },
  applyBatchResult: {
    method: 'POST', path: `${path}/:batchId/results/:resultId/application`, access, status: 200,
    summary: 'Takes the matched answers over: each proposal is accepted or rejected, deciles are kept with their source and day.',
    params: resultParams, body: z.strictObject({ seenVersion }), ok: z.object({ accepted: z.int(), rejected: z.int() }),
    refusals: { ...settleRefusals, proposal_changed: 409 },
  },
  discardBatchResult: {
    method: 'POST', path: `${path}/:batchId/results/:resultId/discarding`, access, status: 200, summary: 'Gives a file of answers up; nothing of it counts.',
    params: resultParams, body: z.strictObject({ seenVersion }), ok: z.object({ state: z.literal('discarded') }), refusals: settleRefusals,
  },
} as const satisfies Operations
