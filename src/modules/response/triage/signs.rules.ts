import type { Urgency } from '#modules/people/regency/regency.contract.ts'
import type { TriageSign } from '#modules/people/regency/triage.contract.ts'
import type { SpokenWord, Vocabulary } from './spoken-words.rules.ts'

/** A sign that was found, with the words that led to it as they were written. */
export interface FoundSign {
  readonly key: string
  readonly words: string
}

/** How many other words may stand between two of a phrase. */
const widestGap = 2

/** The signs of a text that hold on a day; each once, in the order of the regency's list. */
export function findSigns(words: readonly SpokenWord[], known: { signs: readonly TriageSign[]; vocabulary: Vocabulary; on: string }): readonly FoundSign[] {
  const holding = known.signs.filter((sign) => sign.from <= known.on && (sign.to === null || known.on <= sign.to))
  return holding.flatMap((sign): FoundSign[] => {
    for (const phrase of sign.phrases) {
      const found = findPhrase(words, phrase.split(' '), known.vocabulary)
      if (found !== undefined) return [{ key: sign.key, words: found }]
    }
    return []
  })
}

/** The words of a text that are the phrase, with what stands between; undefined when they are not there, or only denied. */
function findPhrase(words: readonly SpokenWord[], phrase: readonly string[], vocabulary: Vocabulary): string | undefined {
  for (let start = 0; start < words.length; start += 1) {
    const end = endOfPhrase(words, phrase, start)
    if (end !== undefined && !isDenied(words, { start, phrase }, vocabulary)) return asWritten(words.slice(start, end + 1))
  }
  return undefined
}

/** Where a phrase ends that begins at a word; undefined when it does not begin there. */
function endOfPhrase(words: readonly SpokenWord[], phrase: readonly string[], start: number): number | undefined {
  if (!matches(words[start], phrase[0])) return undefined
  let at = start
  for (const part of phrase.slice(1)) {
    const next = words.findIndex((word, index) => index > at && index <= at + 1 + widestGap && matches(word, part))
    if (next === -1) return undefined
    at = next
  }
  return at
}

function matches(word: SpokenWord | undefined, part: string | undefined): boolean {
  if (word === undefined || part === undefined) return false
  if (!part.endsWith('*')) return word.plain === part
  return word.plain.startsWith(part.slice(0, -1))
}

/** "Tidak lapar" is no hunger; a phrase that begins with a negation denies nothing. */
function isDenied(words: readonly SpokenWord[], at: { start: number; phrase: readonly string[] }, { negations }: Vocabulary): boolean {
  if (negations.has(at.phrase[0] ?? '')) return false
  return negations.has(words[at.start - 1]?.plain ?? '')
}

function asWritten(words: readonly SpokenWord[]): string {
  return words.filter((word, index) => index === 0 || word.written !== words[index - 1]?.written).map((word) => word.written).join(' ')
}

/** How fast a report must be read: by its words first, else by its kind. */
export function urgencyBySigns(found: readonly FoundSign[], signs: readonly TriageSign[], category: { readonly danger: boolean }): Urgency {
  const urgencies = new Set(found.map(({ key }) => signs.find((sign) => sign.key === key)?.urgency))
  if (urgencies.has('danger')) return 'danger'
  return urgencies.has('urgent') || category.danger ? 'urgent' : 'ordinary'
}
