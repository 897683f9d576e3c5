export type AttemptKind = 'receipt' | 'report' | 'photo'

/** One address's counter of one kind. */
export interface Attempts {
  readonly attempts: number
  readonly windowStartedAt: Date
}

/**
 * How often one address may try within a window. Many people share an address here (a village hall, a whole mobile network), so the
 * figures are wide: they stop a machine, not a crowd. Receipt codes have 60 bits; only wrong ones count.
 */
const attemptLimits: Readonly<Record<AttemptKind, { readonly attempts: number; readonly windowMinutes: number }>> = {
  receipt: { attempts: 40, windowMinutes: 15 },
  report: { attempts: 300, windowMinutes: 60 },
  photo: { attempts: 600, windowMinutes: 60 },
}

/** Since when attempts of a kind count at a moment. */
export function windowStart(kind: AttemptKind, now: Date): Date {
  return new Date(now.getTime() - attemptLimits[kind].windowMinutes * 60_000)
}

/** Seconds to wait; 0 when the next attempt may be made. */
export function secondsToWait(kind: AttemptKind, counted: Attempts | undefined, now: Date): number {
  if (counted === undefined || counted.attempts <= attemptLimits[kind].attempts) return 0
  const opensAt = counted.windowStartedAt.getTime() + attemptLimits[kind].windowMinutes * 60_000
  return Math.max(1, Math.ceil((opensAt - now.getTime()) / 1000))
}
