import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { Step, StepsToDo } from './plan.rules.ts'

/** The plan of an entered case, in its order; empty where none was made. */
export async function listSteps(tx: Tx, caseId: string): Promise<readonly Step[]> {
  const { rows } = await sql<Step>`
    select step_id as "stepId", step_no as no, kind, title, office_id as "officeId", due_on::text as "dueOn", needs, task_id as "taskId",
      opened_at as "openedAt", stopped_seq as "stoppedSeq",
      ended_at as "endedAt", ended_seq as "endedSeq", result, raised_id as "raisedId"
    from response.plan_step where regency_id = ${tx.regencyId} and case_id = ${caseId}::uuid order by step_no`.execute(tx.db)
  return rows
}

/** What the actor's own office has to do on entered cases by their plans, by case. */
export async function listStepsToDo(tx: Tx, caseIds: readonly string[]): Promise<ReadonlyMap<string, StepsToDo>> {
  if (tx.actor.ownOfficeId === null || caseIds.length === 0) return new Map()
  const { rows } = await sql<StepsToDo & { caseId: string }>`
    select s.case_id as "caseId", coalesce(array_agg(s.title order by s.step_no) filter (where s.stopped_seq is null), '{}') as open,
      coalesce(array_agg(s.title order by s.step_no) filter (where s.stopped_seq is not null), '{}') as stopped
    from response.plan_step s join response.case_file c using (regency_id, case_id)
    where s.regency_id = ${tx.regencyId} and s.case_id = any(${caseIds}::uuid[]) and s.opened_at is not null and s.ended_at is null
      and case when s.stopped_seq is null then s.office_id else c.lead_office_id end = ${tx.actor.ownOfficeId}
    group by s.case_id`.execute(tx.db)
  return new Map(rows.map(({ caseId, ...steps }) => [caseId, steps]))
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
    stopped_seq: step.stoppedSeq, ended_at: step.endedAt, ended_seq: step.endedSeq, result: step.result, raised_id: step.raisedId,
  }).where('regency_id', '=', tx.regencyId).where('case_id', '=', caseId).where('step_id', '=', step.stepId).execute()
}
