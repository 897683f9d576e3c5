import { createHash } from 'node:crypto'
import type { RegisterLayout } from '#modules/people/index.ts'
import { macOfNik } from '#modules/registry/person/identity.rules.ts'
import { noFamily, takeStep } from '#modules/registry/proposal/proposal.rules.ts'
import { lockProposals, writeStep } from '#modules/registry/proposal/proposal.store.ts'
import { act, type ActTx, type CommandReused } from '#platform/act.ts'
import { dayOf } from '#platform/day.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { textOf } from '#platform/sheets/cell.ts'
import type { SheetRefusal } from '#platform/sheets/limits.ts'
import { readSheet } from '#platform/sheets/read-sheet.ts'
import { readAnswers, readHeader, type AnswerHeader, type AnswerLine } from './answer.rules.ts'
import { layoutOn, type BatchCall, type BatchDeps } from './batch.actions.ts'
import { batchLimits } from './batch.contract.ts'
import { findBatch, listRows, type BatchRecord, type SentRow } from './batch.store.ts'
import { answerRow, findResult, hasResult, insertResult, listLines, settleResult, type ResultRecord } from './result.store.ts'
import { storeDecilesQueue } from './store-deciles.jobs.ts'

type NotFound = { readonly kind: 'not_found' }
type NotRead = NotFound | SheetRefusal | { readonly kind: 'list_date_in_future' | 'result_columns_missing' | 'result_read_before' }

/** Reads a file of answers and matches its lines with the batch. Nothing is taken over before somebody has looked at it. */
export async function readBatchResult(
  deps: BatchDeps, call: BatchCall, asked: { batchId: string; fileName: string; asOfOn: string; bytes: Buffer },
): Promise<Result<{ resultId: string }, NotRead | CommandReused>> {
  const today = dayOf(deps.clock.now(), deps.regency.timeZone)
  if (asked.asOfOn > today) return err({ kind: 'list_date_in_future' })
  const batch = await deps.db.asActor(call.actor, (tx) => findBatch(tx, asked.batchId))
  if (batch === undefined) return err({ kind: 'not_found' })
  const layout = deps.regency.proposals.layouts.find((each) => each.key === batch.layoutKey) ?? layoutOn(deps, today)
  const read = await readLines(asked.bytes, layout.answers)
  if (!read.ok) return read
  if (read.value === undefined) return err({ kind: 'result_columns_missing' })
  const { header, lines } = read.value
  const fileSha256 = createHash('sha256').update(asked.bytes).digest()
  return act<{ resultId: string }, NotRead>(deps, { ...call, action: 'readBatchResult' }, async (tx) => {
    if (await hasResult(tx, { batchId: batch.batchId, fileSha256 })) return err({ kind: 'result_read_before' })
    const answers = readAnswers(header, lines, factsOf(deps, { batch, answers: layout.answers, rows: await listRows(tx, batch.batchId) }))
    const resultId = newId()
    await insertResult(tx, { ...asked, resultId, batch, fileSha256, lines: answers })
    tx.audit({
      subjectKind: 'batch', subjectId: batch.batchId, areaId: 0, purpose: 'proposal',
      detail: { resultId, lines: answers.length, problems: answers.filter((line) => line.problem !== null).length },
    })
    return ok({ resultId })
  })
}

interface ReadLines {
  readonly header: AnswerHeader
  readonly lines: readonly { readonly lineNo: number; readonly cells: readonly string[] }[]
}

/** The header, wherever it stands, and what follows it; undefined when nothing in the file is a header of answers. */
async function readLines(bytes: Buffer, answers: RegisterLayout['answers']): Promise<Result<ReadLines | undefined, SheetRefusal>> {
  let header: AnswerHeader | undefined
  const lines: { lineNo: number; cells: readonly string[] }[] = []
  const read = await readSheet(bytes, {
    limits: { maxFileBytes: batchLimits.resultBytes },
    onRows: (rows) => {
      for (const row of rows) {
        const cells = row.cells.map(textOf)
        if (header !== undefined) lines.push({ lineNo: row.number, cells })
        header ??= readHeader(cells, answers)
      }
    },
  })
  if (!read.ok) return read
  return ok(header === undefined ? undefined : { header, lines: lines.slice(0, batchLimits.rows * 2) })
}

