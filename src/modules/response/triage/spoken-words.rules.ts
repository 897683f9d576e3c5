import type { TriageSettings } from '#modules/people/regency/triage.contract.ts'

/** One word of a text: as it was written, and in the spelling that the rules and the model know. */
export interface SpokenWord {
  readonly written: string
  readonly plain: string
}

/** How people write, ready to be looked up. */
export interface Vocabulary {
  readonly meanings: ReadonlyMap<string, readonly string[]>
  readonly negations: ReadonlySet<string>
}

/** Makes the spellings of a regency ready to be looked up. */
export function vocabularyOf(settings: Pick<TriageSettings, 'spellings' | 'negations'>): Vocabulary {
  const pairs = settings.spellings.flatMap(({ means, written }) => written.map((word) => [word, means.split(' ')] as const))
  return { meanings: new Map(pairs), negations: new Set(settings.negations) }
}

/**
 * The words of a text in order, as people type on a phone: small letters, no marks, "makannnn" as "makan", "anak2" as "anak",
 * everyday and local spellings in their standard form. One written word may stand for several.
 */
export function spokenWords(text: string, vocabulary: Vocabulary): readonly SpokenWord[] {
  const plainText = text.toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '')
  const written = plainText.match(/[\p{L}\p{N}]+/gu) ?? []
  return written.flatMap((word) => meant(word, vocabulary).map((plain) => ({ written: word, plain })))
}

function meant(word: string, { meanings }: Vocabulary): readonly string[] {
  const shortened = withoutRepeats(word)
  return meanings.get(word) ?? meanings.get(shortened) ?? [shortened]
}

/** A letter that is held down, and the 2 by which a word is doubled. */
function withoutRepeats(word: string): string {
  return word.replaceAll(/(\p{L})\1{2,}/gu, '$1').replace(/^(\p{L}{3,})2$/u, '$1')
}
