import { err, ok, type Result } from '#platform/result.ts'
import { isDayCell, textOf, type Cell } from '#platform/sheets/cell.ts'

/** A birth date as it was read. */
export interface BirthDay {
  /** `YYYY-MM-DD` */
  readonly on: string
  /** What was odd about how it was written. */
  readonly oddity?: 'birth_swapped' | 'birth_two_digit_year' | 'birth_year_only' | 'birth_from_number'
}

export type BirthDayError = 'birth_unreadable' | 'birth_impossible' | 'birth_in_future' | 'birth_too_long_ago'

export interface BirthDayClues {
  /** Today in the regency, `YYYY-MM-DD`. */
  readonly today: string
  /** Whether a date is the one inside the person's NIK; undefined when there is no NIK to ask. */
  readonly isInNik?: ((on: string) => boolean) | undefined
}

const monthNames = [
  /^JAN(UARI|UARY)?$/, /^(F|P)EB(R?UARI|RUARY)?$/, /^MAR(ET|CH|T)?$/, /^APR(IL)?$/, /^(MEI|MAY)$/, /^JUN[IE]?$/, /^JUL[IY]?$/,
  /^(AG(U)?(S)?(T)?(USTUS)?|AUG(UST)?|AGUS)$/, /^SEP(T)?(EMBER)?$/, /^O[KC]T(OBER)?$/, /^NO[PV](EMBER)?$/, /^DE[SC](EMBER)?$/,
]
const oldestYears = 120
const serialEpochMs = Date.UTC(1899, 11, 30)

/**
 * Reads a birth date in any of the ways lists write it: a date cell, `31-12-1965`, `31/12/65`, `1965-12-31`, `31 Desember 1965`, `31121965`,
 * the serial number of a spreadsheet, or the year alone. Day and month are swapped back where only that makes a date, or where only that
 * agrees with the NIK.
 */
export function readBirthDay(cell: Cell, clues: BirthDayClues): Result<BirthDay, BirthDayError> {
  const read = isDayCell(cell) ? fromParts(partsOfIso(cell.day)) : readText(textOf(cell), clues)
  if (!read.ok) return read
  return checked(withNik(read.value, clues), clues.today)
}

interface Parts {
  readonly day: number
  readonly month: number
  readonly year: number
}

function partsOfIso(day: string): Parts {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8, 10)) }
}

function readText(text: string, clues: BirthDayClues): Result<BirthDay, BirthDayError> {
  const plain = text.normalize('NFKC').toUpperCase().replace(/^(SENIN|SELASA|RABU|KAMIS|JUM'?AT|SABTU|MINGGU|AHAD),?\s*/, '').replace(/[ T]\d{1,2}[:.]\d{2}([:.]\d{2})?$/, '')
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(plain)
  if (iso !== null) return fromParts({ year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) })
  const numeric = /^(\d{1,2})\s*[-/., ]\s*(\d{1,2})\s*[-/., ]\s*(\d{4}|\d{2})$/.exec(plain)
  if (numeric !== null) return fromDigits(numeric, clues)
  const named = /^(\d{1,2})[\s\-/.,]*([A-Z]{3,9})[\s\-/.,]*(\d{4}|\d{2})$/.exec(plain)
  if (named !== null) return fromNamed(named, clues)
  return fromNumber(plain)
}

function fromDigits(found: RegExpExecArray, clues: BirthDayClues): Result<BirthDay, BirthDayError> {
  return fromParts({ day: Number(found[1]), month: Number(found[2]), ...yearOf(found[3] ?? '', clues) })
}

function fromNamed(found: RegExpExecArray, clues: BirthDayClues): Result<BirthDay, BirthDayError> {
  const month = monthNames.findIndex((pattern) => pattern.test(found[2] ?? '')) + 1
  if (month === 0) return err('birth_unreadable')
  return fromParts({ day: Number(found[1]), month, ...yearOf(found[3] ?? '', clues) })
}

function yearOf(text: string, clues: BirthDayClues): { year: number; twoDigits?: true } {
  const year = Number(text)
  if (text.length === 4) return { year }
  const thisYear = Number(clues.today.slice(0, 4))
  return { year: 2000 + year > thisYear ? 1900 + year : 2000 + year, twoDigits: true }
}

/** Eight digits, a year, or the serial number under which spreadsheets keep a date (1 is 1 January 1900). */
function fromNumber(plain: string): Result<BirthDay, BirthDayError> {
  if (/^\d{8}$/.test(plain)) {
    const first = fromParts({ day: Number(plain.slice(0, 2)), month: Number(plain.slice(2, 4)), year: Number(plain.slice(4)) })
    return first.ok && Number(plain.slice(4)) > 1800 ? first : fromParts(partsOfIso(`${plain.slice(0, 4)}-${plain.slice(4, 6)}-${plain.slice(6)}`))
  }
  if (/^(19|20)\d{2}$/.test(plain)) return ok({ on: `${plain}-07-01`, oddity: 'birth_year_only' })
  if (/^\d{4,5}(\.0+)?$/.test(plain) && Number(plain) > 2_100) {
    return ok({ on: new Date(serialEpochMs + Number(plain) * 86_400_000).toISOString().slice(0, 10), oddity: 'birth_from_number' })
  }
  return err('birth_unreadable')
}

function fromParts(parts: Parts & { twoDigits?: true }): Result<BirthDay, BirthDayError> {
  const odd = parts.twoDigits === true ? { oddity: 'birth_two_digit_year' as const } : {}
  if (isDate(parts)) return ok({ on: isoOf(parts), ...odd })
  const turned = { ...parts, day: parts.month, month: parts.day }
  if (parts.month > 12 && isDate(turned)) return ok({ on: isoOf(turned), oddity: 'birth_swapped' })
  return err('birth_impossible')
}

/** Where the date is not the NIK's, but would be with day and month swapped, it was swapped in the list. */
function withNik(read: BirthDay, clues: BirthDayClues): BirthDay {
  if (clues.isInNik === undefined || clues.isInNik(read.on) || read.oddity === 'birth_year_only') return read
  const { day, month, year } = partsOfIso(read.on)
  if (day > 12 || day === month) return read
  const turned = isoOf({ year, month: day, day: month })
  return clues.isInNik(turned) ? { on: turned, oddity: 'birth_swapped' } : read
}

function checked(read: BirthDay, today: string): Result<BirthDay, BirthDayError> {
  if (read.on > today) return err('birth_in_future')
  const oldest = `${Number(today.slice(0, 4)) - oldestYears}${today.slice(4)}`
  return read.on < oldest ? err('birth_too_long_ago') : ok(read)
}

function isDate({ day, month, year }: Parts): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1000 && date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function isoOf({ day, month, year }: Parts): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Takes `Kota Lama, 12-03-1990` apart; the day is what begins with the last stretch of digits that may be a date. */
export function splitPlaceAndDay(text: string): { readonly place: string; readonly day: string } {
  const found = /^(.*?)[\s,;/]*(\d{1,4}\s*[-/.,\s]\s*(?:\d{1,2}|[A-Za-z]{3,9})\s*[-/.,\s]\s*\d{2,4}|\d{1,2}\s+[A-Za-z]{3,9}\s+\d{2,4}|\d{8}|(?:19|20)\d{2})\s*$/.exec(text.trim())
  if (found === null) return { place: '', day: text.trim() }
  return { place: (found[1] ?? '').replace(/[\s,;/-]+$/, ''), day: found[2] ?? '' }
}
