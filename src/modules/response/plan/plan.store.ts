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
