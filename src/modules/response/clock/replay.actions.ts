import type { Regency } from '#modules/people/index.ts'
import { rulebookAt, type Rulebook } from '#modules/response/case/case.rules.ts'
import { listCaseStates } from '#modules/response/case/case.store.ts'
import { sweeper } from '#modules/response/ladder/ladder.actions.ts'
import type { Db } from '#platform/db/db.ts'
import { dueAt } from './clock.rules.ts'
import { replayCase, type CaseDifference } from './replay-case.rules.ts'
import { replayClocks, type ClockDifference, type History } from './replay.rules.ts'
import { listCaseIds, listHistories, listKeptDues } from './replay.store.ts'

/** A case, or a clock of it, whose kept facts are not what its history says. */
export interface WrongClock {
  readonly caseNumber: string
  /** Null: it is about the case itself, or a task of it. */
  readonly clockId: string | null
  readonly about: ClockDifference['about'] | CaseDifference['about'] | 'due'
  readonly stored: string | null
  readonly replayed: string | null
}

export interface ClocksChecked {
  readonly cases: number
  readonly clocks: number
  readonly wrong: readonly WrongClock[]
}

const batchSize = 200
const namedAtMost = 100

/** Reckons every case, task and clock anew from the histories, batch by batch, and names what differs (the first hundred). Changes nothing. */
export async function checkClocks(deps: { readonly db: Db; readonly regency: Regency }): Promise<ClocksChecked> {
  const actor = sweeper(deps.regency)
  const wrong: WrongClock[] = []
  let [cases, clocks] = [0, 0]
  let after: string | null = null
  for (;;) {
    const found = await deps.db.asActor(actor, async (tx) => {
      const caseIds = await listCaseIds(tx, after, batchSize)
      const states = await listCaseStates(tx, caseIds)
      const [histories, dues] = [await listHistories(tx, caseIds), await listKeptDues(tx, caseIds)]
      const rulebook = rulebookAt(deps.regency, tx.now)
      const differences = states.flatMap((state) => {
        const { caseNumber, caseId } = state.facts
        const history: History = { events: histories.get(caseId) ?? [], rulebookAt: (moment) => rulebookAt(deps.regency, moment) }
        const found = [...replayCase(state, history), ...replayClocks(state, history), ...wrongDues(state.clocks, dues, rulebook)]
        return found.map((difference): WrongClock => ({ caseNumber, clockId: null, ...difference }))
      })
      return { caseIds, clocks: states.reduce((sum, state) => sum + state.clocks.length, 0), differences }
    })
    cases += found.caseIds.length
    clocks += found.clocks
    wrong.push(...found.differences.slice(0, namedAtMost - wrong.length))
    if (found.caseIds.length < batchSize) return { cases, clocks, wrong }
    after = found.caseIds.at(-1) ?? null
  }
}

function wrongDues(
  clocks: readonly (Parameters<typeof dueAt>[0] & { readonly clockId: string })[], kept: ReadonlyMap<string, Date>, { calendar }: Rulebook,
): readonly Omit<WrongClock, 'caseNumber'>[] {
  return clocks.flatMap((clock) => {
    const [stored, replayed] = [kept.get(clock.clockId)?.toISOString() ?? null, dueAt(clock, calendar).toISOString()]
    return stored === replayed ? [] : [{ clockId: clock.clockId, about: 'due' as const, stored, replayed }]
  })
}
