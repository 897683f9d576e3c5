import { err, ok, type Result } from '#platform/result.ts'
import { getOffice } from '#modules/people/regency/regency.rules.ts'
import type { Urgency } from '#modules/people/regency/regency.contract.ts'
import type { CaseClock } from '#modules/response/clock/clock.contract.ts'
import { clocksFor, decide, holderOf, withFacts, type Acting, type CaseState, type Decision } from './case.rules.ts'

export type UrgencyRefused = { readonly kind: 'case_closed' } | { readonly kind: 'urgency_unchanged' }

/**
 * Says how urgent a case is. A promise that was made is never taken back: the clocks that run go on, and where the new urgency promises
 * something else, a clock of that promise starts beside them, at this moment.
 */
export function setUrgency(state: CaseState, input: { urgency: Urgency; reason: string }, acting: Acting): Result<Decision, UrgencyRefused> {
  if (state.facts.status === 'closed') return err({ kind: 'case_closed' })
  if (state.facts.urgency === input.urgency) return err({ kind: 'urgency_unchanged' })
  const judged = withFacts(state, { urgency: input.urgency })
  const running = judged.clocks.filter((clock) => clock.stoppedAt === null)
  const matters = new Map(running.map((clock) => [`${clock.taskId} ${clock.measure}`, clock]))
  const added = [...matters.values()].flatMap((clock) => promisedBeside(judged, clock, acting))
  const after = { ...judged, clocks: [...judged.clocks, ...added] }
  return ok(decide(after, acting, [{ kind: 'urgency_set', words: input.reason, detail: { urgency: input.urgency } }]))
}

/** The clocks of the promises that the case's urgency asks for where others run; none of a promise that is counted already. */
function promisedBeside(state: CaseState, running: CaseClock, acting: Acting): readonly CaseClock[] {
  const office = getOffice(acting.rulebook.regency, holderOf(state, running))
  const promised = clocksFor(state.facts, { office, taskId: running.taskId, measures: [running.measure] }, acting)
  return promised.filter((one) => !state.clocks.some((clock) => isSamePromise(clock, one)))
}

function isSamePromise(left: CaseClock, right: CaseClock): boolean {
  return left.taskId === right.taskId && left.promiseKey === right.promiseKey && left.promiseVersion === right.promiseVersion
}
