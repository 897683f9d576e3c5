import { createComparer } from './compare.rules.ts'
import { createEncoder, type Encoder } from './encode.rules.ts'
import { comparedBy } from './everybody.rules.ts'
import { guardsOf } from './guard.rules.ts'
import type { LinkGuard, LinkRecord, MatchCandidate } from './linkage.contract.ts'
import type { LinkModel } from './model.contract.ts'
import { keyedBy, largestBlock, passes, passKey, risingNumbers, sortByKey, type Keyed } from './pass.rules.ts'
import { flag, rowField, rowLength, type Rows } from './row.rules.ts'
import { createPairWeigher } from './scan.rules.ts'
import { bandOf, hopefulTables, probabilityOf, weighPattern, weightAt, weightTables, type WeightTables } from './score.rules.ts'

/** Persons who are known, ready to be asked for the rows of a new list. */
export interface MatchIndex {
  readonly size: number
  /** Whom each row may be about, the likeliest first. Rows that fit nobody have no candidate. */
  readonly find: (records: readonly LinkRecord[]) => readonly MatchCandidate[]
  /** As `find`, where some who are known have a NIK that is still closed, and is none of the rows' own: only those that can decide are asked for. */
  readonly meet: (records: readonly LinkRecord[]) => Met
}

/** Who may be whom as far as it is known while some NIK are closed. */
export interface Met {
  /** Who is known, may be one of the rows, and has a closed NIK; by id. */
  readonly closed: readonly string[]
  /** What `find` gives once these NIK are told. Who is not in it has none. */
  readonly settle: (niks: ReadonlyMap<string, string>) => readonly MatchCandidate[]
}

// A second candidate that is worse by less than this many bits leaves the choice to a person.
const rivalMargin = 4

/** Known persons as numbers, and their ids in the same order. */
export interface Known {
  readonly encoder: Encoder
  readonly ids: readonly string[]
}

/** Builds an index of known persons; `thisYear` is the latest year in which somebody can have been born. */
export function createMatchIndex(known: Iterable<LinkRecord>, model: LinkModel, thisYear: number): MatchIndex {
  const encoder = createEncoder(thisYear)
  const ids: string[] = []
  for (const record of known) {
    encoder.add(record)
    ids.push(record.id)
  }
  return indexKnown({ encoder, ids }, model)
}

/** Builds an index of known persons who were made numbers one by one: of millions no record is held. */
export function indexKnown({ encoder, ids }: Known, model: LinkModel): MatchIndex {
  const settled = encoder.finish()
  const whoMayFit = comparedBy(model) === 'everybody' ? everybodyIn(settled) : metIn(settled)
  const tables = weightTables(model)
  const least = weightAt(model.calibration, model.thresholds.review)

  /** Does something with the rows of a list behind those who are known. */
  function beside<T>(records: readonly LinkRecord[], work: (rows: Rows) => T): T {
    for (const record of records) encoder.add(record)
    const done = work(encoder.peek())
    encoder.forget(ids.length)
    return done
  }

  function pairsIn(rows: Rows, count: number): Pairing[] {
    const couldFit = createOptimist(rows, tables, least)
    return Array.from({ length: count }, (_, row) => {
      const own = ids.length + row
      return { row, others: whoMayFit(rows, own).filter((other) => couldFit(other, own)) }
    })
  }

  function candidatesIn(rows: Rows, pairs: readonly Pairing[]): readonly MatchCandidate[] {
    const weigh = createPairWeigher(createComparer(rows), tables, least)
    const candidates = pairs.flatMap(({ row, others }) => others.flatMap((other): MatchCandidate[] => {
      const pattern = weigh(other, ids.length + row)
      if (pattern < 0) return []
      const weight = weighPattern(tables, pattern)
      const guards = guardsOf(rows, [other, ids.length + row], pattern)
      return [{ row, knownId: ids[other]!, pattern, weight, guards, ...judge(model, weight, guards) }]
    }))
    return oneToOne(candidates, model)
  }

  function meet(records: readonly LinkRecord[]): Met {
    const pairs = beside(records, (rows) => pairsIn(rows, records.length))
    const closed = [...new Set(pairs.flatMap(({ others }) => others))].filter((row) => isClosed(settled, row))
    return {
      closed: closed.map((row) => ids[row]!),
      settle: (niks) => {
        for (const row of closed) encoder.tellNik(row, niks.get(ids[row]!) ?? null)
        return beside(records, (rows) => candidatesIn(rows, pairs))
      },
    }
  }

  return { size: ids.length, meet, find: (records) => meet(records).settle(new Map()) }
}

