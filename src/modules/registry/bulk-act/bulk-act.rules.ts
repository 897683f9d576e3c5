import { err, ok, type Result } from '#platform/result.ts'
import { RowRefusal, type BulkActState } from './bulk-act.contract.ts'

/** What a decision looks at. */
export interface Decidable {
  readonly state: BulkActState
  readonly proposedBy: string
  readonly decidedByName: string | null
}

export type NotDecidable = { readonly kind: 'bulk_act_is_own' } | { readonly kind: 'bulk_act_decided'; readonly state: BulkActState; readonly by: string }

/** Whether an account may approve or refuse: four eyes, and once. */
export function checkDecision(act: Decidable, accountId: string | null): Result<undefined, NotDecidable> {
  if (act.state !== 'proposed') return err({ kind: 'bulk_act_decided', state: act.state, by: act.decidedByName ?? '' })
  return act.proposedBy === accountId ? err({ kind: 'bulk_act_is_own' }) : ok(undefined)
}

/** Why a single act was refused, as far as a row says it. */
export function knownRefusal(kind: string): RowRefusal {
  const known = RowRefusal.safeParse(kind)
  return known.success ? known.data : 'refused'
}
