import { hamletKey } from '#modules/registry/family/address.rules.ts'
import { isDefaultBirth } from '#modules/registry/person/birth.rules.ts'
import { tidyDigits } from '#modules/registry/person/nik.rules.ts'
import { packDigits, packNumber, unpack, type LongNumber } from './digits.rules.ts'
import { hashText } from './hash.rules.ts'
import type { LinkRecord } from './linkage.contract.ts'
import { createNameTable } from './name-table.rules.ts'
import { flag, rowField, rowLength, type Rows } from './row.rules.ts'
import { growingArray, int32 } from './shared-array.rules.ts'

/** Turns rows of lists into numbers, one after the other, so that no list needs to be in memory. */
export interface Encoder {
  /** Adds a row; its number is how many came before it. Its NIK may still be closed, and be told later. */
  readonly add: (record: LinkRecord, isNikClosed?: boolean) => void
  /** Tells the NIK of a row whose was closed; null: it has none. By what date the row is found stays as it is. */
  readonly tellNik: (row: number, nik: string | null) => void
  /** Everything that was added, in memory that workers can share. How telling each word is, is counted now. */
  readonly finish: () => Rows
  /** Everything that was added, also after `finish`, by its count of words: for a few more rows that are compared with those that were there. */
  readonly peek: () => Rows
  /** Forgets the rows from a number on. */
  readonly forget: (from: number) => void
}

/** An empty encoder. A two-digit year of a NIK that lies after `thisYear` is of the century before. */
export function createEncoder(thisYear: number): Encoder {
  const names = createNameTable()
  const rows = growingArray(int32, 4)
  const hamletNumber = remembered((hamlet) => (hamletKey(hamlet) === '' ? 0 : hashText(hamletKey(hamlet))))
  const listNumber = remembered((_list, met) => met + 1)
  let count = 0
  let settled = 0

  function writeNames(row: Int32Array, record: LinkRecord): void {
    const own = names.add(record.name)
    const mother = record.motherName === null ? 0 : names.add(record.motherName).name
    row[rowField.name] = own.name
    row[rowField.alias] = record.alias === null ? own.alias : names.add(record.alias).name
    row[rowField.mother] = mother
    row[rowField.nameKey] = names.keyOf(own.name)
    row[rowField.motherKey] = names.keyOf(mother)
    names.count(own.name)
  }

  const rowAt = (start: number): Int32Array => rows.values().subarray(start, start + rowLength)

  function settleRareWords(from: number): void {
    const values = rows.values()
    for (let at = from; at < count; at += 1) {
      const [rarest, second] = names.rareWordsOf(values[at * rowLength + rowField.name]!)
      values[at * rowLength + rowField.rarest] = rarest
      values[at * rowLength + rowField.second] = second
    }
    settled = count
  }

  return {
    add: (record, isNikClosed = false) => {
      const start = rows.extend(rowLength)
      const row = rowAt(start)
      count += 1
      writeNames(row, record)
      writeBirth(row, record.birthOn)
      row[rowField.about]! |= sexFlag(record.sex) | (isNikClosed ? flag.closedNik : 0)
      if (record.nik !== null) writeNik(row, record.nik, thisYear)
      row[rowField.searchBirth] = row[rowField.nikBirth]! || row[rowField.birth]!
      row[rowField.monthDay] = row[rowField.searchBirth]! % 10_000
      row[rowField.card] = cardNumber(record.card)
      row[rowField.village] = record.areaId >= 10_000 ? record.areaId : 0
      row[rowField.district] = record.areaId >= 10_000 ? Math.floor(record.areaId / 10_000) : record.areaId
      row[rowField.hamlet] = record.hamlet === null ? 0 : hamletNumber(record.hamlet)
      row[rowField.neighbourhood] = record.rt === null ? 0 : (record.rw ?? 0) * 1_000 + record.rt
      row[rowField.list] = listNumber(record.list)
      row[rowField.lot] = hashText(record.id)
    },
    tellNik: (number, nik) => {
      const row = rowAt(number * rowLength)
      row[rowField.about]! &= ~flag.closedNik
      if (nik !== null) writeNik(row, nik, thisYear)
    },
    finish: () => {
      const table = names.finish()
      settleRareWords(0)
      return { count, values: rows.share(), names: table }
    },
    peek: () => {
      const table = names.peek()
      settleRareWords(settled)
      return { count, values: rows.values(), names: table }
    },
    forget: (from) => {
      rows.cut(from * rowLength)
      count = from
      settled = from
    },
  }
}

