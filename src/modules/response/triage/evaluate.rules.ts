import { classify, type Classifier, type Sample } from './classifier.rules.ts'

/** How a model does on samples that it never saw. Shares are 0–1. */
export interface Evaluation {
  readonly samples: number
  /** The first suggestion is right; one of the first two is. */
  readonly top1: number
  readonly top2: number
  readonly categories: readonly CategoryScore[]
}

export interface CategoryScore {
  readonly category: string
  readonly samples: number
  /** Of those suggested as this kind, how many were; of those that were, how many were suggested. */
  readonly precision: number
  readonly recall: number
}

/** Measures a model on labelled samples. */
export function evaluate(classifier: Classifier, samples: readonly Sample[]): Evaluation {
  const judged = samples.map((sample) => ({ meant: sample.category, said: (classify(classifier, sample.text) ?? []).map((each) => each.category) }))
  const share = (isRight: (each: (typeof judged)[number]) => boolean): number => ratio(judged.filter(isRight).length, judged.length)
  return {
    samples: judged.length,
    top1: share(({ meant, said }) => said[0] === meant),
    top2: share(({ meant, said }) => said.slice(0, 2).includes(meant)),
    categories: classifier.categories.map((category) => {
      const are = judged.filter(({ meant }) => meant === category)
      const right = are.filter(({ said }) => said[0] === category).length
      return { category, samples: are.length, precision: ratio(right, judged.filter(({ said }) => said[0] === category).length), recall: ratio(right, are.length) }
    }),
  }
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
