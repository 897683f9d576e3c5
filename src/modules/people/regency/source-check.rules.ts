import { checkDated, findEnd, findOverlaps, findReversed } from './dated-check.rules.ts'
import type { RegencyFiles } from './regency-check.rules.ts'
import type { Source, SourceKind } from './regency.contract.ts'
import type { Problem } from './regency-problem.rules.ts'

const file = 'sources.yaml'

/** What the system writes itself, so that its values have a source like all others. */
const required: Readonly<Record<string, SourceKind>> = {
  report: 'own_intake', visit: 'own_intake', life_event: 'own_intake', verification: 'own_intake', correction: 'own_intake', twin: 'synthetic',
}

/** What is wrong in sources.yaml: keys, spans, strengths that overlap or end, and sources that must exist. */
export function checkSources(files: Pick<RegencyFiles, 'sources'>): Problem[] {
  const { sources } = files.sources
  return [
    ...checkDated({ file, path: ['sources'] }, sources),
    ...sources.flatMap((source, at) => checkStrengths(source, at)),
    ...Object.entries(required).flatMap(([key, kind]) => checkRequired(sources, key, kind)),
  ]
}

/** Every day has one strength, also long after the register ended: its values stay and are still compared. */
function checkStrengths(source: Source, at: number): Problem[] {
  const list = { file, path: ['sources', at, 'strengths'] }
  const strengths = source.strengths.map((strength) => ({ ...strength, key: source.key }))
  return [...findReversed(list, strengths), ...findOverlaps(list, strengths, () => true), ...findEnd(list, strengths)]
}

function checkRequired(sources: readonly Source[], key: string, kind: SourceKind): Problem[] {
  const at = sources.findIndex((source) => source.key === key)
  if (at === -1) return [{ kind: 'source_missing', file, path: ['sources'], detail: { value: key } }]
  if (sources[at]?.kind === kind) return []
  return [{ kind: 'source_kind_wrong', file, path: ['sources', at, 'kind'], detail: { value: key, kind } }]
}
