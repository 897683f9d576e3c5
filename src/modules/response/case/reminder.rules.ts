import { dueAt, warningMoments } from '#modules/response/clock/clock.rules.ts'
import { warnedShares, type CaseClock, type Warned } from '#modules/response/clock/clock.contract.ts'
import { decide, holderOf, withClocks, type Acting, type CaseState, type Decision, type Happening } from './case.rules.ts'

/**
 * Reminds the offices whose clocks have used half or three quarters of their time: each share once, all clocks of a case in one event. A clock
 * that is late already is marked without words, because the ladder speaks of it. Undefined when there is nothing to say.
 */
export function remindOffices(state: CaseState, acting: Acting): Decision | undefined {
  const { calendar } = acting.rulebook
  const reached = new Map<string, Warned>(state.clocks.flatMap((clock) => {
    const passed = warningMoments(clock, calendar).findLast(({ at }) => at <= acting.at)
    return passed === undefined ? [] : [[clock.clockId, passed.share] as const]
  }))
  if (reached.size === 0) return undefined
  const marked = withClocks(state, (clock) => reached.has(clock.clockId), (clock) => ({ ...clock, warned: reached.get(clock.clockId) ?? clock.warned }))
  const timely = marked.clocks.filter((clock) => reached.has(clock.clockId) && dueAt(clock, calendar) > acting.at)
  return decide(marked, acting, warnedShares.flatMap((share) => reminderOf(state, timely.filter((clock) => clock.warned === share))))
}

function reminderOf(state: CaseState, clocks: readonly CaseClock[]): readonly Happening[] {
  const [first] = clocks
  if (first === undefined || first.warned === 0) return []
  const measures = [...new Set(clocks.map((clock) => clock.measure))]
  const officeIds = [...new Set(clocks.map((clock) => holderOf(state, clock)))]
  return [{ kind: 'warned', detail: { share: first.warned, measures, officeIds } }]
}
