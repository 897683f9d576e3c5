import type { Messages } from './index.ts'

/** One thing wrong with what was sent, as far as the validator can name it. `limit` is in letters, units or items. */
export type FieldProblem =
  | { readonly kind: 'required' | 'wrong' | 'not_one_of' | 'not_a_day' | 'not_a_moment' | 'not_an_email' | 'not_a_number' | 'wrong_pattern' | 'unknown_member' }
  | { readonly kind: 'too_short' | 'too_small' | 'too_few'; readonly minimum: number }
  | { readonly kind: 'too_long' | 'too_big' | 'too_many'; readonly maximum: number }

/** The text for one wrong field. */
export function fieldProblemFrom(m: Messages, problem: FieldProblem): string {
  const text = m.fieldProblems[problem.kind]
  return typeof text === 'function' ? text(problem as never) : text
}

/** The text for a refusal; its extra members fill the text's parameters. A kind that nobody described gives the general text. */
export function refusalFrom(m: Messages, refusal: { readonly kind: string }): string {
  const texts: Readonly<Record<string, string | ((parameters: never) => string) | undefined>> = m.refusals
  const text = Object.hasOwn(texts, refusal.kind) ? texts[refusal.kind] : undefined
  if (text === undefined) return m.refusals.server_error
  return typeof text === 'function' ? text(refusal as never) : text
}
