import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { Step } from './plan.rules.ts'

/** The plan of an entered case, in its order; empty where none was made. */
export async function listSteps(tx: Tx, caseId: string): Promise<readonly Step[]> {
  const { rows } = await sql<Step>`
    select step_id as "stepId", step_no as no, kind, title, office_id as "officeId", due_on::text as "dueOn", needs, task_id as "taskId", opened_at as "openedAt",
      ended_at as "endedAt", ended_seq as "endedSeq", result, raised_id as "raisedId"
    from response.plan_step where regency_id = ${tx.regencyId} and case_id = ${caseId}::uuid order by step_no`.execute(tx.db)
  return rows
}

/** What the actor's own office has to do on entered cases by their plans: the titles of its open steps, by case. */
export async function listOpenTitles(tx: Tx, caseIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (tx.actor.ownOfficeId === null || caseIds.length === 0) return new Map()
  const { rows } = await sql<{ caseId: string; titles: readonly string[] }>`
    select case_id as "caseId", array_agg(title order by step_no) as titles from response.plan_step
    where regency_id = ${tx.regencyId} and case_id = any(${caseIds}::uuid[]) and office_id = ${tx.actor.ownOfficeId} and opened_at is not null and ended_at is null
    group by case_id`.execute(tx.db)
  return new Map(rows.map((row) => [row.caseId, row.titles]))
}

/** Keeps further steps of a plan. */
export async function insertSteps(tx: Tx, caseId: string, steps: readonly Step[]): Promise<void> {
  await tx.db.insertInto('response.plan_step').values(steps.map((step) => ({
    regency_id: tx.regencyId, case_id: caseId, step_id: step.stepId, step_no: step.no, kind: step.kind, title: step.title, office_id: step.officeId,
    due_on: step.dueOn, needs: [...step.needs],
  }))).execute()
}

/** Writes how a step is and stands now. */
export async function updateStep(tx: Tx, caseId: string, step: Step): Promise<void> {
  await tx.db.updateTable('response.plan_step').set({
    title: step.title, office_id: step.officeId, due_on: step.dueOn, needs: [...step.needs], task_id: step.taskId, opened_at: step.openedAt,
    ended_at: step.endedAt, ended_seq: step.endedSeq, result: step.result, raised_id: step.raisedId,
  }).where('regency_id', '=', tx.regencyId).where('case_id', '=', caseId).where('step_id', '=', step.stepId).execute()
}
