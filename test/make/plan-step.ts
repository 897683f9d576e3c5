import type pg from 'pg'

/** A step of a plan that waits for nothing and has not begun, for the office that leads the case. */
export async function insertStep(owner: pg.ClientBase | pg.Pool, caseId: string): Promise<string> {
  const { rows } = await owner.query<{ step_id: string }>(`
    insert into response.plan_step (regency_id, case_id, step_id, step_no, kind, title, office_id, needs)
    select regency_id, case_id, gen_random_uuid(), 1, 'task', 'Antar bantuan pangan', lead_office_id, '{}' from response.case_file where case_id = $1
    returning step_id`, [caseId])
  return rows[0]!.step_id
}
