import type { Tx } from '#platform/db/db.ts'
import type { CaseFacts } from '#modules/response/case/case.rules.ts'
import type { Satisfaction } from './satisfaction.contract.ts'

/** Whether the holder of a receipt code answered the survey. */
export async function hasAnswered(tx: Tx, reportId: string): Promise<boolean> {
  const row = await tx.db.selectFrom('response.satisfaction').select('report_id')
    .where('regency_id', '=', tx.regencyId).where('report_id', '=', reportId).executeTakeFirst()
  return row !== undefined
}

/** Keeps the marks of a report. */
export async function insertSatisfaction(tx: Tx, of: { reportId: string; facts: CaseFacts; given: Satisfaction }): Promise<void> {
  const { facts, given } = of
  await tx.db.insertInto('response.satisfaction').values({
    regency_id: tx.regencyId, report_id: of.reportId, case_id: facts.caseId, office_id: facts.leadOfficeId, area_id: facts.areaId,
    district_id: facts.districtId, category: facts.category, answered_at: tx.now, marks: [...given.marks], words: given.words,
  }).execute()
}
