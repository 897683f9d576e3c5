import { actAsSystem, type ActDeps, type ActTx } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Regency } from '#modules/people/index.ts'
import { rulebookAt, type CaseState, type Rulebook } from '#modules/response/case/case.rules.ts'
import { listCaseStates, lockCases, saveCases } from '#modules/response/case/case.store.ts'
import { dueAt } from './clock.rules.ts'
import { listKeptDues, listWorkingTimeCaseIds } from './replay.store.ts'

type RenewDeps = ActDeps & { readonly regency: Regency }

const batchSize = 200

/**
 * Brings the due times that are kept for ordering and finding up to date with the working calendar, after days were added to it or taken out. Facts stay;
 * a case whose kept times are right is left alone, so that a second pass, or another server's, changes nothing. Gives the number of cases renewed.
 */
export async function renewDues(deps: RenewDeps, actor: Actor): Promise<number> {
  let renewed = 0
  let after: string | null = null
  do {
    const batch: { readonly last: string | null; readonly renewed: number } = await actAsSystem(deps, { actor, action: 'renewDues' }, (tx) => renewBatch(deps, tx, after))
    renewed += batch.renewed
    after = batch.last
  } while (after !== null)
  return renewed
}

async function renewBatch(deps: RenewDeps, tx: ActTx, after: string | null): Promise<{ last: string | null; renewed: number }> {
  const rulebook = rulebookAt(deps.regency, tx.now)
  const caseIds = await listWorkingTimeCaseIds(tx, after, batchSize)
  const suspected = await listStale(tx, caseIds, rulebook)
  const locked = suspected.length === 0 ? [] : await lockCases(tx, suspected.map(({ facts }) => facts.caseId))
  const stale = await listStale(tx, locked, rulebook)
  if (stale.length > 0) await saveCases(tx, stale.map((state) => ({ before: undefined, after: state, events: [], escalations: [] })), rulebook)
  return { last: caseIds.length < batchSize ? null : caseIds.at(-1) ?? null, renewed: stale.length }
}

async function listStale(tx: ActTx, caseIds: readonly string[], { calendar }: Rulebook): Promise<readonly CaseState[]> {
  if (caseIds.length === 0) return []
  const [states, kept] = [await listCaseStates(tx, caseIds), await listKeptDues(tx, caseIds)]
  return states.filter((state) => state.clocks.some((clock) => clock.stoppedAt === null && kept.get(clock.clockId)?.getTime() !== dueAt(clock, calendar).getTime()))
}
