import type { ValueProblem } from '#platform/http/texts.ts'
import type { Problems } from './index.ts'

type Texts = Readonly<Record<string, string | ((parameters: never) => string) | undefined>>

/** The text for a refusal; its extra members fill the text's parameters. A kind that nobody described gives the general text. */
export function refusalFrom(problems: Problems, refusal: { readonly kind: string }): string {
  return textOf(problems.refusals, refusal) ?? problems.refusals.server_error
}

/** The text for one wrong field; kinds that only a refusal describes are found there. A kind that nobody described says only that it is wrong. */
export function valueProblemFrom(problems: Problems, problem: ValueProblem): string {
  return textOf(problems.fieldProblems, problem) ?? textOf(problems.refusals, problem) ?? problems.fieldProblems.wrong
}

function textOf(texts: Texts, what: { readonly kind: string }): string | undefined {
  const text = Object.hasOwn(texts, what.kind) ? texts[what.kind] : undefined
  return typeof text === 'function' ? text(what as never) : text
}
