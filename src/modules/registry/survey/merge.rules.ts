/**
 * How answers of several devices become one state. An answer never replaces another by arriving later: it stands for those that its author
 * had seen (`bases`). So the state is a function of the set of answers alone, whatever the order in which they came and however often.
 */

/** An answer as far as merging needs it; `value` is anything that is equal when the answers are. */
export interface Stated {
  readonly answerId: string
  readonly field: string
  readonly value: string
  readonly bases: readonly string[]
}

/** The person of whom a field is asked (`member/<id>/schooling`). */
export function personOfField(field: string): string | undefined {
  return /^member\/([0-9a-f-]{36})\//.exec(field)?.[1]
}

/** A field under the name of whoever stands for its person now. */
export function fieldOfRoot(field: string, roots: ReadonlyMap<string, string>): string {
  const personId = personOfField(field)
  const rootId = personId === undefined ? undefined : roots.get(personId)
  return personId === undefined || rootId === undefined ? field : field.replace(personId, rootId)
}

/** The present answers to one field: one value, or several that differ. */
export interface FieldState<T extends Stated> {
  readonly field: string
  /** Answers that no other stands on, ordered by their ids. */
  readonly heads: readonly T[]
  readonly isDisputed: boolean
}

/** What a family's answers come to, by field. */
export function mergeAnswers<T extends Stated>(answers: Iterable<T>): ReadonlyMap<string, FieldState<T>> {
  const known = new Map<string, T>()
  for (const answer of answers) known.set(answer.answerId, answer)
  const replaced = new Set<string>()
  for (const answer of known.values()) {
    for (const base of answer.bases) if (base !== answer.answerId && known.get(base)?.field === answer.field) replaced.add(base)
  }
  const byField = new Map<string, T[]>()
  for (const answer of known.values()) {
    const heads = byField.get(answer.field) ?? []
    if (!replaced.has(answer.answerId)) heads.push(answer)
    byField.set(answer.field, heads)
  }
  return new Map([...byField].map(([field, heads]) => [field, stateOf(field, heads)]))
}

function stateOf<T extends Stated>(field: string, heads: readonly T[]): FieldState<T> {
  const ordered = [...heads].sort((left, right) => (left.answerId < right.answerId ? -1 : 1))
  return { field, heads: ordered, isDisputed: new Set(ordered.map((head) => head.value)).size > 1 }
}