function factsOf(deps: BatchDeps, of: { batch: BatchRecord; answers: RegisterLayout['answers']; rows: readonly SentRow[] }) {
  const byNik = Map.groupBy(of.rows.filter((row) => row.nikMac !== null), (row) => row.nikMac!.toString('hex'))
  return {
    number: of.batch.number, answers: of.answers, rowCount: of.rows.length,
    answered: new Set(of.rows.filter((row) => row.outcome !== null).map((row) => row.rowNo)),
    rowOfNik: (nik: string) => {
      const found = byNik.get(macOfNik(deps.keys, nik).toString('hex')) ?? []
      return found.length === 1 ? found[0]!.rowNo : undefined
    },
  }
}

type NotSettled = NotFound | { readonly kind: 'result_settled' | 'result_changed' }

async function lockOpen(tx: ActTx, asked: { batchId: string; resultId: string; seenVersion: number }): Promise<Result<ResultRecord, NotSettled>> {
  const result = await findResult(tx, asked, true)
  if (result === undefined) return err({ kind: 'not_found' })
  if (result.state !== 'read') return err({ kind: 'result_settled' })
  return result.version === asked.seenVersion ? ok(result) : err({ kind: 'result_changed' })
}

interface AskedToSettle {
  readonly batchId: string
  readonly resultId: string
  readonly seenVersion: number
}

/** Takes matched answers over: each proposal ends as the ministry said, and deciles are kept by a job as the register's own. */
export async function applyBatchResult(
  deps: BatchDeps, call: BatchCall, asked: AskedToSettle,
): Promise<Result<{ accepted: number; rejected: number }, NotSettled | { readonly kind: 'proposal_changed' } | CommandReused>> {
  return act<{ accepted: number; rejected: number }, NotSettled | { readonly kind: 'proposal_changed' }>(deps, { ...call, action: 'applyBatchResult' }, async (tx) => {
    const open = await lockOpen(tx, asked)
    if (!open.ok) return open
    const batch = await findBatch(tx, asked.batchId)
    const good = (await listLines(tx, asked.resultId)).filter((line) => line.problem === null)
    const rows = new Map((await listRows(tx, asked.batchId)).map((row) => [row.rowNo, row]))
    const ended = await endProposals(tx, { number: batch?.number ?? '', asOfOn: open.value.asOfOn, good, rows })
    if (!ended.ok) return ended
    for (const line of good) await answerRow(tx, { ...asked, line })
    await settleResult(tx, open.value, 'applied')
    if (good.some((line) => line.decile !== null)) await tx.enqueue(storeDecilesQueue, { batchId: asked.batchId, resultId: asked.resultId })
    const counts = { accepted: good.filter((line) => line.outcome === 'accepted').length, rejected: good.filter((line) => line.outcome === 'rejected').length }
    tx.audit({ subjectKind: 'batch', subjectId: asked.batchId, areaId: 0, purpose: 'proposal', detail: { resultId: asked.resultId, ...counts } })
    return ok(counts)
  })
}

async function endProposals(
  tx: ActTx, of: { number: string; asOfOn: string; good: readonly AnswerLine[]; rows: ReadonlyMap<number, SentRow> },
): Promise<Result<undefined, { readonly kind: 'proposal_changed' }>> {
  const lineOf = new Map(of.good.map((line) => [of.rows.get(line.rowNo ?? 0)?.proposalId, line]))
  const proposals = await lockProposals(tx, [...lineOf.keys()].filter((id) => id !== undefined))
  if (proposals.length < of.good.length) return err({ kind: 'proposal_changed' })
  for (const proposal of proposals) {
    const line = lineOf.get(proposal.proposalId)!
    const asked = line.outcome === 'accepted' ? 'accept' : 'reject'
    const taken = takeStep({ ...proposal, steps: [] }, asked, { accountId: tx.actor.accountId, ownFamilyIds: noFamily })
    if (!taken.ok) return err({ kind: 'proposal_changed' })
    const detail = { batch: of.number, answeredOn: of.asOfOn, ...(line.decile !== null && { decile: String(line.decile) }) }
    await writeStep(tx, proposal, { act: asked, to: taken.value, words: line.reason, detail })
  }
  return ok(undefined)
}

/** Gives a file of answers up; the same file may be read again. */
export async function discardBatchResult(
  deps: BatchDeps, call: BatchCall, asked: AskedToSettle,
): Promise<Result<{ state: 'discarded' }, NotSettled | CommandReused>> {
  return act<{ state: 'discarded' }, NotSettled>(deps, { ...call, action: 'discardBatchResult' }, async (tx) => {
    const open = await lockOpen(tx, asked)
    if (!open.ok) return open
    await settleResult(tx, open.value, 'discarded')
    tx.audit({ subjectKind: 'batch', subjectId: asked.batchId, areaId: 0, purpose: 'proposal', detail: { resultId: asked.resultId, state: 'discarded' } })
    return ok({ state: 'discarded' })
  })
}
