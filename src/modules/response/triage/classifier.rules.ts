import { spokenWords, type SpokenWord, type Vocabulary } from './spoken-words.rules.ts'

/** A text whose kind a person has named. */
export interface Sample {
  readonly category: string
  readonly text: string
}

/**
 * A complement naive Bayes model (Rennie et al. 2003) over words, neighbouring words and pieces of words: for each feature and kind, how much the
 * feature speaks for the kind. It is small, learns in milliseconds, and every weight can be shown.
 */
export interface Classifier {
  readonly categories: readonly string[]
  readonly weights: ReadonlyMap<string, Float64Array>
  readonly vocabulary: Vocabulary
}

export interface Suggestion {
  readonly category: string
  /** 0–1; those of all kinds add up to 1. */
  readonly probability: number
  /** Words as they were written that spoke for it, the strongest first. */
  readonly words: readonly string[]
}

const smoothing = 0.3
const pieceWeight = 0.35
/** How far sums of weights stand apart before they are shares; found on the training samples, and it changes no order. */
const sharpness = 0.7
const mostWords = 5

/** Learns from samples. The same samples give the same model. */
export function trainClassifier(samples: readonly Sample[], vocabulary: Vocabulary): Classifier {
  const categories = [...new Set(samples.map((sample) => sample.category))].toSorted()
  const counts = countFeatures(samples, { categories, vocabulary })
  return { categories, vocabulary, weights: weightsOf(counts, categories.length) }
}

type Counts = ReadonlyMap<string, Float64Array>

/** How often each feature stands in the samples of each kind; a long text counts no more than a short one. */
function countFeatures(samples: readonly Sample[], known: { categories: readonly string[]; vocabulary: Vocabulary }): Counts {
  const counts = new Map<string, Float64Array>()
  for (const { category, text } of samples) {
    const at = known.categories.indexOf(category)
    const features = featuresOfText(spokenWords(text, known.vocabulary), known.vocabulary)
    const norm = Math.sqrt(features.reduce((sum, { weight }) => sum + weight * weight, 0)) || 1
    for (const { feature, weight } of features) {
      const row = counts.get(feature) ?? new Float64Array(known.categories.length)
      row[at] = (row[at] ?? 0) + weight / norm
      counts.set(feature, row)
    }
  }
  return counts
}

/** What speaks for a kind is what the other kinds lack; each kind's weights are brought to the same length, so that none wins by having more samples. */
function weightsOf(counts: Counts, kinds: number): ReadonlyMap<string, Float64Array> {
  const totals = new Float64Array(kinds)
  for (const row of counts.values()) row.forEach((count, at) => { totals[at]! += count })
  const all = totals.reduce((sum, total) => sum + total, 0)
  const weights = new Map<string, Float64Array>()
  const lengths = new Float64Array(kinds)
  for (const [feature, row] of counts) {
    const sum = row.reduce((total, count) => total + count, 0)
    const weight = row.map((count, at) => -Math.log((sum - count + smoothing) / (all - totals[at]! + smoothing * counts.size)))
    const mean = weight.reduce((total, each) => total + each, 0) / kinds
    const centred = weight.map((each) => each - mean)
    centred.forEach((each, at) => { lengths[at]! += Math.abs(each) })
    weights.set(feature, centred)
  }
  const usual = lengths.reduce((sum, length) => sum + length, 0) / kinds
  for (const weight of weights.values()) weight.forEach((each, at) => { weight[at] = (each * usual) / (lengths[at]! || 1) })
  return weights
}

/** Every kind with its share, the likeliest first. Undefined when no word of the text was ever seen. */
export function classify(classifier: Classifier, text: string): readonly Suggestion[] | undefined {
  const words = spokenWords(text, classifier.vocabulary)
  const features = featuresOfText(words, classifier.vocabulary).filter(({ feature }) => classifier.weights.has(feature))
  if (features.length === 0) return undefined
  const scores = classifier.categories.map((_, at) => features.reduce((sum, each) => sum + weightOf(classifier, each, at), 0))
  const shares = sharesOf(scores)
  return classifier.categories.map((category, at) => ({ category, probability: shares[at] ?? 0, words: wordsFor(classifier, { words, features, at }) }))
    .toSorted((left, right) => right.probability - left.probability)
}

function weightOf(classifier: Classifier, { feature, weight }: Feature, at: number): number {
  return (classifier.weights.get(feature)?.[at] ?? 0) * weight
}

function sharesOf(scores: readonly number[]): readonly number[] {
  const highest = Math.max(...scores)
  const raised = scores.map((score) => Math.exp((score - highest) * sharpness))
  const sum = raised.reduce((total, each) => total + each, 0)
  return raised.map((each) => each / sum)
}

/** The written words whose features speak most for a kind. */
function wordsFor(classifier: Classifier, seen: { words: readonly SpokenWord[]; features: readonly Feature[]; at: number }): readonly string[] {
  const sums = new Map<string, number>()
  for (const feature of seen.features) {
    const written = seen.words[feature.wordAt]?.written ?? ''
    sums.set(written, (sums.get(written) ?? 0) + weightOf(classifier, feature, seen.at))
  }
  return [...sums].filter(([, sum]) => sum > 0.2).toSorted((left, right) => right[1] - left[1]).slice(0, mostWords).map(([word]) => word)
}

interface Feature {
  readonly feature: string
  readonly weight: number
  /** The word that it belongs to. */
  readonly wordAt: number
}

/** Words without a meaning of their own here: they would only make noise in a small set of samples. */
const emptyWords = new Set(['di', 'ke', 'dari', 'yang', 'dan', 'itu', 'ini', 'saya', 'pak', 'bu', 'ya', 'nya', 'untuk', 'dengan', 'ada', 'sudah', 'kami', 'tolong', 'mohon', 'bapak', 'ibu'])

function featuresOfText(words: readonly SpokenWord[], vocabulary: Vocabulary): readonly Feature[] {
  return words.flatMap((word, wordAt) => {
    if (emptyWords.has(word.plain)) return []
    const before = words[wordAt - 1]?.plain
    const isDenied = before !== undefined && vocabulary.negations.has(before)
    const pair = before === undefined || emptyWords.has(before) ? [] : [{ feature: `${before} ${word.plain}`, weight: 0.7, wordAt }]
    const own = isDenied ? 0.7 : 1
    return [{ feature: word.plain, weight: own, wordAt }, ...pair, ...pieces(word.plain).map((feature) => ({ feature, weight: pieceWeight, wordAt }))]
  })
}

/** Pieces of four letters, so that an ending or a typing error does not hide a word. */
function pieces(word: string): readonly string[] {
  if (word.length < 4) return []
  const bounded = `^${word}$`
  return Array.from({ length: bounded.length - 3 }, (_, at) => `#${bounded.slice(at, at + 4)}`)
}
