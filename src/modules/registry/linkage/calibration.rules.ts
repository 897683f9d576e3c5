import type { LinkModel } from './model.contract.ts'

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
  const points = steps.map((step): [number, number] => [step.weight / step.count, Math.min(certainty, Math.max(1 - certainty, shareOf(step)))])
  const inside = points.filter(([, share]) => share > 1 - certainty && share < certainty)
  const [first, last] = [inside.at(0)?.[0] ?? 0, inside.at(-1)?.[0] ?? 0]
  return [[first - endSlope, 1 - certainty], ...inside, [last + endSlope, certainty]]
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
