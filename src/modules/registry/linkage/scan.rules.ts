import { createComparer, type Comparer } from './compare.rules.ts'
import type { PatternCounts } from './em.rules.ts'
import { fieldLevels } from './linkage.contract.ts'
import { agreeIn, blocksOf, largestBlock, passes, type Sampling } from './pass.rules.ts'
import { groupSteps, patternCount } from './pattern.rules.ts'
import { rowField, rowLength, type Rows } from './row.rules.ts'
import type { WeightTables } from './score.rules.ts'
import { growingArray, int32 } from './shared-array.rules.ts'

/** Pairs of rows that are alike enough: pair p is of the rows `left[p]` < `right[p]`, which compare as `pattern[p]`. */
export interface Pairs {
  readonly left: Int32Array
  readonly right: Int32Array
  readonly pattern: Int32Array
}

type Visit = (left: number, right: number) => void

/** Shows every pair of a pass to `visit`; gives how many there were. */
function eachPair(rows: Rows, { pass: number, sampling }: { pass: number; sampling: Sampling }, visit: Visit): number {
  const pass = passes[number]!
  const { order, starts } = blocksOf(rows, pass, sampling)
  const { values } = rows
  let pairs = 0
  for (let block = 0; block < starts.length - 1; block += 1) {
    const [from, until] = [starts[block]!, starts[block + 1]!]
    if (until - from > largestBlock) continue
    for (let at = from; at < until; at += 1) {
      const left = order[at]!
      const list = pass.isWithinLists ? 0 : values[left * rowLength + rowField.list]!
      for (let other = at + 1; other < until; other += 1) {
        const right = order[other]!
        if (values[right * rowLength + rowField.list] === list) continue
        pairs += 1
        visit(left, right)
      }
    }
  }
  return pairs
}

/** Counts the patterns of a part of a pass's pairs. A pair that an earlier pass brings together was counted there. */
export function countPatterns(rows: Rows, pass: number, sampling: Sampling): PatternCounts {
  const counts = new Float64Array(patternCount)
  const comparer = createComparer(rows)
  eachPair(rows, { pass, sampling }, (left, right) => {
    if (!isOfEarlierPass(rows, pass, [left, right])) counts[comparer.pattern(left, right)]! += 1
  })
  return sparse(counts)
}

function isOfEarlierPass({ values }: Rows, pass: number, pair: readonly [number, number]): boolean {
  const isOfOneList = values[pair[0] * rowLength + rowField.list] === values[pair[1] * rowLength + rowField.list]
  for (let earlier = 0; earlier < pass; earlier += 1) {
    if ((passes[earlier]!.isWithinLists || !isOfOneList) && agreeIn(values, pair, passes[earlier]!)) return true
  }
  return false
}

/** Only the patterns that were met. */
export function sparse(counts: Float64Array): PatternCounts {
  const patterns = Int32Array.from(counts.keys().filter((pattern) => counts[pattern]! > 0))
  return { patterns, counts: Float64Array.from(patterns, (pattern) => counts[pattern]!) }
}

/** Adds up what several counted. */
export function addCounts(all: readonly PatternCounts[]): PatternCounts {
  const sum = new Float64Array(patternCount)
  for (const { patterns, counts } of all) patterns.forEach((pattern, at) => { sum[pattern]! += counts[at]! })
  return sparse(sum)
}

export interface Found extends Pairs {
  /** How many pairs were looked at. */
  readonly compared: number
}

/** Finds the pairs of a pass whose weight is at least `least`. */
export function findPairs(rows: Rows, pass: number, { tables, least }: { tables: WeightTables; least: number }): Found {
  const found = growingArray(int32, 4)
  const weigh = createPairWeigher(createComparer(rows), tables, least)
  const compared = eachPair(rows, { pass, sampling: { part: 0, parts: 1 } }, (left, right) => {
    const pattern = weigh(left, right)
    if (pattern < 0) return
    const at = found.extend(3)
    const values = found.values()
    values[at] = left
    values[at + 1] = right
    values[at + 2] = pattern
  })
  return { ...apart(found.values(), found.length() / 3), compared }
}

function apart(triples: Int32Array, count: number): Pairs {
  const [left, right, pattern] = [0, 1, 2].map(() => new Int32Array(new SharedArrayBuffer(count * 4))) as [Int32Array, Int32Array, Int32Array]
  for (let at = 0; at < count; at += 1) {
    left[at] = triples[at * 3]!
    right[at] = triples[at * 3 + 1]!
    pattern[at] = triples[at * 3 + 2]!
  }
  return { left, right, pattern }
}

const motherStep = fieldLevels.place.length

/**
 * Gives the pattern of two rows, or −1 as soon as it is clear that their weight stays below `least`: whole numbers are compared first, names only
 * where they can still decide.
 */
export function createPairWeigher(comparer: Comparer, tables: WeightTables, least: number): (left: number, right: number) => number {
  const [names, birthNiks, sexes, households] = tables.groups as [Float64Array, Float64Array, Float64Array, Float64Array]
  return (left, right) => {
    const birthNik = comparer.birthNik(left, right)
    const sex = comparer.sex(left, right)
    const cardAndPlace = comparer.cardAndPlace(left, right)
    const sure = tables.prior + birthNiks[birthNik]! + sexes[sex]!
    const possible = sure + tables.mostOfHousehold[cardAndPlace]!
    if (possible + tables.mostOfName < least) return -1
    const name = comparer.name(left, right)
    if (possible + names[name]! < least) return -1
    const household = cardAndPlace + comparer.mother(left, right) * motherStep
    if (sure + names[name]! + households[household]! < least) return -1
    return name + birthNik * groupSteps[1]! + sex * groupSteps[2]! + household * groupSteps[3]!
  }
}
