import type { SourcedValue } from './attribute.contract.ts'

/** One line of the table attribute × source. */
export interface AttributeRow {
  readonly attribute: string
  readonly current: SourcedValue
  readonly bySource: ReadonlyMap<string, readonly SourcedValue[]>
}

/** Values as lines, in the given order of attributes; those that nobody foresaw come last. */
export function attributeRows(values: readonly SourcedValue[], order: readonly string[]): readonly AttributeRow[] {
  const rows = [...byAttribute(values)].flatMap(([attribute, stated]): AttributeRow[] => {
    const current = stated.find((value) => value.isCurrent)
    return current === undefined ? [] : [{ attribute, current, bySource: grouped(stated, (value) => value.sourceKey) }]
  })
  const places = new Map(order.map((attribute, at) => [attribute, at]))
  const placeOf = ({ attribute }: AttributeRow): number => places.get(attribute) ?? order.length
  return rows.sort((left, right) => placeOf(left) - placeOf(right))
}

/** What is said of each attribute, in the order in which it comes. */
export function byAttribute<T extends { readonly attribute: string }>(told: readonly T[]): ReadonlyMap<string, readonly T[]> {
  return grouped(told, ({ attribute }) => attribute)
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return groups
}
