import { mixBits } from './hash.rules.ts'
import { rowField, rowLength, type RowField, type Rows } from './row.rules.ts'
import { append, growingArray, int32 } from './shared-array.rules.ts'

/** Rows that agree in all fields of a pass are compared; whoever agrees in none of the passes never is. */
export interface Pass {
  readonly fields: readonly RowField[]
  /** Where the fields stand in a row. */
  readonly offsets: readonly number[]
  /** Whether rows of one list are compared too: worth it where few strangers agree. */
  readonly isWithinLists: boolean
}

const passOn = (fields: readonly RowField[], isWithinLists: boolean): Pass => ({ fields, offsets: fields.map((field) => rowField[field]), isWithinLists })
const within = (...fields: RowField[]): Pass => passOn(fields, true)
const between = (...fields: RowField[]): Pass => passOn(fields, false)

/**
 * The passes, in their order. A pair that several bring together belongs to the first of them. Together they forgive a wrong name, a wrong birth
 * date, a missing NIK, another address and a new family card, though not all at once.
 */
export const passes: readonly Pass[] = [
  within('nikHigh', 'nikLow'),
  within('nameKey', 'village'),
  within('searchBirth', 'rarest'),
  within('card', 'rarest'),
  within('nameKey', 'year', 'district'),
  between('birth', 'rarest'),
  between('birth', 'village'),
  between('searchBirth', 'village'),
  between('searchBirth', 'second'),
  between('rarest', 'second', 'village'),
  between('rarest', 'year', 'village'),
  between('card', 'year'),
  between('village', 'neighbourhood', 'year'),
  between('motherKey', 'year', 'district'),
  between('motherKey', 'rarest'),
  between('rarest', 'year', 'district'),
  between('village', 'neighbourhood', 'rarest'),
  between('rarest', 'monthDay', 'district'),
]

/** A block with more rows than this says too little; its rows meet in narrower ones. */
export const largestBlock = 600

/** The key of a row in a pass: equal for rows that agree in all its fields; 0 when one of them is not known. */
export function passKey(values: Int32Array, row: number, { offsets }: Pass): number {
  let key = 0x9e3779b9
  for (const offset of offsets) {
    const value = values[row * rowLength + offset]!
    if (value === 0) return 0
    key = mixBits(Math.imul(key, 0x01000193) ^ value)
  }
  return key || 1
}

/** Tells whether two rows agree in all fields of a pass. */
export function agreementIn(values: Int32Array, { offsets }: Pass): (left: number, right: number) => boolean {
  return (left, right) => {
    for (const offset of offsets) {
      const value = values[left * rowLength + offset]!
      if (value === 0 || value !== values[right * rowLength + offset]) return false
    }
    return true
  }
}

/** The rows that a pass brings together: block b is `order[starts[b] .. starts[b + 1]]`, rows rising. In memory that workers share. */
export interface Blocks {
  readonly order: Int32Array
  readonly starts: Int32Array
  /** Keys of the blocks that were too large; whose rows agree in one of them did not meet in this pass. */
  readonly tooLarge: ReadonlySet<number>
}

export interface Blocker {
  /** Brings rows together that agree in a pass. Who stands alone is left out. */
  readonly block: (pass: Pass) => Blocks
  /** Gives the working memory back, now and not when somebody tidies up. Nothing is blocked after it. */
  readonly release: () => void
}

/** Takes the rows through one pass after the other in the same working memory. */
export function createBlocker(rows: Rows): Blocker {
  const [keyed, room] = [emptyKeyed(rows.count), emptyKeyed(rows.count)]
  return {
    block: (pass) => {
      const known = keyedBy(rows, pass, keyed)
      return cutIntoBlocks(sortByKey(known, firstOf(room, known.keys.length)))
    },
    release: () => {
      for (const { buffer } of [keyed.keys, keyed.rows, room.keys, room.rows]) buffer.transfer(0)
    },
  }
}

/** Rows beside their keys. */
export interface Keyed {
  readonly keys: Uint32Array<ArrayBuffer>
  readonly rows: Int32Array<ArrayBuffer>
}

function emptyKeyed(count: number): Keyed {
  return { keys: new Uint32Array(count), rows: new Int32Array(count) }
}

function firstOf({ keys, rows }: Keyed, count: number): Keyed {
  return { keys: keys.subarray(0, count), rows: rows.subarray(0, count) }
}

/** The rows that have a key in a pass, rising; written where `into` has room. */
export function keyedBy(rows: Rows, pass: Pass, into: Keyed = emptyKeyed(rows.count)): Keyed {
  let count = 0
  for (let row = 0; row < rows.count; row += 1) {
    const key = passKey(rows.values, row, pass) >>> 0
    if (key === 0) continue
    into.keys[count] = key
    into.rows[count] = row
    count += 1
  }
  return firstOf(into, count)
}

/** 0, 1, 2 … up to so many numbers. */
export function risingNumbers(count: number): Int32Array<ArrayBuffer> {
  const numbers = new Int32Array(count)
  for (let at = 0; at < count; at += 1) numbers[at] = at
  return numbers
}

const digitBits = 16
const digits = 1 << digitBits

/** Sorts rows by their keys where they lie; rows of one key keep their order. `room` is working memory of the same size. */
export function sortByKey(keyed: Keyed, room: Keyed = emptyKeyed(keyed.keys.length)): Keyed {
  scatter(keyed, room, 0)
  scatter(room, keyed, digitBits)
  return keyed
}

function scatter(from: Keyed, to: Keyed, shift: number): void {
  const starts = new Int32Array(digits + 1)
  const { keys, rows } = from
  for (let at = 0; at < keys.length; at += 1) starts[((keys[at]! >>> shift) & (digits - 1)) + 1]! += 1
  for (let digit = 0; digit < digits; digit += 1) starts[digit + 1]! += starts[digit]!
  for (let at = 0; at < keys.length; at += 1) {
    const digit = (keys[at]! >>> shift) & (digits - 1)
    const place = starts[digit]!
    starts[digit] = place + 1
    to.keys[place] = keys[at]!
    to.rows[place] = rows[at]!
  }
}

function cutIntoBlocks({ keys, rows }: Keyed): Blocks {
  const [order, starts] = [growingArray(int32, 4), growingArray(int32, 4)]
  const tooLarge = new Set<number>()
  for (let from = 0; from < rows.length;) {
    let until = from + 1
    while (until < rows.length && keys[until] === keys[from]) until += 1
    if (until - from > largestBlock) tooLarge.add(keys[from]!)
    else if (until - from > 1) {
      const start = order.extend(until - from)
      append(starts, start)
      const placed = order.values()
      for (let at = from; at < until; at += 1) placed[start + at - from] = rows[at]!
    }
    from = until
  }
  append(starts, order.length())
  return { order: order.share(), starts: starts.share(), tooLarge }
}
