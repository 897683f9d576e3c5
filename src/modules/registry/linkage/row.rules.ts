/**
 * How a row of a list lies in memory: a few dozen bytes of numbers, so that millions can be compared without making a single object. The buffers
 * are shared: every worker reads the same rows. 0 always means "not known".
 */

export const rowField = {
  /** Number of the name in the name table; of the alias; of the mother's name. */
  name: 0, alias: 1, mother: 2,
  /** YYYYMMDD as a number; the same as packed digits; its year; its month and day. */
  birth: 3, birthDigits: 4, year: 5, monthDay: 6,
  /** The birth date that the NIK tells; the birth date to search by: the NIK's, else the recorded one. */
  nikBirth: 7, searchBirth: 8,
  /** The NIK as packed digits. */
  nikHigh: 9, nikLow: 10,
  /** Hash of the family card. */
  card: 11,
  village: 12, district: 13, hamlet: 14, neighbourhood: 15,
  /** Hash of the name's sounds whatever their order, and of the mother's; the rarest word of the name and the second rarest. */
  nameKey: 16, motherKey: 17, rarest: 18, second: 19,
  /** Number of the list, from 1. */
  list: 20,
  /** Bits of `flag`. */
  about: 21,
  /** Hash of the row's id: decides between equals, so that the order of the rows never does. */
  lot: 22,
} as const
export type RowField = keyof typeof rowField

/** Numbers to a row: a whole number of half cache lines. */
export const rowLength = 24

export const flag = {
  male: 1, female: 2,
  /** The birth date is one of those that stand for "unknown". */
  defaultBirth: 4,
  /** The NIK is well formed and agrees with the row's own birth date and sex: a slip of the pen would mostly have broken that. */
  confirmedNik: 8,
  /** The row has a NIK that nobody has opened yet: it lies in the row as one that is not known. */
  closedNik: 16,
} as const
export const sexBits = flag.male | flag.female

/** The words of all names, and the names as rows of words. Numbers of words and names start at 1. */
export interface NameTable {
  /** Word w has the letters `letters[wordStart[w] .. wordStart[w + 1]]`, as sounds. */
  readonly wordStart: Int32Array
  readonly letters: Uint8Array
  /** One bit for each letter that the word has. */
  readonly wordMask: Int32Array
  /** The word's other reading in the spelling before 1972; 0: none. */
  readonly wordTwin: Int32Array
  /** How telling the word is, in bits: 3 when one in eight rows has it. */
  readonly rarity: Float32Array
  /** Name n has the words `words[nameStart[n] .. nameStart[n + 1]]`. */
  readonly nameStart: Int32Array
  readonly words: Int32Array
}

/** All rows of all lists, ready to be compared. */
export interface Rows {
  readonly count: number
  readonly values: Int32Array
  readonly names: NameTable
}
