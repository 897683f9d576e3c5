import { findPrivateMarks, redact, type PrivateMark } from '#modules/response/triage/redact.rules.ts'

/** Something in words for outsiders that tells who or where somebody is, as it stands there. */
export interface PrivateFinding {
  readonly kind: PrivateMark['kind']
  readonly text: string
}

/** Words that would go outside although nobody has seen what they tell. */
export interface WordsPrivate {
  readonly kind: 'words_private'
  readonly findings: readonly PrivateFinding[]
}

/** What words tell of people beyond what their writer has seen and let stand. Undefined when they may go. */
export function unseenPrivate(words: string, known: { readonly names: readonly string[]; readonly seen: readonly string[] }): WordsPrivate | undefined {
  const seen = new Set(known.seen)
  const findings = findingsIn(words, known.names).filter((finding) => !seen.has(finding.text))
  return findings.length === 0 ? undefined : { kind: 'words_private', findings }
}

/** Everything in words that tells who or where somebody is; each text once. */
export function findingsIn(words: string, names: readonly string[]): readonly PrivateFinding[] {
  const found = findPrivateMarks(words, names).map(({ kind, start, end }) => ({ kind, text: words.slice(start, end) }))
  return [...new Map(found.map((finding) => [finding.text, finding])).values()]
}

/** A stretch of words, marked where it tells of somebody. */
export interface MarkedPart {
  readonly text: string
  readonly kind: PrivateMark['kind'] | null
}

/** Words cut at their marks, in order, for showing. */
export function markedParts(words: string, names: readonly string[]): readonly MarkedPart[] {
  const marks = findPrivateMarks(words, names)
  const parts = marks.flatMap((mark, at): MarkedPart[] => [
    { text: words.slice(at === 0 ? 0 : marks[at - 1]!.end, mark.start), kind: null }, { text: words.slice(mark.start, mark.end), kind: mark.kind },
  ])
  return [...parts, { text: words.slice(marks.at(-1)?.end ?? 0), kind: null } satisfies MarkedPart].filter((part) => part.text !== '')
}

/** Words as everybody may read them: what tells of somebody is replaced. For what goes out without an officer's eye, such as an open list. */
export function publicText(words: string, names: readonly string[]): string {
  return redact(words, findPrivateMarks(words, names), () => '…')
}
