/** The languages that the server answers in. */
export type Language = 'id' | 'en'

/** What is wrong with one value, without words. */
export interface ValueProblem {
  readonly kind: string
  readonly minimum?: number
  readonly maximum?: number
}

/** The message catalogue as the platform sees it: it knows kinds, not words. */
export interface Texts {
  readonly refusal: (language: Language, refusal: { readonly kind: string }) => string
  readonly value: (language: Language, problem: ValueProblem) => string
}
