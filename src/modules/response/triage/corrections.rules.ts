import type { Regency } from '#modules/people/regency/regency.contract.ts'
import { urgencyOf } from '#modules/response/case/urgency-number.rules.ts'
import type { Sample } from './classifier.rules.ts'
import { spokenWords, type Vocabulary } from './spoken-words.rules.ts'
import type { Aspect, ConfusedPair, Confusion } from './corrections.contract.ts'

/** How often one was suggested and one confirmed, as the database counts it: kinds by code, urgencies by number. */
export interface PairCount {
  readonly suggested: string
  readonly confirmed: string
  readonly count: number
}

/** Counts of pairs as people read them: those that agree summed up, the others by name, the most frequent first. */
export function confusionOf(counts: readonly PairCount[], of: Aspect, regency: Regency): Confusion {
  const sum = (rows: readonly PairCount[]): number => rows.reduce((total, { count }) => total + count, 0)
  const pairs = counts.filter(({ suggested, confirmed }) => suggested !== confirmed)
    .map(({ suggested, confirmed, count }): ConfusedPair => (
      { suggested: namedOf(suggested, of, regency), confirmed: namedOf(confirmed, of, regency), count }))
  return {
    decided: sum(counts), asSuggested: sum(counts.filter(({ suggested, confirmed }) => suggested === confirmed)),
    pairs: pairs.toSorted((left, right) => right.count - left.count
      || left.suggested.key.localeCompare(right.suggested.key) || left.confirmed.key.localeCompare(right.confirmed.key)),
  }
}

/** A kind or an urgency with its name; urgencies, and what is no kind of the regency, have none here. */
export function namedOf(stored: string, of: Aspect, regency: Regency): ConfusedPair['suggested'] {
  if (of === 'urgency') return { key: urgencyOf(Number(stored)), name: null }
  const found = regency.categories.find(({ code }) => code === stored)
  return { key: stored, name: found === undefined ? null : { ...found.name } }
}

/** Every word that samples have, in the spelling that the model knows. */
export function wordsOfSamples(samples: readonly Sample[], vocabulary: Vocabulary): ReadonlySet<string> {
  return new Set(samples.flatMap(({ text }) => spokenWords(text, vocabulary).map(({ plain }) => plain)))
}

/**
 * Of words that decided, those that may be shown away from their case: the ones that the regency's own samples have. Any other could be a name or a
 * place that only resembles one, so it is counted and not said.
 */
export function wordsToShow(words: readonly string[], known: ReadonlySet<string>, vocabulary: Vocabulary): { words: string[]; otherWords: number } {
  const shown = words.filter((word) => {
    const plain = spokenWords(word, vocabulary)
    return plain.length > 0 && !/\p{N}/u.test(word) && plain.every((each) => known.has(each.plain))
  })
  return { words: shown, otherWords: words.length - shown.length }
}
