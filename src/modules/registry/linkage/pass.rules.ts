import { mixBits } from './hash.rules.ts'
import { rowField, rowLength, type RowField, type Rows } from './row.rules.ts'

/** Rows that agree in all fields of a pass are compared; whoever agrees in none of the passes never is. */
export interface Pass {
  readonly fields: readonly RowField[]
  /** Whether rows of one list are compared too: worth it where few strangers agree. */
  readonly isWithinLists: boolean
}

const within = (...fields: RowField[]): Pass => ({ fields, isWithinLists: true })
const between = (...fields: RowField[]): Pass => ({ fields, isWithinLists: false })

/**
 * The passes, in their order. A pair that several bring together belongs to the first of them. Together they forgive a wrong name, a wrong birth
 * date, a missing NIK, another address and a new family card, though not all at once.
 */
export const passes: readonly Pass[] = [
  within('nikHigh', 'nikLow'),
  within('nameKey', 'village'),
  within('searchBirth', 'rarest'),
  within('card', 'rarest'),
  within('nameKey', 'year'),
  between('birth', 'rarest'),
  between('birth', 'village'),
  between('searchBirth', 'village'),
  between('searchBirth', 'second'),
  between('rarest', 'second', 'village'),
  between('rarest', 'year', 'village'),
  between('card', 'year'),
  between('village', 'neighbourhood', 'year'),
  between('motherKey', 'year'),
  between('motherKey', 'rarest'),
  between('rarest', 'year', 'district'),
  between('village', 'neighbourhood', 'rarest'),
  between('rarest', 'monthDay'),
]

/** A block with more rows than this says too little; its rows meet in narrower ones. */
export const largestBlock = 600

/** The key of a row in a pass: equal for rows that agree in all its fields; 0 when one of them is not known. */
export function passKey(values: Int32Array, row: number, { fields }: Pass): number {
  let key = 0x9e3779b9
  for (const field of fields) {
    const value = values[row * rowLength + rowField[field]]!
    if (value === 0) return 0
    key = mixBits(Math.imul(key, 0x01000193) ^ value)
  }
  return key || 1
}

/** Whether two rows agree in all fields of a pass. */
export function agreeIn(values: Int32Array, [left, right]: readonly [number, number], { fields }: Pass): boolean {
  for (const field of fields) {
    const value = values[left * rowLength + rowField[field]]!
    if (value === 0 || value !== values[right * rowLength + rowField[field]]) return false
  }
  return true
}

/** Rows in blocks: block b is `order[starts[b] .. starts[b + 1]]`, rows rising. Blocks of one row are left out. */
export interface Blocks {
  readonly order: Int32Array
  readonly starts: Int32Array
}

/** Which part of all blocks to take: those whose key falls into `part` of `parts`. */
export interface Sampling {
  readonly part: number
  readonly parts: number
}

/** Brings rows together that agree in a pass. */
export function blocksOf(rows: Rows, pass: Pass, { part, parts }: Sampling): Blocks {
  const keys = new Uint32Array(rows.count)
  const order = new Int32Array(rows.count)
  let count = 0
  for (let row = 0; row < rows.count; row += 1) {
    const key = passKey(rows.values, row, pass) >>> 0
    if (key === 0 || (parts > 1 && (key >>> 8) % parts !== part)) continue
    keys[row] = key
    order[count] = row
    count += 1
  }
  return cutIntoBlocks(keys, sortByKey(keys, order.subarray(0, count)))
}

const digitBits = 11
const digits = 1 << digitBits

/** Sorts rows by their keys; rows of one key keep their order. */
export function sortByKey(keys: Uint32Array, rows: Int32Array): Int32Array {
  let [from, to]: [Int32Array, Int32Array] = [rows, new Int32Array(rows.length)]
  for (let shift = 0; shift < 32; shift += digitBits) {
    const starts = new Int32Array(digits + 1)
    for (let at = 0; at < from.length; at += 1) starts[((keys[from[at]!]! >>> shift) & (digits - 1)) + 1]! += 1
    for (let digit = 0; digit < digits; digit += 1) starts[digit + 1]! += starts[digit]!
    for (let at = 0; at < from.length; at += 1) {
      const digit = (keys[from[at]!]! >>> shift) & (digits - 1)
      to[starts[digit]!] = from[at]!
      starts[digit]! += 1
    }
    [from, to] = [to, from]
  }
  return from
}

function cutIntoBlocks(keys: Uint32Array, sorted: Int32Array): Blocks {
  const order = new Int32Array(sorted.length)
  const starts = new Int32Array((sorted.length >> 1) + 1)
  let [rows, blocks] = [0, 0]
  for (let from = 0; from < sorted.length;) {
    let until = from + 1
    while (until < sorted.length && keys[sorted[until]!] === keys[sorted[from]!]) until += 1
    if (until - from > 1) {
      starts[blocks] = rows
      blocks += 1
      for (let at = from; at < until; at += 1) order[rows++] = sorted[at]!
    }
    from = until
  }
  starts[blocks] = rows
  return { order: order.subarray(0, rows), starts: starts.subarray(0, blocks + 1) }
}
