import { fieldLevels, type Band, type LinkExplanation, type LinkGuard, type LinkPart, type LinkThresholds } from './linkage.contract.ts'
import type { LevelShares, LinkModel } from './model.contract.ts'
import { birthLevel, groups, groupSizes, joinBirthNik, levelInPattern, nikLevel, splitLevel } from './pattern.rules.ts'

/** A model made ready for millions of pairs: bits for each joint level of each group. */
export interface WeightTables {
  /** Bits before anything is compared. */
  readonly prior: number
  readonly groups: readonly Float64Array[]
  /** The most that the name group and the mother's name can still add. */
  readonly mostOfName: number
  /** For each joint household level with an unknown mother: the most that any mother's name could make of it. */
  readonly mostOfHousehold: Float64Array
}

/** The weights of a model. */
export function weightTables(model: Pick<LinkModel, 'prior' | 'shares'>): WeightTables {
  const tables = groups.map(({ key }, index) => Float64Array.from({ length: groupSizes[index]! }, (_, level) => bits(model.shares[key], level)))
  const household = tables[3]!
  const step = fieldLevels.place.length
  const mostOfHousehold = household.map((_, level) => Math.max(...fieldLevels.mother.map((_each, mother) => household[level + mother * step] ?? -Infinity)))
  return { prior: Math.log2(model.prior / (1 - model.prior)), groups: tables, mostOfName: Math.max(...tables[0]!), mostOfHousehold }
}

/**
 * The weights of rows of which one has a NIK that is closed, taken for the best that it could be, but not for the same as the other row's: it may
 * tell the birth date, and where the other row has a NIK too (`besideNik`) be nearly that.
 */
export function hopefulTables(tables: WeightTables): { readonly besideNik: WeightTables; readonly besideNone: WeightTables } {
  const births = tables.groups[1]!
  const most = (niks: readonly number[]): WeightTables => ({
    ...tables, groups: tables.groups.with(1, births.map((_, level) => {
      const possible = [splitLevel(1, level)[0]!, birthLevel.inNik].flatMap((birth) => niks.map((nik) => births[joinBirthNik(birth, nik)]!))
      return Math.max(...possible)
    })),
  })
  return { besideNik: most([nikLevel.differs, nikLevel.neighbour, nikLevel.slip]), besideNone: most([nikLevel.unknown]) }
}

function bits({ same, other }: LevelShares['name'], level: number): number {
  const [mine, theirs] = [same[level]!, other[level]!]
  // A level that cannot be (an unknown name that is rare) has no share on either side.
  return mine === 0 || theirs === 0 ? 0 : Math.log2(mine / theirs)
}

/** The total of a pattern in bits, the prior among them. */
export function weighPattern(tables: WeightTables, pattern: number): number {
  let total = tables.prior
  for (let group = 0; group < groups.length; group += 1) total += tables.groups[group]![levelInPattern(pattern, group)]!
  return total
}

/** What a weight has meant: the probability that two rows with it are of one person. */
export function probabilityOf(calibration: LinkModel['calibration'], weight: number): number {
  const above = calibration.findIndex(([bound]) => bound > weight)
  if (above === 0) return calibration[0]![1]
  if (above < 0) return calibration.at(-1)![1]
  const [[lowWeight, low], [highWeight, high]] = [calibration[above - 1]!, calibration[above]!]
  return low + ((high - low) * (weight - lowWeight)) / (highWeight - lowWeight)
}

/** The least weight with a probability: what the threshold is in bits; infinity when no weight reaches it. */
export function weightAt(calibration: LinkModel['calibration'], probability: number): number {
  const at = calibration.findIndex(([, each]) => each >= probability)
  if (at < 0) return Number.POSITIVE_INFINITY
  if (at === 0) return calibration[0]![0]
  const [[lowWeight, low], [highWeight, high]] = [calibration[at - 1]!, calibration[at]!]
  return lowWeight + ((highWeight - lowWeight) * (probability - low)) / (high - low)
}

/** The band of a probability. A guard keeps a pair from being linked without a person, never from being seen by one. */
export function bandOf(probability: number, thresholds: LinkThresholds, guards: readonly LinkGuard[]): Band {
  if (probability >= thresholds.link && guards.length === 0) return 'link'
  return probability >= thresholds.review ? 'review' : 'none'
}

/** Gives the waterfall of a pattern: the parts, added to the prior, are the total, and each says what its field adds to those before it. */
export type Explain = (pattern: number, guards: readonly LinkGuard[]) => LinkExplanation

/** Explains by a model. What a level of a group adds is reckoned once for all patterns that have it. */
export function createExplainer(model: LinkModel): Explain {
  const tables = weightTables(model)
  const known = groups.map(() => new Map<number, readonly LinkPart[]>())
  function partsOf(group: number, joint: number): readonly LinkPart[] {
    const parts = known[group]!.get(joint) ?? partsOfGroup(model.shares[groups[group]!.key], group, joint)
    known[group]!.set(joint, parts)
    return parts
  }
  return (pattern, guards) => {
    const total = weighPattern(tables, pattern)
    const probability = probabilityOf(model.calibration, total)
    return {
      prior: tables.prior, parts: groups.flatMap((_, group) => partsOf(group, levelInPattern(pattern, group))), total, probability,
      band: bandOf(probability, model.thresholds, guards), guards: [...guards], modelVersion: model.version,
    }
  }
}

/** By the chain rule: the first field's own weight, then what the second adds when the first is known, and so on to the joint weight. */
function partsOfGroup(shares: LevelShares['name'], group: number, joint: number): LinkPart[] {
  const fields = groups[group]!.fields
  const levels = splitLevel(group, joint)
  let before = 0
  return fields.map((field, at) => {
    const upTo = weightOfFirst(shares, group, levels.slice(0, at + 1))
    const part = { field, level: fieldLevels[field][levels[at]!]!, weight: upTo - before }
    before = upTo
    return part
  })
}

/** The weight of what the first fields of a group say, whatever the others say. */
function weightOfFirst(shares: LevelShares['name'], group: number, levels: readonly number[]): number {
  let [same, other] = [0, 0]
  for (let joint = 0; joint < groupSizes[group]!; joint += 1) {
    if (!levels.every((level, at) => splitLevel(group, joint)[at] === level)) continue
    same += shares.same[joint]!
    other += shares.other[joint]!
  }
  return same === 0 || other === 0 ? 0 : Math.log2(same / other)
}
