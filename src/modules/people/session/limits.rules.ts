import type { SessionStage } from './session.contract.ts'

/**
 * How long a session lasts and how often one may guess: the one place for these figures.
 * Officers work at shared desks with the data of others, so a desk left alone closes itself within half an hour and nobody stays in
 * overnight. Residents see their own data on their own phone. A sign-in that stops halfway proves nothing and is short.
 */
const sessionMinutes = {
  officer: { idle: 30, absolute: 12 * 60 },
  resident: { idle: 24 * 60, absolute: 7 * 24 * 60 },
  unfinished: { idle: 10, absolute: 10 },
} as const

/** How long this process may answer from memory who a session is; a change made in this process empties that memory at once. */
export const actorMemoryMs = 1_000

/**
 * Wrong attempts within a window. By account: ten in a quarter of an hour are a forgetful person, and leave a guesser under a thousand a day
 * against passwords of ten letters. By address: a whole office may share one, so more, and a success gives its attempt back.
 * By code: six digits with one neighbour each side are guessed with luck 3 in a million, so five.
 */
export const attemptLimits = {
  account: { attempts: 10, windowMinutes: 15 },
  address: { attempts: 100, windowMinutes: 15 },
  code: { attempts: 5, windowMinutes: 15 },
} as const
export type AttemptKind = keyof typeof attemptLimits

/** Ended sessions and old counters are kept this long, then tidied at the next sign-in. */
export const keepEndedSessionsDays = 90

/** Idle and absolute limit of a session, by its stage and the role it is for. */
export function sessionSpan(stage: SessionStage, role: string): { readonly idle: number; readonly absolute: number } {
  if (stage !== 'open') return sessionMinutes.unfinished
  return role === 'resident' ? sessionMinutes.resident : sessionMinutes.officer
}

/** One counter of attempts as the database has it after this attempt was counted. */
export interface AttemptCount {
  readonly kind: AttemptKind
  readonly attempts: number
  readonly windowStartedAt: Date
}

/** Seconds to wait before the next attempt; 0 when this one may go on. The longest wait of all counters holds. */
export function secondsToWait(counts: readonly AttemptCount[], now: Date): number {
  const waits = counts.map((count) => {
    const limit = attemptLimits[count.kind]
    if (count.attempts <= limit.attempts) return 0
    const opensAt = count.windowStartedAt.getTime() + limit.windowMinutes * 60_000
    return Math.max(1, Math.ceil((opensAt - now.getTime()) / 1000))
  })
  return Math.max(0, ...waits)
}
