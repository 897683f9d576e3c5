import type { LinkModel } from './model.contract.ts'
import { probabilityOf } from './score.rules.ts'

/** A pair whose truth is known: its weight in bits, and whether both rows are of one person. */
export interface Judged {
  readonly weight: number
  readonly isSame: boolean
}

interface Step {
  weight: number
  same: number
  count: number
}

const fewestPairs = 60
const certainty = 0.9999
// Beyond the last step that pairs speak of, certainty comes slowly: over so many bits.
const endSlope = 6

/**
 * What weights have meant, from pairs whose truth is known: the share of true pairs rises with the weight (pool adjacent violators). Steps have at
 * least some dozens of pairs, so that chance does not look like knowledge, and no weight is ever certain.
 */
export function calibrate(pairs: readonly Judged[]): LinkModel['calibration'] {
  const steps: Step[] = []
  for (const step of evenSteps(pairs.toSorted((left, right) => left.weight - right.weight))) {
    steps.push(step)
    while (steps.length > 1 && shareOf(steps.at(-2)!) >= shareOf(steps.at(-1)!)) pool(steps)
  }
  const points = steps.map((step): [number, number] => [step.weight / step.count, withinReason(shareOf(step))])
  const inside = points.filter(([, share]) => share > 1 - certainty && share < certainty)
  const [first, last] = [inside.at(0)?.[0] ?? 0, inside.at(-1)?.[0] ?? 0]
  return [[first - endSlope, 1 - certainty], ...inside, [last + endSlope, certainty]]
}

/** How many decisions of people are enough to calibrate by: in all, and of each kind. */
export const decisionsToCalibrate = { pairs: 300, ofEach: 40 } as const

/** Whether people have decided enough to calibrate by. */
export function isEnough(judged: readonly Judged[]): boolean {
  const same = judged.filter((pair) => pair.isSame).length
  return judged.length >= decisionsToCalibrate.pairs && Math.min(same, judged.length - same) >= decisionsToCalibrate.ofEach
}

// What was known before counts at each weight like so many decisions.
const trustInOld = 10

/**
 * Puts a calibration right by what people have decided: at the weights that they met what was known counts little, beyond them it stays. The share
 * still rises with the weight, and no weight is certain.
 */
export function recalibrate(old: LinkModel['calibration'], judged: readonly Judged[]): LinkModel['calibration'] {
  const met = [...evenSteps(judged.toSorted((left, right) => left.weight - right.weight))].map((step) => withOld(old, step))
  const [first, last] = [meanOf(met[0]!), meanOf(met.at(-1)!)]
  const unmet = old.filter(([weight]) => weight < first || weight > last).map(([weight, share]) => withOld(old, { weight, same: share, count: 1 }))
  const steps: Step[] = []
  for (const step of [...met, ...unmet].toSorted((one, other) => meanOf(one) - meanOf(other))) {
    steps.push(step)
    while (steps.length > 1 && (shareOf(steps.at(-2)!) >= shareOf(steps.at(-1)!) || meanOf(steps.at(-2)!) >= meanOf(steps.at(-1)!))) pool(steps)
  }
  return steps.map((step): [number, number] => [meanOf(step), withinReason(shareOf(step))])
}

function withOld(old: LinkModel['calibration'], step: Step): Step {
  const mean = meanOf(step)
  return { weight: step.weight + trustInOld * mean, same: step.same + trustInOld * probabilityOf(old, mean), count: step.count + trustInOld }
}

function meanOf({ weight, count }: Step): number {
  return weight / count
}

function withinReason(share: number): number {
  return Math.min(certainty, Math.max(1 - certainty, share))
}

function* evenSteps(sorted: readonly Judged[]): Generator<Step> {
  const each = Math.max(fewestPairs, Math.ceil(sorted.length / 400))
  for (let from = 0; from < sorted.length; from += each) {
    const slice = sorted.slice(from, from + each)
    yield {
      weight: slice.reduce((sum, pair) => sum + pair.weight, 0), same: slice.filter((pair) => pair.isSame).length, count: slice.length,
    }
  }
}

function shareOf({ same, count }: Step): number {
  return same / count
}

function pool(steps: Step[]): void {
  const last = steps.pop()!
  const before = steps.at(-1)!
  before.weight += last.weight
  before.same += last.same
  before.count += last.count
}
