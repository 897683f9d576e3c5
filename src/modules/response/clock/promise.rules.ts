import { dayOf, type Day } from '#platform/day.ts'
import type { Channel, Ladder, Measure, OfficeKind, Patience, PromiseRule } from '#modules/people/regency/regency.contract.ts'

/** Something of the configuration that holds from a day on, and perhaps to a day. */
interface Held {
  readonly from: Day
  readonly to: Day | null
}

/** What a promise is looked up by. */
export interface PromiseQuestion {
  readonly measure: Measure
  readonly officeKind: OfficeKind
  readonly category: string
  readonly channel: Channel
  readonly day: Day
}

/** The day of a moment on which dated rules of the regency are looked up. */
export function ruleDay(moment: Date, timeZone: string): Day {
  return dayOf(moment, timeZone)
}

/**
 * The promise that an office of a kind has given for a category and channel on a day, or undefined where none was given.
 * One that names the category comes before one that does not, then one that names the channel, then the youngest.
 */
export function promiseFor(promises: readonly PromiseRule[], question: PromiseQuestion): PromiseRule | undefined {
  return promises
    .filter((promise) => applies(promise, question))
    .toSorted((left, right) => precision(right) - precision(left) || right.from.localeCompare(left.from))[0]
}

/** The ladder that holds on a day; the configuration is checked to have one for every day from its first. */
export function ladderOn(ladders: readonly Ladder[], day: Day): Ladder {
  return getHeld(ladders, day)
}

/** How long the regency waits for a reporter, on a day. */
export function patienceOn(patience: readonly Patience[], day: Day): Patience {
  return getHeld(patience, day)
}

function applies(promise: PromiseRule, question: PromiseQuestion): boolean {
  return promise.measure === question.measure
    && promise.officeKinds.includes(question.officeKind)
    && (promise.categories?.includes(question.category) ?? true)
    && (promise.channels?.includes(question.channel) ?? true)
    && holds(promise, question.day)
}

function precision(promise: PromiseRule): number {
  return (promise.categories === undefined ? 0 : 2) + (promise.channels === undefined ? 0 : 1)
}

function holds(held: Held, day: Day): boolean {
  return held.from <= day && (held.to === null || day <= held.to)
}

function getHeld<H extends Held & { readonly key: string }>(all: readonly H[], day: Day): H {
  const found = all.filter((one) => holds(one, day)).toSorted((left, right) => right.from.localeCompare(left.from))[0]
  if (found === undefined) throw new Error(`the configuration has nothing that holds on ${day}`)
  return found
}
