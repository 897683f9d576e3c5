import { createComparer, type Comparer } from './compare.rules.ts'
import type { PatternCounts } from './em.rules.ts'
import { fieldLevels } from './linkage.contract.ts'
import { agreementIn, passes, passKey, type Blocks } from './pass.rules.ts'
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

/** Rows with the blocks of each pass. */
interface Blocked {
  readonly rows: Rows
  readonly blocks: readonly Blocks[]
}

/** Who is compared with whom: rows that meet in a block of some pass, or everybody with everybody. */
export type Meetings = readonly Blocks[] | 'everybody'

/** Rows, and which of them are compared. */
export interface Compared {
  readonly rows: Rows
  readonly meetings: Meetings
}

/** A part of a pass's blocks. */
interface Stretch {
  readonly pass: number
  readonly from: number
  readonly until: number
}

/** Gives the number of the next piece of work to take, a stretch or a row; beyond the last when there is none left. */
export type NextPiece = () => number

const stretchesOfPass = 8

function* stretches(blocks: readonly Blocks[], next: NextPiece): Generator<Stretch> {
  for (let number = next(); number < passes.length * stretchesOfPass; number = next()) {
    const [pass, part] = [Math.floor(number / stretchesOfPass), number % stretchesOfPass]
    const count = blocks[pass]!.starts.length - 1
    yield { pass, from: Math.floor((count * part) / stretchesOfPass), until: Math.floor((count * (part + 1)) / stretchesOfPass) }
  }
}

/** Which part of all blocks to take: those whose key falls into `part` of `parts`. */
export interface Sampling {
  readonly part: number
  readonly parts: number
}

const everything: Sampling = { part: 0, parts: 1 }

type Visit = (left: number, right: number) => void

/** Shows every pair of a stretch to `visit`, but none that an earlier pass brings together; gives how many there were. */
function eachPair({ rows: { values }, blocks }: Blocked, stretch: Stretch & Sampling, visit: Visit): number {
  const pass = passes[stretch.pass]!
  const { order, starts } = blocks[stretch.pass]!
  const isOfEarlierPass = earlierPasses({ values, blocks }, stretch.pass)
  let pairs = 0
  for (let block = stretch.from; block < stretch.until; block += 1) {
    const [from, until] = [starts[block]!, starts[block + 1]!]
    if (stretch.parts > 1 && (passKey(values, order[from]!, pass) >>> 8) % stretch.parts !== stretch.part) continue
    for (let at = from; at < until; at += 1) {
      const left = order[at]!
      const list = values[left * rowLength + rowField.list]!
      for (let other = at + 1; other < until; other += 1) {
        const right = order[other]!
        const isOfOneList = values[right * rowLength + rowField.list] === list
        if ((isOfOneList && !pass.isWithinLists) || isOfEarlierPass(left, right, isOfOneList)) continue
        pairs += 1
        visit(left, right)
      }
    }
  }
  return pairs
}

/** Tells of two rows whether they met in a pass before. */
function earlierPasses({ values, blocks }: { values: Int32Array; blocks: readonly Blocks[] }, pass: number) {
  const before = passes.slice(0, pass).map((each, at) => ({ pass: each, agree: agreementIn(values, each), tooLarge: blocks[at]!.tooLarge }))
  return (left: number, right: number, isOfOneList: boolean): boolean => {
    for (const earlier of before) {
      if ((isOfOneList && !earlier.pass.isWithinLists) || !earlier.agree(left, right)) continue
      if (earlier.tooLarge.size === 0 || !earlier.tooLarge.has(passKey(values, left, earlier.pass) >>> 0)) return true
    }
    return false
  }
}

/** Shows to `visit` every pair of the pieces of work that it is given; gives how many there were. A part is taken of blocks only. */
function eachMeeting({ rows, meetings }: Compared, { next, sampling }: { next: NextPiece; sampling: Sampling }, visit: Visit): number {
  if (meetings === 'everybody') return eachOfEverybody(rows.count, next, visit)
  let pairs = 0
  for (const stretch of stretches(meetings, next)) pairs += eachPair({ rows, blocks: meetings }, { ...stretch, ...sampling }, visit)
  return pairs
}

function eachOfEverybody(count: number, next: NextPiece, visit: Visit): number {
  let pairs = 0
  for (let left = next(); left < count; left = next()) {
    for (let right = left + 1; right < count; right += 1) visit(left, right)
    pairs += count - left - 1
  }
  return pairs
}

/** Counts the patterns of a part of the pairs in the pieces of work that it is given. */
export function countPatterns(compared: Compared, next: NextPiece, sampling: Sampling): PatternCounts {
  const counts = new Float64Array(patternCount)
  const comparer = createComparer(compared.rows)
  eachMeeting(compared, { next, sampling }, (left, right) => { counts[comparer.pattern(left, right)]! += 1 })
  return sparse(counts)
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

/** Finds, in the pieces of work that it is given, the pairs whose weight is at least `least`. */
export function findPairs(compared: Compared, next: NextPiece, { tables, least }: { tables: WeightTables; least: number }): Found {
  const found = growingArray(int32, 4)
  const weigh = createPairWeigher(createComparer(compared.rows), tables, least)
  function keep(left: number, right: number): void {
    const pattern = weigh(left, right)
    if (pattern < 0) return
    const at = found.extend(3)
    const values = found.values()
    values[at] = left
    values[at + 1] = right
    values[at + 2] = pattern
  }
  const looked = eachMeeting(compared, { next, sampling: everything }, keep)
  return { ...apart(found.values(), found.length() / 3), compared: looked }
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