/** A number for each text, made once; `met` is how many were made before. */
function remembered(make: (text: string, met: number) => number): (text: string) => number {
  const numbers = new Map<string, number>()
  return (text) => {
    const number = numbers.get(text) ?? make(text, numbers.size)
    numbers.set(text, number)
    return number
  }
}

function sexFlag(sex: LinkRecord['sex']): number {
  if (sex === null) return 0
  return sex === 'male' ? flag.male : flag.female
}

function writeBirth(row: Int32Array, birthOn: string | null): void {
  if (birthOn === null) return
  const birth = Number(birthOn.slice(0, 4)) * 10_000 + Number(birthOn.slice(5, 7)) * 100 + Number(birthOn.slice(8, 10))
  row[rowField.birth] = birth
  row[rowField.birthDigits] = packNumber(birth)
  row[rowField.year] = Math.floor(birth / 10_000)
  if (isDefaultBirth(birthOn)) row[rowField.about]! |= flag.defaultBirth
}

const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * Writes a NIK that can be one, by the rules of `parseNik`, without making an object of it. The region is only checked for its form: it tells
 * where somebody was first registered, not where anybody lives.
 */
function writeNik(row: Int32Array, text: string, thisYear: number): void {
  const digits = text.length === 16 ? text : tidyDigits(text)
  const [high, low] = [packDigits(digits, 0), packDigits(digits, 8)]
  if (digits.length !== 16 || high === undefined || low === undefined || !isPossibleNik(high, low)) return
  row[rowField.nikHigh] = high
  row[rowField.nikLow] = low
  row[rowField.nikBirth] = nikBirthOf({ high, low }, row[rowField.year]!, thisYear)
  const sex = unpack(high, 0, 2) > 40 ? flag.female : flag.male
  const agrees = row[rowField.nikBirth] === row[rowField.birth] && (row[rowField.about]! & sex) !== 0
  if (agrees) row[rowField.about]! |= flag.confirmedNik
}

function isPossibleNik(high: number, low: number): boolean {
  const [day, month, year] = [unpack(high, 0, 2) % 40, unpack(low, 6, 2), unpack(low, 4, 2)]
  const longest = daysInMonth[month - 1]
  if (longest === undefined || day < 1 || day > longest || unpack(high, 0, 2) > 71) return false
  if (month === 2 && day === 29 && year % 4 !== 0) return false
  return unpack(high, 6, 2) >= 11 && unpack(high, 4, 2) !== 0 && unpack(high, 2, 2) !== 0 && unpack(low, 0, 4) !== 0
}

/** The birth date in the number, in the century that lies nearer to the recorded birth, or in the latest possible one. */
function nikBirthOf({ high, low }: LongNumber, knownYear: number, thisYear: number): number {
  const [day, month, year] = [unpack(high, 0, 2) % 40, unpack(low, 6, 2), unpack(low, 4, 2)]
  const isThisCentury = knownYear === 0 ? 2_000 + year <= thisYear : Math.abs(2_000 + year - knownYear) < Math.abs(1_900 + year - knownYear)
  return ((isThisCentury ? 2_000 : 1_900) + year) * 10_000 + month * 100 + day
}

function cardNumber(card: string | null): number {
  return card === null || /^[\s0.-]*$/.test(card) ? 0 : hashText(card)
}
