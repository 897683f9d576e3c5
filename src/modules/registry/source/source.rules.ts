import type { AttributeGroup, Regency, Source } from '#modules/people/regency/regency.contract.ts'

/** The regency as far as its sources are concerned. */
export type SourceCatalogue = Pick<Regency, 'sources'>

/** The source of a key; undefined when the regency has none. */
export function findSource(catalogue: SourceCatalogue, key: string): Source | undefined {
  return catalogue.sources.find((source) => source.key === key)
}

/** The registers that a list of a day may come from, the most believed first. What is written here by ourselves is never uploaded. */
export function listListSources(catalogue: SourceCatalogue, on: string): readonly Source[] {
  return catalogue.sources.filter((source) => isListed(source)).toSorted((left, right) => strengthIn(right, { on }) - strengthIn(left, { on }))
}

/** Whether lists of this source are uploaded. */
export function isListed(source: Source): boolean {
  return source.kind !== 'own_intake' && source.kind !== 'synthetic'
}

export interface StrengthQuestion {
  /** Absent: in general. */
  readonly group?: AttributeGroup
  /** The day for which the list holds, YYYY-MM-DD. */
  readonly on: string
}

/** How far a source is believed, 0–100; a key that the regency does not have counts as weakest. */
export function strengthOf(catalogue: SourceCatalogue, key: string, question: StrengthQuestion): number {
  const source = findSource(catalogue, key)
  return source === undefined ? 0 : strengthIn(source, question)
}

/** A list from before the first written strength is judged by the first. */
function strengthIn(source: Source, { group, on }: StrengthQuestion): number {
  const inOrder = source.strengths.toSorted((left, right) => (left.from < right.from ? -1 : 1))
  const strength = inOrder.findLast(({ from }) => from <= on) ?? inOrder[0]
  if (strength === undefined) return 0
  return (group === undefined ? undefined : strength.groups?.[group]) ?? strength.general
}

/** How far a source is believed in general until further notice. */
export function lastingStrength(source: Source): number {
  return source.strengths.find(({ to }) => to === null)?.general ?? 0
}
