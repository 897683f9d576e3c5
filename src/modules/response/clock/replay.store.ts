import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { CaseEvent } from '#modules/response/case/case.rules.ts'

/** Cases after one, in the order of their ids. */
export async function listCaseIds(tx: Tx, after: string | null, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ case_id: string }>`
    select case_id from response.case_file
    where regency_id = ${tx.regencyId} and (${after}::uuid is null or case_id > ${after}::uuid) order by case_id limit ${limit}`.execute(tx.db)
  return rows.map((row) => row.case_id)
}

/** Cases after one, in the order of their ids, with a running clock whose time is that of working days or office hours. */
export async function listWorkingTimeCaseIds(tx: Tx, after: string | null, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ case_id: string }>`
    select distinct case_id from response.clock
    where regency_id = ${tx.regencyId} and stopped_at is null and within_unit in ('working_days', 'working_hours')
      and (${after}::uuid is null or case_id > ${after}::uuid)
    order by case_id limit ${limit}`.execute(tx.db)
  return rows.map((row) => row.case_id)
}

/** The whole histories of some cases, in order. */
export async function listHistories(tx: Tx, caseIds: readonly string[]): Promise<ReadonlyMap<string, readonly CaseEvent[]>> {
  const { rows } = await sql<CaseEvent & { caseId: string }>`
    select case_id as "caseId", seq, kind, at, done_by as "by", by_account_id as "byAccountId", by_name as "byName", by_office_id as "byOfficeId",
      task_id as "taskId", words, detail, shown_to_reporter as "shownToReporter"
    from response.case_event where regency_id = ${tx.regencyId} and case_id = any(${caseIds}::uuid[]) order by case_id, seq`.execute(tx.db)
  return Map.groupBy(rows, (row) => row.caseId)
}

/** The due times that are kept beside the clocks of some cases. */
export async function listKeptDues(tx: Tx, caseIds: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<{ clock_id: string; due_at: Date }>`
    select clock_id, due_at from response.clock where regency_id = ${tx.regencyId} and case_id = any(${caseIds}::uuid[])`.execute(tx.db)
  return new Map(rows.map((row) => [row.clock_id, row.due_at]))
}
