import { z } from 'zod'
import { Bilingual, Measure, type Rung, type Span } from '#modules/people/regency/regency.contract.ts'

/**
 * How a clock stands at a moment. It is never stored: it follows from the clock and the moment.
 * `warned_50` and `warned_75` say how much of the promised time is used up.
 */
export const ClockState = z.enum(['running', 'warned_50', 'warned_75', 'paused', 'late', 'met', 'met_late'])
export type ClockState = z.infer<typeof ClockState>

/** How much of a clock's time was used, in percent, when its office was last reminded; 0 when it was not yet. */
export type Warned = 0 | 50 | 75
export const warnedShares: readonly Warned[] = [50, 75]

/** Why a clock may stand still. There is one reason only: the reporter was asked something. */
export const PauseReason = z.enum(['waiting_for_reporter'])
export type PauseReason = z.infer<typeof PauseReason>

/** A span in which a clock stood still. It ends by itself at `until`, whoever forgets to end it. */
export interface Pause {
  readonly startedAt: Date
  readonly until: Date
  readonly endedAt: Date | null
  readonly reason: PauseReason
}

/** The facts from which a clock's due time and state follow. */
export interface ClockFacts {
  readonly startedAt: Date
  readonly stoppedAt: Date | null
  readonly within: Span
  readonly pauses: readonly Pause[]
}

/** A promise applied to a case (`taskId` null: the lead holds it) or to one office's task. It knows no holder, so handing over cannot touch it. */
export interface CaseClock extends ClockFacts {
  readonly clockId: string
  readonly taskId: string | null
  readonly measure: Measure
  readonly promiseKey: string
  /** The day from which this wording of the promise holds. */
  readonly promiseVersion: string
  /** Rungs to which it was handed up, lowest first. */
  readonly escalatedTo: readonly Rung[]
  readonly warned: Warned
}

/** On which days offices work, and where a day begins. */
export interface Calendar {
  readonly offsetMinutes: number
  /** 0 is Sunday. */
  readonly workingWeekdays: ReadonlySet<number>
  /** Days as YYYY-MM-DD. */
  readonly holidays: ReadonlySet<string>
  /** Office hours in minutes of the day, by weekday; the latest rule first. */
  readonly hours: readonly {
    readonly from: string
    readonly to: string | null
    readonly minutes: readonly (readonly (readonly [number, number])[])[]
  }[]
}

/** A clock as a screen shows it. */
export const ClockView = z.object({
  clockId: z.uuid(),
  taskId: z.uuid().nullable(),
  measure: Measure,
  promiseKey: z.string(),
  /** In whose name it was promised; null: the regency's own. */
  regimeName: Bilingual.nullable(),
  promiseVersion: z.string(),
  holderOfficeId: z.int(),
  startedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  stoppedAt: z.iso.datetime().nullable(),
  pausedUntil: z.iso.datetime().nullable(),
  state: ClockState,
}).meta({ id: 'ClockView' })
export type ClockView = z.infer<typeof ClockView>
