import type { Figures, FigureRow, PublicMonth, PublicRow } from './performance.contract.ts'
import { rounded, shownOf, smallest } from './suppression.rules.ts'

/**
 * What of a month may be seen by everybody: below the regency, counts of one to seven are hidden and all others rounded to five, so that no sum and
 * no difference tells a hidden one. Shares and times of hidden rows are hidden too. `whole` is counted without protected cases, like the rows.
 */
export function publicMonth(
  month: string, counted: { whole: Figures; districts: readonly FigureRow[]; categories: readonly FigureRow[] }, name: PublicRow['name'],
): PublicMonth {
  const { whole } = counted
  const [districts, categories] = publicTables(whole.cases, [counted.districts, counted.categories])
  return {
    month, whole: rowOf({ key: '', name, figures: whole }, { isHidden: whole.cases < smallest && whole.cases > 0 }),
    reopenedPercent: whole.judged < smallest ? null : percent(whole.reopened, whole.judged),
    satisfaction: publicSatisfaction(whole.satisfaction),
    districts: districts ?? [], categories: categories ?? [],
  }
}

function publicSatisfaction({ index, grade, count, elements }: Figures['satisfaction']): PublicMonth['satisfaction'] {
  if (index === null || grade === null || elements === null || count < smallest) return null
  return { index: Math.round(index), grade, elements: elements.map((mean) => Math.round(mean * 25)) }
}

/** Splits of one whole, the largest row of each first; a split is empty where even its hidden rows would be told by the whole. */
export function publicTables(whole: number, tables: readonly (readonly FigureRow[])[]): readonly PublicRow[][] {
  const ordered = tables.map(largestFirst)
  const shown = shownOf(whole, ordered.map((rows) => rows.map((row) => row.figures.cases)))
  return ordered.map((rows, at) => {
    const seen = shown[at] ?? null
    return seen === null ? [] : rows.map((row, place) => rowOf(row, { isHidden: place >= seen }))
  })
}

function largestFirst(rows: readonly FigureRow[]): readonly FigureRow[] {
  return rows.filter((row) => row.figures.cases > 0)
    .toSorted((left, right) => right.figures.cases - left.figures.cases || left.key.localeCompare(right.key))
}

function rowOf({ key, name, figures }: FigureRow, { isHidden }: { isHidden: boolean }): PublicRow {
  if (isHidden) return { key, name, cases: null, keptPercent: null, medianMinutes: null }
  return {
    key, name, cases: rounded(figures.cases), keptPercent: figures.due < smallest ? null : percent(figures.kept, figures.due),
    medianMinutes: figures.answer.median === null ? null : rounded(figures.answer.median),
  }
}

/** Of a hundred, in whole steps only where a step stands for eight cases or more, else in steps of five: a share must not tell a small number either. */
function percent(part: number, whole: number): number {
  const share = (part / whole) * 100
  return whole < smallest * 100 ? rounded(share) : Math.round(share)
}
