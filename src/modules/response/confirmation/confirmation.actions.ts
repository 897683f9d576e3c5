import { actOnCase, type CaseCall, type CaseDeps } from '#modules/response/case/case.actions.ts'
import type { ToldBy } from '#modules/response/case/case.contract.ts'
import type { CaseState, Decision } from '#modules/response/case/case.rules.ts'
import { listCaseEvents } from '#modules/response/case/case.store.ts'
import { confirmCase, reopenCase } from '#modules/response/case/outcome.rules.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, type Result } from '#platform/result.ts'

export interface WordForReporter {
  readonly seenVersion: number
  readonly settled: boolean
  readonly toldBy: ToldBy
  readonly words: string
  readonly seenPrivate?: readonly string[] | undefined
}

type ConfirmRefused = { readonly kind: 'case_not_resolved' } | { readonly kind: 'own_verdict' }

/** A reporter who cannot use the page of their report says by an officer whether it is settled. Whoever gave the verdict is not the one who writes that down. */
export async function confirmForReporter(deps: CaseDeps, call: CaseCall, input: WordForReporter) {
  return actOnCase(deps, call, {
    action: 'confirmForReporter', seen: { act: 'confirm', seenVersion: input.seenVersion }, shows: input,
    decide: async (state, acting, tx): Promise<Result<Decision, ConfirmRefused>> => {
      if (state.facts.status !== 'resolved') return err({ kind: 'case_not_resolved' })
      if ((await whoConcluded(tx, state)) === acting.accountId) return err({ kind: 'own_verdict' })
      const said = { words: input.words, toldBy: input.toldBy }
      if (input.settled) return confirmCase(state, said, acting)
      const reopened = reopenCase(state, said, acting)
      return reopened.ok ? reopened : err({ kind: 'case_not_resolved' })
    },
  })
}

async function whoConcluded(tx: Tx, { facts }: CaseState): Promise<string | null> {
  const events = await listCaseEvents(tx, facts.caseId, 0)
  return events.findLast((event) => event.kind === 'concluded')?.byAccountId ?? null
}
