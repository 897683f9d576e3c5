import { actAsSystem, type ActDeps, type ActTx } from '#platform/act.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import { tellReporter } from '#modules/response/notice/notice.actions.ts'
import { newId } from '#platform/id.ts'
import type { Regency } from '#modules/people/index.ts'
import { rulebookAt, type Acting, type CaseState, type Decision } from '#modules/response/case/case.rules.ts'
import { listCaseStates, lockCasesToSweep, saveCases, type CaseChange } from '#modules/response/case/case.store.ts'
import { hearersOf } from '#modules/response/protection/handlers.rules.ts'
import { closeBySilence, escalateCase, type Escalation } from '#modules/response/case/outcome.rules.ts'
import { returnIdleTasks } from '#modules/response/case/cover.rules.ts'
import { remindOffices } from '#modules/response/case/reminder.rules.ts'
import { endOverlongWaits } from '#modules/response/case/task.rules.ts'

export interface SweepDeps extends ActDeps {
  readonly regency: Regency
}

const batchSize = 200

/** The system at its sweep: every case, and nothing but cases. */
export function sweeper(regency: Regency): Actor {
  return systemActor(regency.regencyId, { areaIds: [], officeIds: [], grants: ['response.case.sweep', 'response.case.read'] })
}

/**
 * Does whatever the passing of time alone asks for: reminds, hands breaches up, ends waits, closes after silence. Batch by batch, each in one
 * transaction, until nothing is due; gives the number of cases that changed. Cases that somebody works on at this moment are left for the
 * next pass, and so are those that another sweep holds: two sweeps share the work and never double it.
 */
export async function sweepCases(deps: SweepDeps, actor: Actor): Promise<number> {
  let swept = 0
  for (;;) {
    const found = await actAsSystem(deps, { actor, action: 'sweepCases' }, (tx) => sweepBatch(deps, tx))
    swept += found
    if (found < batchSize) return swept
  }
}

async function sweepBatch(deps: SweepDeps, tx: ActTx): Promise<number> {
  const caseIds = await lockCasesToSweep(tx, batchSize)
  if (caseIds.length === 0) return 0
  const rulebook = rulebookAt(deps.regency, tx.now)
  const acting: Acting = { at: tx.now, by: 'system', accountId: null, name: '', officeId: null, rulebook, newId }
  const states = await listCaseStates(tx, caseIds)
  const changes = states.map((state) => sweepCase(state, acting))
  await saveCases(tx, changes, rulebook)
  for (const change of changes) leaveTraces(tx, change)
  await Promise.all(changes.map((change) => tellReporter(tx, change)))
  return caseIds.length
}

/** All that is due on one case, as one change. */
function sweepCase(before: CaseState, acting: Acting): CaseChange {
  let after = before
  let escalations: readonly Escalation[] = []
  const events: Decision['events'][number][] = []
  for (const step of [endOverlongWaits, returnIdleTasks, remindOffices, escalateCase, closeBySilence]) {
    const decision: (Decision & { readonly escalations?: readonly Escalation[] }) | undefined = step(after, acting)
    if (decision === undefined) continue
    after = decision.after
    events.push(...decision.events)
    escalations = decision.escalations ?? escalations
  }
  return { before, after, events, escalations }
}

function leaveTraces(tx: ActTx, change: CaseChange): void {
  const { caseId, areaId, officeIds, version } = change.after.facts
  tx.audit({ subjectKind: 'case', subjectId: caseId, areaId, detail: { events: change.events.map((event) => event.kind), version } })
  for (const event of change.events) tx.notify({ topic: 'case', kind: event.kind, subjectId: caseId, areaId, officeIds: [...officeIds], ...hearersOf(change.after) })
}
