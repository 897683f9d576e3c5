import type { Urgency } from '#modules/people/regency/regency.contract.ts'

/** An urgency as it is stored, so that it can be ordered: 1 is the most urgent. */
export const urgencyNumber: Readonly<Record<Urgency, number>> = { danger: 1, urgent: 2, ordinary: 3 }

/** The urgency that a stored number stands for. */
export function urgencyOf(stored: number): Urgency {
  if (stored === urgencyNumber.danger) return 'danger'
  return stored === urgencyNumber.urgent ? 'urgent' : 'ordinary'
}
