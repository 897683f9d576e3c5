import type { ValueProblem } from '#platform/http/texts.ts'
import type { Messages } from './index.ts'

type Texts = Readonly<Record<string, string | ((parameters: never) => string) | undefined>>

/** The text for a refusal; its extra members fill the text's parameters. A kind that nobody described gives the general text. */
export function refusalFrom(m: Messages, refusal: { readonly kind: string }): string {
  return textOf(m.refusals, refusal) ?? m.refusals.server_error
}

/** The text for one wrong field; a kind that nobody described says only that it is wrong. */
export function valueProblemFrom(m: Messages, problem: ValueProblem): string {
  return textOf(m.fieldProblems, problem) ?? m.fieldProblems.wrong
}

function textOf(texts: Texts, what: { readonly kind: string }): string | undefined {
  const text = Object.hasOwn(texts, what.kind) ? texts[what.kind] : undefined
  return typeof text === 'function' ? text(what as never) : text
}
