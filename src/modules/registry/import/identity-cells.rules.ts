import { parseCard } from '#modules/registry/family/card.rules.ts'
import { parseRelation, relationFromStatistics, type Relation } from '#modules/registry/family/relation.rules.ts'
import { checkNik, isBirthOfNik, parseNik, tidyDigits, type Nik } from '#modules/registry/person/nik.rules.ts'
import { isBlank, textOf, type Cell } from '#platform/sheets/cell.ts'
import { readBirthDay, splitPlaceAndDay } from './birth-day.rules.ts'
import { short, type RowReading } from './reading.rules.ts'
import { isNothing } from './value.rules.ts'

/** The numbers of one row that tell who it is about. */
export interface Identity {
  readonly nik: Nik | null
  readonly card: string | null
}

const scientific = /^\d(?:[.,]\d+)?E\+?\d+$/i

/**
 * The NIK of a row. A number cell is suspect: spreadsheets keep fifteen digits and make the sixteenth a zero, so a number that ends in
 * zero is refused and any other is stored with a warning.
 */
export function readNikNumber(reading: RowReading): Nik | null {
  const cell = reading.cell('nik')
  const text = textOf(cell)
  if (!reading.has('nik')) return null
  if (isRounded(cell)) {
    reading.report('nik', { kind: 'nik_rounded' })
    return null
  }
  const nik = parseNik(isNothing(text) ? '' : text)
  if (!nik.ok) {
    reading.report('nik', nik.error.kind === 'nik_length' ? { kind: 'nik_length', digits: nik.error.digits } : { kind: nik.error.kind })
    return null
  }
  if (typeof cell === 'number') reading.report('nik', { kind: 'nik_number_cell' })
  return nik.value
}

/** The family card's number of a row, as sixteen digits; whether it may be missing is for the relation to say. */
export function readCardNumber(reading: RowReading): string | null {
  const cell = reading.cell('card')
  const text = textOf(cell)
  if (!reading.has('card')) return null
  if (isRounded(cell) || scientific.test(text)) {
    reading.report('card', { kind: isRounded(cell) ? 'card_rounded' : 'card_scientific' })
    return null
  }
  const card = parseCard(isNothing(text) ? '' : text)
  if (!card.ok && card.error.kind === 'card_missing') return null
  if (!card.ok) {
    reading.report('card', card.error.kind === 'card_length' ? { kind: 'card_length', digits: card.error.digits } : { kind: card.error.kind })
    return null
  }
  if (typeof cell === 'number') reading.report('card', { kind: 'card_number_cell' })
  return card.value.card
}

function isRounded(cell: Cell): boolean {
  if (typeof cell !== 'number') return false
  if (cell > Number.MAX_SAFE_INTEGER) return true
  const digits = tidyDigits(textOf(cell))
  return digits.length === 16 && digits.endsWith('0')
}

/** Where and when somebody was born, and whether the NIK agrees; it may rightly differ, so that is only said. */
export function readBirth(reading: RowReading, known: { nik: Nik | null; sex: 'male' | 'female' | null }): { on: string | null; place: string | null } {
  const { cell, place, field } = birthCell(reading)
  const nik = known.nik
  let on: string | null = null
  if (!isBlank(cell) && !isNothing(textOf(cell))) {
    const read = readBirthDay(cell, { today: reading.context.today, isInNik: nik === null ? undefined : (day) => isBirthOfNik(nik, day) })
    if (read.ok) {
      on = read.value.on
      if (read.value.oddity !== undefined) reading.report(field, { kind: read.value.oddity, value: short(textOf(cell)), readAs: on })
    } else {
      reading.report(field, { kind: read.error, value: short(textOf(cell)) })
    }
  }
  if (nik !== null) reportNik(reading, nik, { birthOn: on, sex: known.sex })
  return { on, place: place === '' ? null : place.slice(0, 100) }
}

function reportNik(reading: RowReading, nik: Nik, known: { birthOn: string | null; sex: 'male' | 'female' | null }): void {
  for (const kind of checkNik(nik, known)) {
    if (kind !== 'nik_region_unknown') reading.report('nik', { kind })
  }
}

function birthCell(reading: RowReading): { cell: Cell; place: string; field: 'birthOn' | 'birthPlaceAndDay' } {
  const day = reading.cell('birthOn')
  const place = reading.text('birthPlace')
  if (!isBlank(day) || !reading.has('birthPlaceAndDay')) return withPlace(day, place)
  const both = reading.cell('birthPlaceAndDay')
  if (typeof both !== 'string') return { cell: both, place, field: 'birthPlaceAndDay' }
  const parts = splitPlaceAndDay(textOf(both))
  return { cell: parts.day, place: place === '' ? parts.place : place, field: 'birthPlaceAndDay' }
}

/** A column of days may hold `Kota Lama, 12-03-1990` too. */
function withPlace(day: Cell, place: string): { cell: Cell; place: string; field: 'birthOn' } {
  if (typeof day !== 'string' || !/^\p{L}[^,]*,\s*\d/u.test(day)) return { cell: day, place, field: 'birthOn' }
  const parts = splitPlaceAndDay(textOf(day))
  return { cell: parts.day, place: place === '' ? parts.place : place, field: 'birthOn' }
}

/**
 * The relation to the head of the family. Null when the list has no such column, and where a list of the health insurer says `Peserta`: whoever is
 * insured in their own name may be anybody of the family. `Suami/Istri` is told apart by sex.
 */
export function readRelation(reading: RowReading, sex: 'male' | 'female' | null): Relation | null {
  if (!reading.has('relation')) return impliedRelation(reading)
  const text = reading.text('relation')
  if (text === '') {
    reading.report('relation', { kind: 'relation_missing' })
    return null
  }
  if (/^PESERTA\b/i.test(text)) return null
  const relation = relationOf(text, { sex, codes: reading.context.relationCodes })
  if (relation === undefined) reading.report('relation', { kind: 'relation_unknown', value: short(text) })
  return relation ?? null
}

/** In a list of heads of families everybody is one. */
function impliedRelation(reading: RowReading): Relation | null {
  return reading.has('headName') && !reading.has('name') ? 'head' : null
}

function relationOf(text: string, known: { sex: 'male' | 'female' | null; codes: 'civil_registry' | 'statistics' }): Relation | undefined {
  const spouse = spouseOf(known.sex)
  if (/SUAMI.*ISTE?RI|ISTE?RI.*SUAMI|PASANGAN/i.test(text)) return spouse
  if (known.codes === 'civil_registry' || !/^\d{1,2}$/.test(text)) return parseRelation(text)
  return Number(text) === 2 ? spouse : relationFromStatistics(Number(text), known.sex ?? 'male')
}

function spouseOf(sex: 'male' | 'female' | null): Relation | undefined {
  if (sex === null) return undefined
  return sex === 'male' ? 'husband' : 'wife'
}
