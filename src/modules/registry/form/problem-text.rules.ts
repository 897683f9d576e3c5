import type { Problems } from '#web/i18n/index.ts'

type Detail = Readonly<Record<string, string>>

/** What is wrong with a form, in words. */
export function formProblemText(texts: Problems['formProblems'], kind: string, detail: Detail): string {
  const known: Readonly<Record<string, string | ((detail: Detail) => string) | undefined>> = texts
  const text = known[kind]
  if (text === undefined) throw new Error(`nobody has put ${kind} in words`)
  return typeof text === 'string' ? text : text(detail)
}
