import type { Figures, FigureRow, PublicMonth, PublicRow } from './performance.contract.ts'

/** Numbers from one to seven can single somebody out. */
const smallest = 8
const roundedTo = 5

/**
 * What of a month may be seen by everybody: below the regency, counts of one to seven are hidden, and where a single one would be hidden the next
 * smallest goes with it, so that nobody gets it back by subtraction; all others are rounded to five. Shares and times of hidden rows are hidden too.
 */
export function publicMonth(
  month: string, counted: { whole: Figures; districts: readonly FigureRow[]; categories: readonly FigureRow[] }, name: PublicRow['name'],
): PublicMonth {
  const { whole } = counted
  const { index, grade, count } = whole.satisfaction
  return {
    month, whole: rowOf({ key: '', name, figures: whole }, { isHidden: whole.cases < smallest && whole.cases > 0 }),
    reopenedPercent: whole.judged < smallest ? null : percent(whole.reopened, whole.judged),
    satisfaction: index === null || grade === null || count < smallest ? null : { index: Math.round(index), grade },
    districts: publicRows(counted.districts), categories: publicRows(counted.categories),
  }
}

/** The rows of one split, the largest first. */
export function publicRows(rows: readonly FigureRow[]): PublicRow[] {
  const ordered = rows.filter((row) => row.figures.cases > 0).toSorted((left, right) => right.figures.cases - left.figures.cases || left.key.localeCompare(right.key))
  const small = ordered.filter((row) => row.figures.cases < smallest)
  const companion = small.length === 1 ? ordered.at(-2) : undefined
  return ordered.map((row) => rowOf(row, { isHidden: row.figures.cases < smallest || row === companion }))
}

function rowOf({ key, name, figures }: FigureRow, { isHidden }: { isHidden: boolean }): PublicRow {
  if (isHidden) return { key, name, cases: null, keptPercent: null, medianMinutes: null }
  return {
    key, name, cases: rounded(figures.cases), keptPercent: figures.due < smallest ? null : percent(figures.kept, figures.due),
    medianMinutes: figures.answer.median === null ? null : rounded(figures.answer.median),
  }
}

function rounded(amount: number): number {
  return Math.round(amount / roundedTo) * roundedTo
}

/** Of a hundred, in steps that do not give the count behind them away. */
function percent(part: number, whole: number): number {
  const share = (part / whole) * 100
  return whole < 100 ? rounded(share) : Math.round(share)
}
