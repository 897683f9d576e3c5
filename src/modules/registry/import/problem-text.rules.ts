import type { Messages, Problems } from '#web/i18n/index.ts'
import type { ImportField, RowProblem } from './field.contract.ts'

/** The words for rows of lists: what is wrong with them, and what their columns mean. */
export interface RowTexts {
  readonly problems: Problems['importProblems']
  readonly fields: Messages['importList']['fields']
}

/** What is wrong with a row, in words: the column, the reason, and what to do. */
export function problemText(m: RowTexts, problem: RowProblem, columns: readonly { readonly heading: string; readonly field: ImportField | null }[]): string {
  const text: string | ((known: ProblemWords) => string) = m.problems[problem.kind]
  const words = typeof text === 'string' ? text : text(wordsOf(problem))
  const column = problem.column === null ? undefined : columns[problem.column]
  const name = column?.heading || (column?.field == null ? '' : m.fields[column.field])
  return name === '' ? words : `${name}: ${words}`
}

/** What the text of a problem may mention; each kind fills what it knows. */
export interface ProblemWords {
  readonly value: string
  readonly readAs: string
  readonly digits: number
  readonly otherRow: number
}

function wordsOf(problem: RowProblem): ProblemWords {
  return { value: problem.value ?? '', readAs: problem.readAs ?? '', digits: problem.digits ?? 0, otherRow: problem.otherRow ?? 0 }
}
