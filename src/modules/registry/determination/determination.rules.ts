import { err, ok, type Result } from '#platform/result.ts'
import type { DeterminationState } from './determination.contract.ts'

export interface DeterminationFacts {
  readonly state: DeterminationState
  readonly version: number
  readonly preparedBy: string | null
}

export type DeterminationRefused = { readonly kind: 'determination_changed' | 'determination_settled' | 'determination_is_own' | 'decree_day_in_future' }

/** Whether a draft may still be worked on, as somebody saw it. */
export function checkDraft(facts: DeterminationFacts, seenVersion: number): Result<undefined, { readonly kind: 'determination_changed' | 'determination_settled' }> {
  if (facts.state !== 'draft') return err({ kind: 'determination_settled' })
  return facts.version === seenVersion ? ok(undefined) : err({ kind: 'determination_changed' })
}

/** Whether a decree may be entered: on a draft as it was seen, by somebody other than who prepared it, with a day that has come. */
export function checkDecree(
  facts: DeterminationFacts, asked: { readonly seenVersion: number; readonly accountId: string | null; readonly decreeOn: string; readonly today: string },
): Result<undefined, DeterminationRefused> {
  const open = checkDraft(facts, asked.seenVersion)
  if (!open.ok) return open
  if (facts.preparedBy === null || facts.preparedBy === asked.accountId) return err({ kind: 'determination_is_own' })
  return asked.decreeOn > asked.today ? err({ kind: 'decree_day_in_future' }) : ok(undefined)
}
