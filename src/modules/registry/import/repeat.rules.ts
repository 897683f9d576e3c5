import type { ProblemKind, RowProblem } from './field.contract.ts'

/** What must be known of a row to find its like in the same list. Keys are keyed hashes or plain numbers; equal means the same. */
export interface ComparedRow {
  readonly rowNumber: number
  readonly nikKey: string | null
  readonly cardKey: string | null
  /** How the name sounds (`nameKey`). */
  readonly nameKey: string
  readonly birthOn: string | null
  readonly decile: number | null
}

/**
 * What rows of one list say about each other: the same person twice (the later row is refused), one NIK for different people (all are
 * refused, because nobody can tell whose it is), one family with different deciles (said). Gives problems by row number.
 */
export function findRepeats(rows: readonly ComparedRow[]): ReadonlyMap<number, readonly RowProblem[]> {
  const problems = new Map<number, RowProblem[]>()
  const report = (rowNumber: number, kind: ProblemKind, otherRow: number): void => {
    problems.set(rowNumber, [...(problems.get(rowNumber) ?? []), { kind, column: null, otherRow }])
  }
  const numbered = groups(rows, (row) => row.nikKey)
  for (const group of numbered) reportSameNik(group, report)
  const nameless = groups(rows.filter((row) => row.nikKey === null), (row) => row.cardKey && `${row.cardKey} ${row.nameKey} ${row.birthOn}`)
  for (const [first, ...later] of nameless) {
    for (const row of later) report(row.rowNumber, 'row_repeated', first?.rowNumber ?? row.rowNumber)
  }
  for (const family of groups(rows, (row) => row.cardKey)) reportDeciles(family, report)
  return problems
}

type Report = (rowNumber: number, kind: ProblemKind, otherRow: number) => void

function groups(rows: readonly ComparedRow[], key: (row: ComparedRow) => string | null): readonly (readonly ComparedRow[])[] {
  const grouped = Map.groupBy(rows.filter((row) => key(row) !== null), key)
  return [...grouped.values()].filter((group) => group.length > 1).map((group) => group.toSorted((one, other) => one.rowNumber - other.rowNumber))
}

function reportSameNik(group: readonly ComparedRow[], report: Report): void {
  const [first, second] = group
  if (first === undefined || second === undefined) return
  const isOnePerson = group.every((row) => row.nameKey === first.nameKey)
  for (const row of isOnePerson ? group.slice(1) : group) {
    report(row.rowNumber, isOnePerson ? 'row_repeated' : 'nik_shared', row === first ? second.rowNumber : first.rowNumber)
  }
}

function reportDeciles(family: readonly ComparedRow[], report: Report): void {
  const told = family.filter((row) => row.decile !== null)
  const [first] = told
  if (first === undefined) return
  for (const row of told) {
    if (row.decile !== first.decile) report(row.rowNumber, 'decile_differs', first.rowNumber)
  }
}
