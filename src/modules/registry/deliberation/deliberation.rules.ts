import type { Quorum } from '#modules/people/regency/regency.contract.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { DeliberationState, ItemDecision } from './deliberation.contract.ts'

export interface QuorumCount {
  readonly needed: number
  readonly present: number
  readonly invited: number
  readonly isReached: boolean
}

/** How many must be there of those invited, and whether they are. The share is rounded up: two thirds of seven are five people. */
export function countQuorum(attendees: readonly { readonly present: boolean }[], quorum: Pick<Quorum, 'ofInvited' | 'minimumPresent'>): QuorumCount {
  const invited = attendees.length
  const present = attendees.filter((attendee) => attendee.present).length
  const { numerator, denominator } = quorum.ofInvited
  const needed = Math.max(Math.ceil((invited * numerator) / denominator), quorum.minimumPresent)
  return { needed, present, invited, isReached: present >= needed }
}

/** A meeting as far as the next step depends on it. */
export interface DeliberationFacts {
  readonly state: DeliberationState
  readonly version: number
  readonly items: readonly { readonly decision: Pick<ItemDecision, 'decision'> | null }[]
  readonly quorum: QuorumCount
}

export type DeliberationAct = 'change' | 'open' | 'decide' | 'close' | 'cancel' | 'withdraw' | 'scan'
export type DeliberationRefused = {
  readonly kind: 'deliberation_step_out_of_order' | 'deliberation_changed' | 'quorum_missing' | 'decisions_missing'
}

const transitions: Readonly<Record<DeliberationAct, { readonly from: readonly DeliberationState[]; readonly to: DeliberationState | 'same' }>> = {
  change: { from: ['planned', 'open'], to: 'same' },
  open: { from: ['planned'], to: 'open' },
  decide: { from: ['open'], to: 'same' },
  close: { from: ['open'], to: 'closed' },
  cancel: { from: ['planned', 'open'], to: 'cancelled' },
  withdraw: { from: ['closed'], to: 'withdrawn' },
  scan: { from: ['closed'], to: 'same' },
}

/** The state after an act, or why it cannot be done. A meeting closes only with its quorum there and every item decided. */
export function takeDeliberationStep(
  facts: DeliberationFacts, act: DeliberationAct, seenVersion: number | null,
): Result<DeliberationState, DeliberationRefused> {
  const { from, to } = transitions[act]
  if (!from.includes(facts.state)) return err({ kind: 'deliberation_step_out_of_order' })
  if (seenVersion !== null && seenVersion !== facts.version) return err({ kind: 'deliberation_changed' })
  if (act === 'close' && !facts.quorum.isReached) return err({ kind: 'quorum_missing' })
  if (act === 'close' && (facts.items.length === 0 || facts.items.some((item) => item.decision === null))) return err({ kind: 'decisions_missing' })
  return ok(to === 'same' ? facts.state : to)
}

/** Why the meeting cannot be closed yet, for its page. */
export function missingForClosing(facts: DeliberationFacts): ('not_open' | 'quorum' | 'items' | 'decisions')[] {
  return [
    ...(facts.state === 'open' ? [] : ['not_open' as const]), ...(facts.quorum.isReached ? [] : ['quorum' as const]),
    ...(facts.items.length > 0 ? [] : ['items' as const]), ...(facts.items.every((item) => item.decision !== null) ? [] : ['decisions' as const]),
  ]
}

/** The number of the minutes: `003/BA-MUSDES/99.01.01.2004/2026`; a kelurahan's meeting is a muskel. */
export function minutesNumber(series: { readonly no: number; readonly year: number }, village: { readonly code: string; readonly isUrban: boolean }): string {
  return `${String(series.no).padStart(3, '0')}/BA-${village.isUrban ? 'MUSKEL' : 'MUSDES'}/${village.code}/${series.year}`
}
