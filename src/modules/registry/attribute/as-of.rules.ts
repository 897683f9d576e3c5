import { dayOf, endOfDay } from '#platform/day.ts'
import type { AnsweredAsOf, AsOfQuery } from './attribute.contract.ts'
import { statementsAsOf, type Statement } from './attribute.rules.ts'

/** The day of which somebody asks, and how to see the statements as they stood then. */
export interface Viewpoint {
  /** The day that ages and memberships are counted for. */
  readonly on: string
  /** Null: as things are now. */
  readonly asOf: AnsweredAsOf
  readonly see: (statements: readonly Statement[]) => readonly Statement[]
}

/** Where a question looks from: today, unless it names a day, or a day until which things were known. */
export function viewpointOf({ asOf, knownOn }: AsOfQuery, given: { readonly now: Date; readonly timeZone: string }): Viewpoint {
  const today = dayOf(given.now, given.timeZone)
  if (asOf === undefined && knownOn === undefined) return { on: today, asOf: null, see: (statements) => statements }
  const then = { on: asOf ?? knownOn ?? today, knownOn: knownOn ?? today }
  const recordedBy = endOfDay(then.knownOn, given.timeZone)
  return { on: then.on, asOf: then, see: (statements) => statementsAsOf(statements, { on: then.on, recordedBy }) }
}
