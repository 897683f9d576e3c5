import { accuracyOf, type Accuracy } from '#modules/registry/linkage/assess.rules.ts'
import type { PlantedRow } from '#modules/registry/linkage/planted-list.rules.ts'

/**
 * What is often done in SQL: names of one village compared by the share of trigrams that they have in common (as pg_trgm counts them), and the
 * birth date must be the same. The threshold is the one that suits it best.
 */
export function bestByTrigrams(rows: readonly PlantedRow[], wanted: number): Accuracy & { readonly threshold: number } {
  const pairs = [...alikePairs(rows)]
  const tried = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8].map((threshold) => {
    const found = pairs.filter((pair) => pair.similarity >= threshold)
    return { threshold, ...accuracyOf({ found: found.length, right: found.filter((pair) => pair.isSame).length, wanted }) }
  })
  return tried.toSorted((left, right) => right.f1 - left.f1)[0]!
}

function* alikePairs(rows: readonly PlantedRow[]): Generator<{ similarity: number; isSame: boolean }> {
  const blocks = Map.groupBy(rows.filter((row) => row.record.birthOn !== null), ({ record }) => `${record.areaId} ${record.birthOn}`)
  for (const block of blocks.values()) {
    const trigrams = block.map((row) => trigramsOf(row.record.name))
    for (let left = 0; left < block.length; left += 1) {
      for (let right = left + 1; right < block.length; right += 1) {
        yield { similarity: similarity(trigrams[left]!, trigrams[right]!), isSame: block[left]!.person === block[right]!.person }
      }
    }
  }
}

function trigramsOf(name: string): ReadonlySet<string> {
  const words = name.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '').map((word) => `  ${word} `)
  return new Set(words.flatMap((word) => Array.from({ length: word.length - 2 }, (_, at) => word.slice(at, at + 3))))
}

function similarity(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return one.intersection(other).size / one.union(other).size
}
