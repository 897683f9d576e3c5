import type { Deps } from '#deps.ts'
import { officerOf, type NotFound } from '#modules/response/case/case.actions.ts'
import { rulebookAt } from '#modules/response/case/case.rules.ts'
import { enterCases, findCaseState, listCaseEvents } from '#modules/response/case/case.store.ts'
import { listProposalStates } from '#modules/registry/index.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { PlanView } from './plan.contract.ts'
import { planView } from './plan-view.rules.ts'
import { listSteps } from './plan.store.ts'

/** The plan of a case. What offices said at its steps may be about health or children, so that it was read is noted. */
export async function getPlan(deps: Pick<Deps, 'db' | 'regency'>, call: { actor: Actor; caseId: string }): Promise<Result<PlanView, NotFound>> {
  const { caseId, actor } = call
  return deps.db.asActor(actor, async (tx) => {
    const [entered] = await enterCases(tx, [caseId])
    const state = entered === undefined ? undefined : await findCaseState(tx, entered)
    if (state === undefined) return err({ kind: 'not_found' })
    const steps = await listSteps(tx, caseId)
    if (steps.length > 0) await auditRead(tx, { action: 'getPlan', subjectKind: 'case', subjectId: caseId, areaId: state.facts.areaId, purpose: 'case_work', fields: ['steps'] })
    const events = await listCaseEvents(tx, caseId, 0)
    const proposals = actor.grants.has('registry.proposal.read') ? await listProposalStates(tx, steps.flatMap(({ kind, raisedId }) => (kind === 'proposal' ? raisedId ?? [] : []))) : new Map()
    return ok(planView({ state, steps, events, proposals, acting: officerOf(tx, rulebookAt(deps.regency, tx.now)), grants: actor.grants }))
  })
}