/** The known rows that may fit a row. */
interface Pairing {
  readonly row: number
  readonly others: readonly number[]
}

const isClosed = ({ values }: Rows, row: number): boolean => (values[row * rowLength + rowField.about]! & flag.closedNik) !== 0

/** Tells whether two rows can be alike enough, whatever the NIK of the first turns out to be if it is closed. */
function createOptimist(rows: Rows, tables: WeightTables, least: number): (known: number, row: number) => boolean {
  const comparer = createComparer(rows)
  const weigh = createPairWeigher(comparer, tables, least)
  const hopeful = hopefulTables(tables)
  const [besideNik, besideNone] = [createPairWeigher(comparer, hopeful.besideNik, least), createPairWeigher(comparer, hopeful.besideNone, least)]
  const hope = (known: number, row: number): number => (rows.values[row * rowLength + rowField.nikHigh] === 0 ? besideNone : besideNik)(known, row)
  return (known, row) => (isClosed(rows, known) ? hope(known, row) : weigh(known, row)) >= 0
}

function judge(model: LinkModel, weight: number, guards: readonly LinkGuard[]): Pick<MatchCandidate, 'probability' | 'band'> {
  const probability = probabilityOf(model.calibration, weight)
  return { probability, band: bandOf(probability, model.thresholds, guards) }
}

/** The known rows that a row is compared with. */
type WhoMayFit = (rows: Rows, row: number) => readonly number[]

function everybodyIn({ count }: Rows): WhoMayFit {
  const everybody = [...risingNumbers(count)]
  return () => everybody
}

function metIn(known: Rows): WhoMayFit {
  const indexes = passes.map((pass) => sortByKey(keyedBy(known, pass)))
  return (rows, row) => candidatesOf(rows, indexes, row)
}

/** The known rows that share a pass's key with a row, each once, in the order of the passes. */
function candidatesOf(rows: Rows, indexes: readonly Keyed[], row: number): number[] {
  const found = new Set<number>()
  indexes.forEach((index, pass) => {
    const key = passKey(rows.values, row, passes[pass]!) >>> 0
    if (key === 0) return
    const from = firstAt(index.keys, key)
    let until = from
    while (index.keys[until] === key && until - from <= largestBlock) until += 1
    if (until - from > largestBlock) return
    for (let at = from; at < until; at += 1) found.add(index.rows[at]!)
  })
  return [...found]
}

/** The first position at which a sorted key is not less. */
function firstAt(keys: Uint32Array, key: number): number {
  let [low, high] = [0, keys.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (keys[middle]! < key) low = middle + 1
    else high = middle
  }
  return low
}

/** Leaves to a person what a machine must not choose: two who fit one row nearly alike, or two rows that claim one person. */
function oneToOne(candidates: readonly MatchCandidate[], model: LinkModel): readonly MatchCandidate[] {
  const sorted = candidates.toSorted((left, right) => right.weight - left.weight || left.row - right.row || (left.knownId < right.knownId ? -1 : 1))
  const [byRow, byKnown] = [Map.groupBy(sorted, (each) => each.row), Map.groupBy(sorted, (each) => each.knownId)]
  const decided = sorted.map((candidate) => {
    const added: LinkGuard[] = []
    if (isContested(candidate, byRow.get(candidate.row)!)) added.push('rival')
    if (isContested(candidate, byKnown.get(candidate.knownId)!)) added.push('twice_in_list')
    if (added.length === 0) return candidate
    const guards = [...candidate.guards, ...added]
    return { ...candidate, guards, ...judge(model, candidate.weight, guards) }
  })
  return decided.toSorted((left, right) => left.row - right.row || right.weight - left.weight)
}

/** Whether another fits better, or nearly as well. */
function isContested(candidate: MatchCandidate, rivals: readonly MatchCandidate[]): boolean {
  return rivals.some((rival) => rival !== candidate && rival.weight > candidate.weight - rivalMargin)
}
