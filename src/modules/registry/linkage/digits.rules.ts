import { countBits } from './hash.rules.ts'

/** Numbers are compared as decimal digits packed four bits each, eight to a 32-bit word, so that most comparisons are a few bit operations. */

/** Packs up to eight decimal digits of a number: 1945 → 0x00001945. */
export function packNumber(value: number): number {
  let packed = 0
  let rest = value
  for (let place = 0; place < 32; place += 4) {
    packed |= (rest % 10) << place
    rest = Math.floor(rest / 10)
  }
  return packed
}

/** Packs eight digits of a text from a position; undefined when one is no digit. */
export function packDigits(text: string, from: number): number | undefined {
  let packed = 0
  for (let at = from; at < from + 8; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (!(digit >= 0 && digit <= 9)) return undefined
    packed = (packed << 4) | digit
  }
  return packed
}

/** The number that some packed digits stand for: `count` digits from `place`, the last digit being place 0. */
export function unpack(packed: number, place: number, count: number): number {
  let value = 0
  for (let at = place + count - 1; at >= place; at -= 1) value = value * 10 + ((packed >>> (at * 4)) & 15)
  return value
}

/** Numbers of sixteen digits, the first eight and the last eight. */
export interface LongNumber {
  readonly high: number
  readonly low: number
}

const scratchLeft = new Uint8Array(16)
const scratchRight = new Uint8Array(16)

/** Whether two packed eight-digit numbers are equal up to one digit wrong, missing, doubled or swapped with its neighbour. */
export function isDigitSlip(left: number, right: number): boolean {
  const differing = countBits(digitsSet(left ^ right))
  if (differing <= 1) return true
  const unexplained = digitsSet(left ^ right) & digitsSet(left ^ (right << 4)) & digitsSet(left ^ (right >>> 4))
  if (countBits(unexplained) > 1) return false
  spread(left, scratchLeft, 0)
  spread(right, scratchRight, 0)
  return slips({ left: scratchLeft, right: scratchRight }, 8, 1) <= 1
}

/** How many digits were wrong, missing, doubled or swapped between two long numbers; `most` + 1 when more than `most` (at most 2). */
export function longSlips(left: LongNumber, right: LongNumber, most: number): number {
  const [high, low] = [digitsSet(left.high ^ right.high), digitsSet(left.low ^ right.low)]
  const differing = countBits(high) + countBits(low)
  if (differing <= 1) return differing
  if (countBits(unexplainedHigh(left, right, high)) + countBits(unexplainedLow(left, right, low)) > most) return most + 1
  spread(left.high, scratchLeft, 0)
  spread(left.low, scratchLeft, 8)
  spread(right.high, scratchRight, 0)
  spread(right.low, scratchRight, 8)
  return slips({ left: scratchLeft, right: scratchRight }, 16, most)
}

/** Digits that neither their own place nor the places around it explain: each costs one slip. */
function unexplainedHigh(left: LongNumber, right: LongNumber, differing: number): number {
  return differing & digitsSet(left.high ^ ((right.high << 4) | (right.low >>> 28))) & digitsSet(left.high ^ (right.high >>> 4))
    & digitsSet(left.high ^ ((right.high << 8) | (right.low >>> 24))) & digitsSet(left.high ^ (right.high >>> 8))
}

function unexplainedLow(left: LongNumber, right: LongNumber, differing: number): number {
  return differing & digitsSet(left.low ^ (right.low << 4)) & digitsSet(left.low ^ ((right.low >>> 4) | (right.high << 28)))
    & digitsSet(left.low ^ (right.low << 8)) & digitsSet(left.low ^ ((right.low >>> 8) | (right.high << 24)))
}

/** One bit for each digit that is not 0. */
function digitsSet(packed: number): number {
  const half = packed | (packed >>> 1)
  return (half | (half >>> 2)) & 0x11111111
}

function spread(packed: number, into: Uint8Array, from: number): void {
  for (let at = 0; at < 8; at += 1) into[from + at] = (packed >>> (28 - 4 * at)) & 15
}

/** Two rows of symbols to compare. */
export interface Symbols {
  readonly left: Uint8Array
  readonly right: Uint8Array
}

let [beforeLast, last, current] = [new Uint8Array(64), new Uint8Array(64), new Uint8Array(64)]

/** Insertions, deletions, changes and swaps of neighbours between two rows of one length (or `[left, right]` lengths), up to `most`; more gives `most` + 1. */
export function slips({ left, right }: Symbols, lengths: number | readonly [number, number], most: number): number {
  const [rows, columns] = typeof lengths === 'number' ? [lengths, lengths] : lengths
  if (Math.abs(rows - columns) > most) return most + 1
  for (let column = 0; column <= columns; column += 1) last[column] = column
  for (let row = 1; row <= rows; row += 1) {
    if (fillRow({ left, right }, row, [columns, most]) > most) return most + 1
    ;[beforeLast, last, current] = [last, current, beforeLast]
  }
  return Math.min(last[columns]!, most + 1)
}

/** Fills one row of the table within the band that can still matter; gives the least cost in it. */
function fillRow({ left, right }: Symbols, row: number, [columns, most]: readonly [number, number]): number {
  const [from, until] = [Math.max(1, row - most), Math.min(columns, row + most)]
  const symbol = left[row - 1]!
  current[from - 1] = from === 1 ? row : 99
  let least = current[from - 1]!
  for (let column = from; column <= until; column += 1) {
    let cost = last[column - 1]! + (symbol === right[column - 1] ? 0 : 1)
    // The band moves one column a row: the cell above its right end was never filled.
    if (column < row + most) cost = Math.min(cost, last[column]! + 1)
    cost = Math.min(cost, current[column - 1]! + 1)
    const isSwap = row > 1 && column > 1 && symbol === right[column - 2] && left[row - 2] === right[column - 1]
    if (isSwap) cost = Math.min(cost, beforeLast[column - 2]! + 1)
    current[column] = cost
    least = Math.min(least, cost)
  }
  return least
}
