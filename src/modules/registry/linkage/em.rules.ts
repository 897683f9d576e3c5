import type { LevelShares } from './model.contract.ts'
import { birthLevel, byGroup, groups, groupSizes, levelInPattern, nameLevel, nikLevel, placeLevel, splitLevel } from './pattern.rules.ts'

/** How often each pattern was met among pairs that were compared; `counts[i]` belongs to `patterns[i]`. */
export interface PatternCounts {
  readonly patterns: Int32Array
  readonly counts: Float64Array
}

export interface Learned {
  readonly prior: number
  readonly shares: LevelShares
  readonly rounds: number
}

export interface LearningOptions {
  readonly mostRounds: number
  /** Shares among strangers to keep as they are (drawn from random pairs); otherwise they are learned from the compared pairs as well. */
  readonly fixedOther?: LevelShares | undefined
  /** What was known before, worth so many pairs on each side: few new pairs then change little. */
  readonly before?: { readonly shares: LevelShares; readonly prior: number; readonly pairs: number } | undefined
}

interface Totals {
  readonly same: readonly Float64Array[]
  readonly other: readonly Float64Array[]
  pairsOfOne: number
  pairs: number
}

const enough = 1e-7
const leastRounds = 15
// Weight of what the fields say apart from each other against what they were seen to say together, in pairs.
const smoothing = { same: 2, other: 4 }

/**
 * Learns how rows of one person agree and how rows of two do, without being told which is which (expectation and maximisation). The pairs are
 * those that a search key brought together, and so are their strangers: neighbours, siblings, namesakes. Shares learned from them tell more than
 * those of random pairs, because those are the strangers that a decision must tell apart.
 */
export function learn({ patterns, counts }: PatternCounts, options: LearningOptions): Learned {
  const levels = groups.map((_, group) => Int32Array.from(patterns, (pattern) => levelInPattern(pattern, group)))
  const belief = Float64Array.from(patterns, firstBelief)
  let learned = maximise({ levels, counts, belief }, options)
  let rounds = 1
  for (; rounds < options.mostRounds; rounds += 1) {
    const before = learned.prior
    expect({ levels, belief }, learned)
    learned = maximise({ levels, counts, belief }, options)
    if (Math.abs(learned.prior - before) < enough && rounds > leastRounds) break
  }
  return { ...learned, rounds }
}

/** Where learning begins: pairs that nobody would doubt, against all others. Later rounds do not remember it. */
function firstBelief(pattern: number): number {
  const [name] = splitLevel(0, levelInPattern(pattern, 0))
  const [birth, nik] = splitLevel(1, levelInPattern(pattern, 1))
  const place = splitLevel(3, levelInPattern(pattern, 3))[2]!
  const isNameAlike = name! >= nameLevel.same && name! <= nameLevel.part
  const speaksAgainst = nik === nikLevel.differs || nik === nikLevel.neighbour
  if (nik === nikLevel.same && name !== nameLevel.differs) return 0.95
  if (isNameAlike && !speaksAgainst && birth! >= birthLevel.slip && place >= placeLevel.village) return 0.95
  return name! <= nameLevel.similar && isNameAlike && !speaksAgainst && birth! >= birthLevel.inNik ? 0.9 : 0.005
}

interface Work {
  readonly levels: readonly Int32Array[]
  readonly counts: Float64Array
  readonly belief: Float64Array
}

/** How likely each pattern is one person's, by what was learned so far. */
function expect({ levels, belief }: Omit<Work, 'counts'>, { prior, shares }: Omit<Learned, 'rounds'>): void {
  const tables = groups.map(({ key }) => shares[key].same.map((same, level) => Math.log(same / shares[key].other[level]!)))
  const start = Math.log(prior / (1 - prior))
  for (let at = 0; at < belief.length; at += 1) {
    let odds = start
    for (let group = 0; group < tables.length; group += 1) odds += tables[group]![levels[group]![at]!]!
    belief[at] = 1 / (1 + Math.exp(-odds))
  }
}

/** The shares that fit best to these beliefs. */
function maximise(work: Work, options: LearningOptions): Omit<Learned, 'rounds'> {
  const totals = addUp(work)
  const { before } = options
  const shares = byGroup((key, group) => ({
    same: toShares(withBefore(totals.same[group]!, before?.shares[key].same, before?.pairs), group, smoothing.same),
    other: options.fixedOther?.[key].other ?? toShares(withBefore(totals.other[group]!, before?.shares[key].other, before?.pairs), group, smoothing.other),
  }))
  const known = before?.pairs ?? 0
  return { prior: (totals.pairsOfOne + known * (before?.prior ?? 0)) / (totals.pairs + known), shares }
}

function withBefore(counts: Float64Array, shares: readonly number[] | undefined, pairs = 0): Float64Array {
  return shares === undefined || pairs === 0 ? counts : counts.map((count, level) => count + pairs * shares[level]!)
}

function addUp({ levels, counts, belief }: Work): Totals {
  const empty = () => groupSizes.map((size) => new Float64Array(size))
  const totals: Totals = { same: empty(), other: empty(), pairsOfOne: 0, pairs: 0 }
  for (let at = 0; at < counts.length; at += 1) {
    const same = counts[at]! * belief[at]!
    totals.pairsOfOne += same
    totals.pairs += counts[at]!
    for (let group = 0; group < levels.length; group += 1) {
      const level = levels[group]![at]!
      totals.same[group]![level]! += same
      totals.other[group]![level]! += counts[at]! - same
    }
  }
  return totals
}

/** Counts as shares, drawn towards what the fields say apart from each other, so that a level never seen is neither impossible nor a proof. */
function toShares(counts: Float64Array, group: number, strength: number): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const apart = sharesApart(counts, group)
  return Array.from(counts, (count, level) => (count + strength * apart[level]!) / (total + strength))
}

/** The product of the fields' own shares, each with a little added. */
function sharesApart(counts: Float64Array, group: number): number[] {
  const marginals = groups[group]!.fields.map(() => new Map<number, number>())
  const split = Array.from(counts, (_, joint) => splitLevel(group, joint))
  split.forEach((levels, joint) => levels.forEach((level, field) => {
    marginals[field]!.set(level, (marginals[field]!.get(level) ?? 0.01) + counts[joint]!)
  }))
  const sums = marginals.map((each) => each.values().reduce((sum, count) => sum + count, 0))
  return split.map((levels) => levels.reduce((product, level, field) => (product * marginals[field]!.get(level)!) / sums[field]!, 1))
}

/** The shares that random pairs show: how strangers compare who have nothing to do with each other. */
export function sharesOfStrangers({ patterns, counts }: PatternCounts): LevelShares {
  const belief = new Float64Array(patterns.length)
  const levels = groups.map((_, group) => Int32Array.from(patterns, (pattern) => levelInPattern(pattern, group)))
  const totals = addUp({ levels, counts, belief })
  return byGroup((_, group) => {
    const other = toShares(totals.other[group]!, group, smoothing.other)
    return { same: other, other }
  })
}
