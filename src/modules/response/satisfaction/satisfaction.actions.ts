import type { Deps } from '#deps.ts'
import { findCaseState } from '#modules/response/case/case.store.ts'
import { holderOf } from '#modules/response/report/follow.actions.ts'
import type { OpenedReceipt } from '#modules/response/report/report.store.ts'
import { act, type Command, type CommandReused } from '#platform/act.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { Satisfaction } from './satisfaction.contract.ts'
import { hasAnswered, insertSatisfaction } from './satisfaction.store.ts'

type SatisfactionDeps = Pick<Deps, 'db' | 'jobs' | 'regency'>

/** Whether the survey of a report can be answered: only once, and only about work that has come to a result. */
export type SurveyState = 'open' | 'answered' | 'too_early'

/** How the survey of a report stands. */
export async function findSurveyState(deps: SatisfactionDeps, receipt: OpenedReceipt): Promise<SurveyState> {
  return deps.db.asActor(holderOf(deps, receipt), async (tx) => {
    if (await hasAnswered(tx, receipt.reportId)) return 'answered'
    const state = await findCaseState(tx, receipt.caseId)
    return state === undefined || state.facts.status === 'open' ? 'too_early' : 'open'
  })
}

type SurveyRefused = CommandReused | { readonly kind: 'survey_answered' } | { readonly kind: 'survey_too_early' }

/** The holder of a receipt code marks the service. Neither the marks nor the words appear with the case. */
export async function rateService(
  deps: SatisfactionDeps, call: { receipt: OpenedReceipt; command: Command }, given: Satisfaction,
): Promise<Result<object, SurveyRefused>> {
  const { reportId, caseId } = call.receipt
  return act(deps, { actor: holderOf(deps, call.receipt), command: call.command, action: 'rateService' }, async (tx): Promise<Result<object, SurveyRefused>> => {
    const state = await findCaseState(tx, caseId)
    if (state === undefined || state.facts.status === 'open') return err({ kind: 'survey_too_early' })
    if (await hasAnswered(tx, reportId)) return err({ kind: 'survey_answered' })
    await insertSatisfaction(tx, { reportId, facts: state.facts, given })
    tx.audit({ subjectKind: 'report', subjectId: reportId, areaId: state.facts.areaId })
    return ok({})
  })
}
