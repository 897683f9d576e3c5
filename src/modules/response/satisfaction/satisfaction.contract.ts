/** The nine elements of the satisfaction survey, in the order of PermenPANRB 14/2017. */
export const elements = ['requirements', 'procedure', 'time', 'cost', 'product', 'competence', 'behaviour', 'complaints', 'facilities'] as const
export type Element = (typeof elements)[number]

export const longestWords = 1_000

/** The marks as they come from the form, 1 (not good) to 4 (very good). */
export interface SatisfactionDraft {
  readonly marks: Readonly<Partial<Record<Element, string>>>
  readonly words: string
}

/** What is wrong in a form: the element that has no mark, or words that are too long. */
export type SatisfactionProblem = { readonly field: Element; readonly kind: 'mark_missing' } | { readonly field: 'words'; readonly kind: 'too_long' }

export interface Satisfaction {
  readonly marks: readonly number[]
  readonly words: string | null
}
