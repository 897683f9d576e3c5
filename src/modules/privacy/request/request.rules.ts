import type { PrivacyRules, RequestKind } from '#modules/people/regency/regency.contract.ts'
import type { DataRequest } from './request.contract.ts'

/**
 * When a request must be answered, by the clock of its kind that holds on the day. Hours are hours of the wall clock: the law speaks of
 * 3 × 24 hours, not of working days. Throws when the regency has no clock for the kind.
 */
export function dueAfter(rules: Pick<PrivacyRules, 'requestClocks'>, asked: { kind: RequestKind; at: Date; on: string }): Date {
  const clock = rules.requestClocks.find(({ kinds, from, to }) => kinds.includes(asked.kind) && from <= asked.on && (to === null || asked.on <= to))
  if (clock === undefined) throw new Error(`privacy.yaml has no clock for ${asked.kind} on ${asked.on}`)
  return new Date(asked.at.getTime() + clock.within.hours * 3_600_000)
}

/** Where a request stands at a moment. */
export function stateOf(request: { readonly decision: 'granted' | 'refused' | null; readonly dueAt: Date }, now: Date): DataRequest['state'] {
  if (request.decision !== null) return request.decision
  return request.dueAt < now ? 'late' : 'open'
}
