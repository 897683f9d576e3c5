import { cleanText, lengthOf } from '#platform/words.ts'
import { elements, longestWords, type Satisfaction, type SatisfactionDraft, type SatisfactionProblem } from './satisfaction.contract.ts'

/** Reads a form: all nine marks are needed, words are not. */
export function readSatisfaction(draft: SatisfactionDraft): { readonly problems: readonly SatisfactionProblem[]; readonly value?: Satisfaction } {
  const words = cleanText(draft.words)
  const problems: SatisfactionProblem[] = elements.flatMap((field) => (markOf(draft, field) === undefined ? [{ field, kind: 'mark_missing' }] : []))
  if (lengthOf(words) > longestWords) problems.push({ field: 'words', kind: 'too_long' })
  if (problems.length > 0) return { problems }
  return { problems, value: { marks: elements.map((field) => markOf(draft, field) ?? 0), words: words === '' ? null : words } }
}

function markOf({ marks }: SatisfactionDraft, field: (typeof elements)[number]): number | undefined {
  const mark = marks[field]
  return mark !== undefined && /^[1-4]$/.test(mark) ? Number(mark) : undefined
}
