import { findRepeated, type Path } from './regency-check.rules.ts'
import type { Problem } from './regency-problem.rules.ts'

/** Something that holds from a day to a day; `to: null` until further notice. */
export interface Held {
  readonly from: string
  readonly to: string | null
}

type Dated = Held & { readonly key: string }

/** Where a list of dated things stands. */
export interface ListAt {
  readonly file: string
  readonly path: Path
}

/** Two rules that hold at once for the same thing; `first` is where the earlier one stands. */
type Overlap = Problem & { readonly first: Path }

/** Keys that stand twice and spans that end before they begin. */
export function checkDated(list: ListAt, rules: readonly Dated[]): Problem[] {
  const { file, path } = list
  const repeated = findRepeated(file, 'key', rules.map((rule, at) => ({ value: rule.key, path: [...path, at, 'key'] })))
  return [...repeated, ...findReversed(list, rules)]
}

/** Spans that end before they begin. */
export function findReversed({ file, path }: ListAt, rules: readonly Held[]): Problem[] {
  return rules.flatMap((rule, at): Problem[] => {
    if (rule.to === null || rule.to >= rule.from) return []
    return [{ kind: 'days_reversed', file, path: [...path, at, 'to'], detail: { from: rule.from, to: rule.to } }]
  })
}

/** Rules that hold on one day for the same thing. */
export function findOverlaps<T extends Dated>({ file, path }: ListAt, rules: readonly T[], isSame: (left: T, right: T) => boolean): Overlap[] {
  return rules.flatMap((rule, at) => rules.slice(0, at).flatMap((earlier, position): Overlap[] => {
    if (!holdTogether(earlier, rule) || !isSame(earlier, rule)) return []
    return [{ kind: 'rules_overlap', file, path: [...path, at, 'from'], first: [...path, position, 'from'], detail: { key: rule.key, other: earlier.key } }]
  }))
}

function holdTogether(left: Held, right: Held): boolean {
  return (left.to === null || left.to >= right.from) && (right.to === null || right.to >= left.from)
}

/** A problem when no rule holds until further notice. */
export function findEnd({ file, path }: ListAt, rules: readonly Held[]): Problem[] {
  if (rules.some((rule) => rule.to === null)) return []
  return [{ kind: 'rule_without_future', file, path, detail: { member: String(path.findLast((step) => typeof step === 'string') ?? file) } }]
}
