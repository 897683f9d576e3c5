import { regencyReach, type Regency } from '#modules/people/index.ts'
import { findSettledMove, type SettledMove } from '#modules/registry/index.ts'
import { writeDecision } from '#modules/response/case/case.actions.ts'
import { rulebookAt, type Acting, type CaseState, type Decision } from '#modules/response/case/case.rules.ts'
import { enterCases, listCaseStates } from '#modules/response/case/case.store.ts'
import { followPlan } from '#modules/response/plan/follow-plan.actions.ts'
import { actAsSystem, type ActDeps, type ActTx } from '#platform/act.ts'
import { systemActor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { followMove } from './follow-move.rules.ts'
import { lockCasesOfFamily } from './follow-move.store.ts'

export interface FollowDeps extends ActDeps {
  readonly regency: Regency
}

/** The open cases of a family that arrived elsewhere, or whose arrival was taken back, go where it lives. Doing it again changes nothing. Gives how many went. */
export async function followMoveWithCases(deps: FollowDeps, relocationId: string): Promise<number> {
  const grants = ['response.case.sweep', 'response.case.read', 'registry.life_event.record', 'registry.person.read']
  const actor = systemActor(deps.regency.regencyId, { ...regencyReach(deps.regency), grants })
  return actAsSystem(deps, { actor, action: 'followMoveWithCases' }, async (tx) => {
    const move = await findSettledMove(tx, relocationId)
    return move === undefined ? 0 : moveCases(deps, tx, move)
  })
}

async function moveCases(deps: FollowDeps, tx: ActTx, move: SettledMove): Promise<number> {
  const rulebook = rulebookAt(deps.regency, tx.now)
  const acting: Acting = { at: tx.now, by: 'system', accountId: null, name: '', officeId: null, rulebook, newId }
  const states = await listCaseStates(tx, await enterCases(tx, await lockCasesOfFamily(tx, move)))
  for (const before of states) {
    const decision = followMove(before, move, acting)
    if (decision !== undefined) await writeWithPlan(tx, { before, decision }, acting)
  }
  return states.length
}

async function writeWithPlan(tx: ActTx, { before, decision }: { before: CaseState; decision: Decision }, acting: Acting): Promise<void> {
  const followed = await followPlan(tx, decision, acting)
  await writeDecision(tx, acting.rulebook, { before, decision: followed.decision })
  await followed.save()
}
