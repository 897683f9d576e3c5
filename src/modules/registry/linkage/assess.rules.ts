import type { Clusters } from './cluster.rules.ts'
import type { Judged } from './calibration.rules.ts'
import type { FamilyLink } from './link-families.rules.ts'
import type { LinkModel } from './model.contract.ts'
import { plantedKinds, type PlantedKind } from './planted-list.rules.ts'
import { rowField, rowLength, type Rows } from './row.rules.ts'
import type { Pairs } from './scan.rules.ts'
import { probabilityOf, weighPattern, type WeightTables } from './score.rules.ts'

/** Whose each row truly is, and what was done to it. */
export interface Truth {
  readonly person: Int32Array
  readonly errors: Int32Array
}

/** How well pairs were found. */
export interface Accuracy {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** Accuracy of a set of pairs by the number of true ones among them. */
export function accuracyOf(counts: { found: number; right: number; wanted: number }): Accuracy {
  const [precision, recall] = [counts.right / Math.max(1, counts.found), counts.right / Math.max(1, counts.wanted)]
  return { precision, recall, f1: (2 * counts.right) / Math.max(1, counts.found + counts.wanted) }
}

/** All pairs of rows of one group, counted without making them. */
export function pairsWithin(groups: Int32Array): number {
  return sizesOf(groups).values().reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
}

function sizesOf(groups: Int32Array): Map<number, number> {
  const sizes = new Map<number, number>()
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  return sizes
}

/** Accuracy of the pairs whose weight is at least `least`, as if each were decided alone. */
export function assessPairs({ pairs, tables }: { pairs: Pairs; tables: WeightTables }, truth: Truth, least: number): Accuracy {
  let [found, right] = [0, 0]
  pairs.pattern.forEach((pattern, pair) => {
    if (weighPattern(tables, pattern) < least) return
    found += 1
    if (isOfOne(pairs, truth, pair)) right += 1
  })
  return accuracyOf({ found, right, wanted: pairsWithin(truth.person) })
}

function isOfOne({ left, right }: Pairs, { person }: Truth, pair: number): boolean {
  return person[left[pair]!] === person[right[pair]!]
}

/** The persons that come out when rows are one only by an equal NIK: what to be measured against. */
export function exactNikClusters({ count, values }: Rows): Clusters {
  const firsts = new Map<string, number>()
  const root = Int32Array.from({ length: count }, (_, row) => {
    const [high, low] = [values[row * rowLength + rowField.nikHigh]!, values[row * rowLength + rowField.nikLow]!]
    if (high === 0) return row
    const key = `${high} ${low}`
    const first = firsts.get(key) ?? row
    firsts.set(key, first)
    return first
  })
  return { root, held: new Map() }
}

/** Accuracy of the persons that came out: of all pairs of rows that were made one. */
export function assessClusters({ root }: Clusters, truth: Truth): Accuracy {
  return accuracyOf({ found: pairsWithin(root), right: pairsWithin(crossed(root, truth.person)), wanted: pairsWithin(truth.person) })
}

/** Accuracy of the links between families of different lists: `truly[family]` is whose family each truly is. */
export function assessFamilies(links: readonly FamilyLink[], truly: readonly number[]): Accuracy {
  const linked = links.filter((link) => link.band === 'link')
  const right = linked.filter((link) => truly[link.left] === truly[link.right]).length
  return accuracyOf({ found: linked.length, right, wanted: pairsWithin(Int32Array.from(truly)) })
}

/** One group for each pair of a cluster and a true person. */
function crossed(root: Int32Array, person: Int32Array): Int32Array {
  const numbers = new Map<number, number>()
  return Int32Array.from(root, (cluster, row) => {
    const key = cluster * 0x200_0000 + person[row]!
    const number = numbers.get(key) ?? numbers.size
    numbers.set(key, number)
    return number
  })
}

export interface KindAccuracy extends Accuracy {
  readonly kind: PlantedKind
  /** True pairs of which a row has the error. */
  readonly pairs: number
}

/** For each kind of error: how well rows that have it were put together, by the persons that came out. */
export function assessKinds({ root }: Clusters, truth: Truth): readonly KindAccuracy[] {
  const wanted = countByKind(truth.person, truth)
  const found = countByKind(root, truth)
  const right = countByKind(crossed(root, truth.person), truth)
  return plantedKinds.map((kind, at) => ({ kind, pairs: wanted[at]!, ...accuracyOf({ found: found[at]!, right: right[at]!, wanted: wanted[at]! }) }))
}

function countByKind(groups: Int32Array, { errors }: Truth): Float64Array {
  const rowsOf = new Map<number, number[]>()
  groups.forEach((group, row) => {
    const rows = rowsOf.get(group)
    if (rows === undefined) rowsOf.set(group, [row])
    else rows.push(row)
  })
  const counts = new Float64Array(plantedKinds.length)
  for (const rows of rowsOf.values()) {
    rows.forEach((left, at) => rows.slice(at + 1).forEach((right) => {
      const kinds = errors[left]! | errors[right]!
      for (let kind = 0; kind < plantedKinds.length; kind += 1) if ((kinds & (1 << kind)) !== 0) counts[kind]! += 1
    }))
  }
  return counts
}

/** The pairs with their weights and their truth, to calibrate by. */
export function judge({ pairs, tables }: { pairs: Pairs; tables: WeightTables }, truth: Truth): readonly Judged[] {
  return Array.from(pairs.pattern, (pattern, pair) => ({ weight: weighPattern(tables, pattern), isSame: isOfOne(pairs, truth, pair) }))
}

export interface Promised {
  /** The probability that was shown, on average, and the share that was true. */
  readonly shown: number
  readonly true: number
  readonly pairs: number
}

const tenths = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1]

/** Whether probabilities mean what they say: the pairs by what was shown for them. */
export function assessCalibration(judged: readonly Judged[], calibration: LinkModel['calibration']): readonly Promised[] {
  const bins = tenths.map(() => ({ shown: 0, true: 0, pairs: 0 }))
  for (const { weight, isSame } of judged) {
    const probability = probabilityOf(calibration, weight)
    const bin = bins[tenths.findIndex((upTo) => probability <= upTo)]!
    bin.shown += probability
    bin.true += isSame ? 1 : 0
    bin.pairs += 1
  }
  return bins.filter((bin) => bin.pairs > 0).map((bin) => ({ shown: bin.shown / bin.pairs, true: bin.true / bin.pairs, pairs: bin.pairs }))
}

