import type { Tx } from '#platform/db/db.ts'
import type { Acting, Decision } from '#modules/response/case/case.rules.ts'
import { followCase } from './follow-plan.rules.ts'
import { isUnfinished } from './plan.rules.ts'
import { listSteps, updateStep } from './plan.store.ts'

/** What was decided about a case together with what its plan makes of it; `save` writes the plan once the case, and the tasks in it, are written. */
export async function followPlan(tx: Tx, decision: Decision, acting: Acting): Promise<{ readonly decision: Decision; readonly save: () => Promise<void> }> {
  const { caseId } = decision.after.facts
  const before = await listSteps(tx, caseId)
  const followed = followCase(before, decision, acting)
  const changed = followed.steps.filter((step, at) => step !== before[at])
  return {
    decision: followed.decision,
    save: async () => {
      for (const step of changed) await updateStep(tx, caseId, step)
    },
  }
}

export interface StepsStillOpen {
  readonly kind: 'steps_still_open'
  readonly steps: readonly { readonly no: number; readonly title: string; readonly officeId: number }[]
}

/** Why a case cannot have its verdict yet: steps of its plan that are neither done nor dropped, by name. Undefined when it can. */
export async function refuseUnfinishedPlan(tx: Tx, caseId: string): Promise<StepsStillOpen | undefined> {
  const open = (await listSteps(tx, caseId)).filter(isUnfinished)
  return open.length === 0 ? undefined : { kind: 'steps_still_open', steps: open.map(({ no, title, officeId }) => ({ no, title, officeId })) }
}
