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

/** Until when a request that is granted now must be carried out; undefined for kinds that the answer itself carries out. */
export function carryOutBy(
  rules: Pick<PrivacyRules, 'carryOutClocks'>, granted: { kind: RequestKind; askedAt: Date; at: Date; on: string },
): Date | undefined {
  const clock = rules.carryOutClocks.find(({ kinds, from, to }) => kinds.includes(granted.kind) && from <= granted.on && (to === null || granted.on <= to))
  if (clock === undefined) return undefined
  const start = clock.counted === 'from_request' ? granted.askedAt : granted.at
  return new Date(start.getTime() + clock.within.hours * 3_600_000)
}

interface Standing {
  readonly decision: 'granted' | 'refused' | null
  readonly dueAt: Date
  readonly taskDueAt: Date | null
  readonly doneAt: Date | null
}

/** Where a request stands at a moment. What was granted is done only when its task is. */
export function stateOf({ decision, dueAt, taskDueAt, doneAt }: Standing, now: Date): DataRequest['state'] {
  if (decision === null) return dueAt < now ? 'late' : 'open'
  if (decision === 'refused' || taskDueAt === null) return decision
  if (doneAt !== null) return 'done'
  return taskDueAt < now ? 'overdue' : 'to_do'
}
