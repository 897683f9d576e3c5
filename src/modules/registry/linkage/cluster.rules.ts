import { guardedPatterns, hasTwoNiks } from './guard.rules.ts'
import { mixBits } from './hash.rules.ts'
import { risingNumbers, sortByKey } from './pass.rules.ts'
import { patternCount } from './pattern.rules.ts'
import { flag, rowField, rowLength, type Rows } from './row.rules.ts'
import type { Pairs } from './scan.rules.ts'
import { weighPattern, type WeightTables } from './score.rules.ts'
import type { LinkGuard } from './linkage.contract.ts'

/** Who is one person: rows with the same root are, and `root[row]` is the first of them. */
export interface Clusters {
  readonly root: Int32Array
  /** Pairs that were likely enough but were kept apart, by their position, with the reason: they go to a person. */
  readonly held: ReadonlyMap<number, LinkGuard>
}

export interface ClusterOptions {
  readonly tables: WeightTables
  /** From this weight on two rows are linked. */
  readonly link: number
  /** Lists on which nobody should stand twice keep two rows of a cluster apart, unless they are alike by this much more. */
  readonly twiceMargin: number
  /** The share of a cluster's rows that must be alike with those of another to join it. */
  readonly cohesion: number
}

export const usualClustering = { twiceMargin: 4, cohesion: 0.5 } as const

/**
 * Joins rows to persons, the surest pair first. Two groups become one only when most of their rows are alike, no valid NIK stands against
 * another, and no list names both as two: a chain of half-sure links never makes one person of many.
 */
export function cluster(rows: Rows, pairs: Pairs, options: ClusterOptions): Clusters {
  const weights = Float64Array.from(pairs.pattern, (pattern) => weighPattern(options.tables, pattern))
  const groups = createGroups(rows)
  const alike = neighboursOf(rows, pairs)
  const guarded = guardedPatterns(patternCount)
  const held = new Map<number, LinkGuard>()
  for (const pair of surestFirst(rows, pairs, { weights, link: options.link })) {
    const [left, right] = [groups.find(pairs.left[pair]!), groups.find(pairs.right[pair]!)]
    if (left === right) continue
    if (guarded[pairs.pattern[pair]!] === 1) held.set(pair, 'nik_of_another')
    else {
      const obstacle = groups.obstacle([left, right], { isSure: weights[pair]! >= options.link + options.twiceMargin })
        ?? (isCohesive(groups, alike, [left, right, options.cohesion]) ? undefined : 'weak_bridge')
      if (obstacle === undefined) groups.join(left, right)
      else held.set(pair, obstacle)
    }
  }
  return { root: groups.roots(), held }
}

/** The pairs that may be linked, the heaviest first; equals by lot, which the rows' ids draw. */
function surestFirst({ values }: Rows, pairs: Pairs, { weights, link }: { weights: Float64Array; link: number }): Int32Array {
  const likely = positionsWhere(weights.length, (pair) => weights[pair]! >= link)
  const lotOf = (row: number): number => values[row * rowLength + rowField.lot]!
  const lots = Uint32Array.from(likely, (pair) => mixBits(lotOf(pairs.left[pair]!) ^ lotOf(pairs.right[pair]!)) ^ signBit)
  const byLot = sortByKey({ keys: lots, rows: likely }).rows
  // Many pairs compare alike: their weights are few, and their places among these are whole numbers.
  const falling = [...new Set(byLot.values().map((pair) => weights[pair]!))].toSorted((one, other) => other - one)
  const places = new Map(falling.map((weight, place) => [weight, place]))
  return sortByKey({ keys: Uint32Array.from(byLot, (pair) => places.get(weights[pair]!)!), rows: byLot }).rows
}

// Numbers with a sign keep their order as numbers without when their first bit is turned.
const signBit = 0x80000000

function positionsWhere(count: number, isWanted: (position: number) => boolean): Int32Array<ArrayBuffer> {
  const wanted = new Int32Array(count)
  let found = 0
  for (let position = 0; position < count; position += 1) if (isWanted(position)) wanted[found++] = position
  return wanted.subarray(0, found)
}

/** For each row those that it is alike with, whatever the weight above "not worth a look". */
function neighboursOf(rows: Rows, pairs: Pairs): { starts: Int32Array; others: Int32Array } {
  const starts = new Int32Array(rows.count + 1)
  for (let pair = 0; pair < pairs.left.length; pair += 1) {
    starts[pairs.left[pair]! + 1]! += 1
    starts[pairs.right[pair]! + 1]! += 1
  }
  for (let row = 0; row < rows.count; row += 1) starts[row + 1]! += starts[row]!
  const others = new Int32Array(pairs.left.length * 2)
  const next = starts.slice()
  for (let pair = 0; pair < pairs.left.length; pair += 1) {
    others[next[pairs.left[pair]!]!++] = pairs.right[pair]!
    others[next[pairs.right[pair]!]!++] = pairs.left[pair]!
  }
  return { starts, others }
}

type Groups = ReturnType<typeof createGroups>

/** Groups of rows that are joined step by step. A group is known by its root; its rows hang on each other in a ring. */
function createGroups(rows: Rows) {
  const { values, count } = rows
  const parent = risingNumbers(count)
  const next = risingNumbers(count)
  const size = new Int32Array(count).fill(1)

  function find(row: number): number {
    let root = row
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!
      root = parent[root]!
    }
    return root
  }

  function* members(root: number): Generator<number> {
    let row = root
    do {
      yield row
      row = next[row]!
    } while (row !== root)
  }

  function obstacle([left, right]: readonly [number, number], { isSure }: { isSure: boolean }): LinkGuard | undefined {
    for (const mine of members(left)) {
      for (const theirs of members(right)) {
        if (hasTwoNiks(rows, mine, theirs)) return 'two_niks'
        const isOfOneList = values[mine * rowLength + rowField.list] === values[theirs * rowLength + rowField.list]
        if (isOfOneList && !isSure && !hasOneNik(values, mine, theirs)) return 'twice_in_list'
      }
    }
    return undefined
  }

  return {
    find, members, obstacle,
    sizeOf: (root: number): number => size[root]!,
    join: (left: number, right: number): void => {
      const [root, joined] = left < right ? [left, right] : [right, left]
      parent[joined] = root
      size[root]! += size[joined]!
      ;[next[root], next[joined]] = [next[joined]!, next[root]!]
    },
    roots: (): Int32Array => risingNumbers(count).map(find),
  }
}

function hasOneNik(values: Int32Array, left: number, right: number): boolean {
  const [a, b] = [left * rowLength, right * rowLength]
  if ((values[a + rowField.about]! & values[b + rowField.about]! & flag.confirmedNik) === 0) return false
  return values[a + rowField.nikHigh] === values[b + rowField.nikHigh] && values[a + rowField.nikLow] === values[b + rowField.nikLow]
}

/** Whether enough of the pairs between two groups are alike. */
function isCohesive(groups: Groups, alike: { starts: Int32Array; others: Int32Array }, [left, right, cohesion]: readonly [number, number, number]): boolean {
  const possible = groups.sizeOf(left) * groups.sizeOf(right)
  if (possible === 1) return true
  const [small, large] = groups.sizeOf(left) <= groups.sizeOf(right) ? [left, right] : [right, left]
  let found = 0
  for (const row of groups.members(small)) {
    for (let at = alike.starts[row]!; at < alike.starts[row + 1]!; at += 1) if (groups.find(alike.others[at]!) === large) found += 1
  }
  return found >= possible * cohesion
}
