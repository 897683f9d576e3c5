/** Numbers from one to seven can single somebody out. */
export const smallest = 8
const largestSmall = smallest - 1
const roundedTo = 5
/** Rounding to five moves a number by two at most. */
const slack = 2
/** So many values at least stay possible for a hidden number, whoever adds and subtracts all that is shown. */
const leastChoices = 3

interface Range {
  readonly least: number
  readonly most: number
}

/** A number as it may be public: to the nearest five. */
export function rounded(amount: number): number {
  return Math.round(amount / roundedTo) * roundedTo
}

/**
 * How many of the largest numbers of each table may be shown beside the rounded whole, of which each table is a split; its counts come largest first.
 * Numbers of one to seven are never shown; where one alone would be hidden, or where sums and differences of all that is shown would still tell a
 * hidden number, the next smallest is hidden too. Null: the table must be left out, because the whole alone would tell.
 */
export function shownOf(whole: number, tables: readonly (readonly number[])[]): readonly (number | null)[] {
  const shown: (number | null)[] = tables.map(firstShown)
  for (;;) {
    const total = totalOf(whole, tables, shown)
    const told = tables.findIndex((counts, at) => isTold(counts, shown[at] ?? null, total))
    if (told === -1) return shown
    shown[told] = shown[told] === 0 ? null : (shown[told] ?? 0) - 1
  }
}

function firstShown(counts: readonly number[]): number {
  const large = counts.filter((count) => count >= smallest).length
  return counts.length - large === 1 ? Math.max(0, large - 1) : large
}

/** What a reader can work out of the whole: from its own rounded number, and from each table. */
function totalOf(whole: number, tables: readonly (readonly number[])[], shown: readonly (number | null)[]): Range {
  const ranges = tables.flatMap((counts, at) => {
    const seen = shown[at] ?? null
    return seen === null ? [] : [sumOf([visibleOf(counts, seen), hiddenOf(counts.slice(seen))])]
  })
  const own = whole < smallest ? { least: 1, most: largestSmall } : around(rounded(whole))
  return { least: Math.max(own.least, ...ranges.map(({ least }) => least)), most: Math.min(own.most, ...ranges.map(({ most }) => most)) }
}

function isTold(counts: readonly number[], shown: number | null, total: Range): boolean {
  if (shown === null) return false
  const hidden = counts.slice(shown)
  const place = hidden.findIndex((count) => count < smallest)
  if (place === -1) return false
  const others = sumOf([visibleOf(counts, shown), hiddenOf(hidden.toSpliced(place, 1))])
  const [least, most] = [Math.max(1, total.least - others.most), Math.min(largestSmall, total.most - others.least)]
  return most - least + 1 < leastChoices
}

function visibleOf(counts: readonly number[], shown: number): Range {
  return sumOf(counts.slice(0, shown).map((count) => around(rounded(count))))
}

/** A reader is taken to know which of the hidden numbers are small: more than any reader does. */
function hiddenOf(hidden: readonly number[]): Range {
  return sumOf(hidden.map((count) => (count < smallest ? { least: 1, most: largestSmall } : { least: smallest, most: Number.POSITIVE_INFINITY })))
}

function around(shown: number): Range {
  return { least: Math.max(smallest, shown - slack), most: shown + slack }
}

function sumOf(ranges: readonly Range[]): Range {
  return ranges.reduce((sum, range) => ({ least: sum.least + range.least, most: sum.most + range.most }), { least: 0, most: 0 })
}
