import type { RegisterLayout } from '#modules/people/regency/regency.contract.ts'
import { headingKey } from '#modules/registry/import/heading.rules.ts'
import { tidyDigits } from '#modules/registry/person/nik.rules.ts'
import type { LineProblem, Outcome } from './batch.contract.ts'
import { rowOfReference } from './batch-number.rules.ts'

type AnswerColumn = 'reference' | 'nik' | 'outcome' | 'reason' | 'decile'
const answerColumns = ['reference', 'nik', 'outcome', 'reason', 'decile'] as const

/** Where a file of answers has what; its header is the first row that has an outcome and something to find the row by. */
export interface AnswerHeader {
  readonly at: Readonly<Partial<Record<AnswerColumn, number>>>
}

/** The columns of a header row; undefined when the row is no header of answers. */
export function readHeader(cells: readonly string[], answers: RegisterLayout['answers']): AnswerHeader | undefined {
  const keys = cells.map(headingKey)
  const found = answerColumns.flatMap((column) => {
    const wanted = answers[column].map(headingKey)
    const place = keys.findIndex((key) => wanted.includes(key))
    return place < 0 ? [] : [[column, place] as const]
  })
  const at: AnswerHeader['at'] = Object.fromEntries(found)
  return at.outcome !== undefined && (at.reference !== undefined || at.nik !== undefined) ? { at } : undefined
}

/** One answer as it was read. */
export interface AnswerLine {
  readonly lineNo: number
  readonly rowNo: number | null
  readonly outcome: Outcome | null
  readonly reason: string | null
  readonly decile: number | null
  readonly problem: LineProblem | null
}

/** What is known of the batch that the answers are for. */
export interface AnswerFacts {
  readonly number: string
  readonly answers: RegisterLayout['answers']
  /** Rows that were answered before. */
  readonly answered: ReadonlySet<number>
  readonly rowCount: number
  /** The row that was sent with a NIK; undefined when none was, or several. */
  readonly rowOfNik: (nik: string) => number | undefined
}

/** Reads the lines of a file of answers; what cannot be taken over says why, and a row that two lines speak of is taken from neither. */
export function readAnswers(header: AnswerHeader, lines: readonly { readonly lineNo: number; readonly cells: readonly string[] }[], facts: AnswerFacts): readonly AnswerLine[] {
  const read = lines.map((line) => readLine(header, line, facts))
  const times = Map.groupBy(read.filter((line) => line.rowNo !== null), (line) => line.rowNo)
  return read.map((line) => (line.problem === null && (times.get(line.rowNo)?.length ?? 0) > 1 ? { ...line, problem: 'row_twice' } : line))
}

function readLine({ at }: AnswerHeader, line: { readonly lineNo: number; readonly cells: readonly string[] }, facts: AnswerFacts): AnswerLine {
  const cell = (column: AnswerColumn): string => (at[column] === undefined ? '' : (line.cells[at[column]] ?? '').trim())
  const rowNo = findRow(cell('reference'), cell('nik'), facts)
  const outcome = readOutcome(cell('outcome'), facts.answers)
  const decile = /^([1-9]|10)$/.test(cell('decile')) ? Number(cell('decile')) : null
  const reason = cell('reason') === '' ? null : cell('reason').slice(0, 2_000)
  const problems: readonly (readonly [boolean, LineProblem])[] = [
    [rowNo === null, 'row_unknown'], [rowNo !== null && facts.answered.has(rowNo), 'row_answered'], [outcome === null, 'outcome_unknown'],
    [outcome === 'rejected' && reason === null, 'reason_missing'], [cell('decile') !== '' && decile === null, 'decile_unreadable'],
  ]
  return { lineNo: line.lineNo, rowNo, outcome, reason, decile, problem: problems.find(([is]) => is)?.[1] ?? null }
}

function findRow(reference: string, nik: string, facts: AnswerFacts): number | null {
  const named = rowOfReference(facts.number, reference)
  if (named !== undefined) return named <= facts.rowCount ? named : null
  // A reference of another batch is not looked up by its number of identity: the same family may have been sent twice.
  if (reference !== '') return null
  const digits = tidyDigits(nik)
  return /^\d{16}$/.test(digits) ? (facts.rowOfNik(digits) ?? null) : null
}

function readOutcome(text: string, answers: RegisterLayout['answers']): Outcome | null {
  const key = headingKey(text)
  if (key === '') return null
  if (answers.accepted.map(headingKey).includes(key)) return 'accepted'
  return answers.rejected.map(headingKey).includes(key) ? 'rejected' : null
}
