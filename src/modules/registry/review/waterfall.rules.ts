/** A step of a waterfall: it begins where the one before ended. All in percent of the width. */
export interface Step {
  readonly from: number
  readonly width: number
}

export interface Steps {
  readonly steps: readonly Step[]
  /** Where nothing speaks for or against. */
  readonly zero: number
}

/** Lays weights out one after the other, the last step being their sum from zero, so that they fill the width. */
export function waterfallOf(weights: readonly number[]): Steps {
  const reached = weights.reduce<readonly number[]>((sums, weight) => [...sums, sums.at(-1)! + weight], [0])
  const [low, high] = [Math.min(...reached), Math.max(...reached)]
  const wide = high - low || 1
  const place = (sum: number): number => ((sum - low) / wide) * 100
  const step = (one: number, other: number): Step => ({ from: Math.min(place(one), place(other)), width: Math.abs(place(one) - place(other)) })
  return { steps: [...weights.map((_, at) => step(reached[at]!, reached[at + 1]!)), step(0, reached.at(-1)!)], zero: place(0) }
}
