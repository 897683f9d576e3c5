import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import { inSlices } from '#platform/db/slices.ts'
import type { AnswerLine } from './answer.rules.ts'
import type { BatchRecord } from './batch.store.ts'

export interface ResultRecord {
  readonly resultId: string
  readonly batchId: string
  readonly state: 'read' | 'applied' | 'discarded'
  readonly version: number
  readonly fileName: string
  readonly fileSha256: Buffer
  readonly asOfOn: string
  readonly readByName: string
  readonly readAt: Date
  readonly accepted: number
  readonly rejected: number
  readonly deciles: number
  readonly problems: number
}

const lines = sql`from registry.batch_result_line l where l.regency_id = s.regency_id and l.result_id = s.result_id`
const columns = sql`s.result_id as "resultId", s.batch_id as "batchId", s.state, s.version, s.file_name as "fileName", s.file_sha256 as "fileSha256",
  s.as_of_on as "asOfOn", s.read_by_name as "readByName", s.read_at as "readAt",
  (select count(*)::int ${lines} and l.problem is null and l.outcome = 'accepted') as accepted,
  (select count(*)::int ${lines} and l.problem is null and l.outcome = 'rejected') as rejected,
  (select count(*)::int ${lines} and l.problem is null and l.decile is not null) as deciles,
  (select count(*)::int ${lines} and l.problem is not null) as problems`

/** Keeps a file of answers as it was read. */
export async function insertResult(
  tx: Tx, result: { resultId: string; batch: BatchRecord; fileName: string; fileSha256: Buffer; asOfOn: string; lines: readonly AnswerLine[] },
): Promise<void> {
  const { batch } = result
  await sql`
    insert into registry.batch_result (regency_id, result_id, batch_id, area_id, office_id, state, version, file_name, file_sha256, as_of_on, read_by_name,
      read_at)
    values (${tx.regencyId}, ${result.resultId}, ${batch.batchId}, ${batch.areaId}, ${batch.officeId}, 'read', 1, ${result.fileName},
      ${result.fileSha256}, ${result.asOfOn}, ${tx.actor.name}, ${tx.now})`.execute(tx.db)
  await inSlices(result.lines, (slice) => sql`
    insert into registry.batch_result_line (regency_id, result_id, line_no, area_id, office_id, row_no, outcome, reason, decile, problem)
    values ${sql.join(slice.map((line) => sql`(${tx.regencyId}, ${result.resultId}, ${line.lineNo}, ${batch.areaId}, ${batch.officeId},
      ${line.rowNo}::int, ${line.outcome}, ${line.reason}, ${line.decile}::smallint, ${line.problem})`))}`.execute(tx.db))
}

/** Whether the same file was read for the batch before, and not given up. */
export async function hasResult(tx: Tx, of: { batchId: string; fileSha256: Buffer }): Promise<boolean> {
  const { rows } = await sql`
    select 1 from registry.batch_result where regency_id = ${tx.regencyId} and batch_id = ${of.batchId}::uuid and file_sha256 = ${of.fileSha256}
      and state <> 'discarded'`.execute(tx.db)
  return rows.length > 0
}

/** A file of answers; `isLocked` holds it until the transaction ends. */
export async function findResult(tx: Tx, of: { batchId: string; resultId: string }, isLocked = false): Promise<ResultRecord | undefined> {
  const { rows } = await sql<ResultRecord>`
    select ${columns} from registry.batch_result s where s.regency_id = ${tx.regencyId} and s.batch_id = ${of.batchId}::uuid
      and s.result_id = ${of.resultId}::uuid ${isLocked ? sql`for update of s` : sql``}`.execute(tx.db)
  return rows[0]
}

/** The files of answers to a batch, the latest first. */
export async function listResults(tx: Tx, batchId: string): Promise<readonly ResultRecord[]> {
  const { rows } = await sql<ResultRecord>`
    select ${columns} from registry.batch_result s where s.regency_id = ${tx.regencyId} and s.batch_id = ${batchId}::uuid
    order by s.read_at desc, s.result_id limit 100`.execute(tx.db)
  return rows
}

/** The lines of a file of answers, in their order. */
export async function listLines(tx: Tx, resultId: string): Promise<readonly AnswerLine[]> {
  const { rows } = await sql<AnswerLine>`
    select line_no as "lineNo", row_no as "rowNo", outcome, reason, decile, problem from registry.batch_result_line
    where regency_id = ${tx.regencyId} and result_id = ${resultId}::uuid order by line_no`.execute(tx.db)
  return rows
}

/** Writes an answer on its row. */
export async function answerRow(tx: Tx, of: { batchId: string; resultId: string; line: AnswerLine }): Promise<void> {
  const { line } = of
  await sql`
    update registry.batch_row set outcome = ${line.outcome}, outcome_reason = ${line.reason}, outcome_decile = ${line.decile}::smallint,
      result_id = ${of.resultId}::uuid
    where regency_id = ${tx.regencyId} and batch_id = ${of.batchId}::uuid and row_no = ${line.rowNo}`.execute(tx.db)
}

/** Takes a locked file of answers over, or gives it up. */
export async function settleResult(tx: Tx, result: ResultRecord, state: 'applied' | 'discarded'): Promise<void> {
  await sql`
    update registry.batch_result set state = ${state}, version = ${result.version + 1}, settled_by_name = ${tx.actor.name}, settled_at = ${tx.now}
    where regency_id = ${tx.regencyId} and result_id = ${result.resultId}`.execute(tx.db)
}
