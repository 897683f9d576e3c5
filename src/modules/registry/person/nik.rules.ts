import { err, ok, type Result } from '#platform/result.ts'

/** A population number (NIK) read: region of first registration, birth date with 40 added to a woman's day, serial. */
export interface Nik {
  readonly nik: string
  /** Six digits of the region where the person was first registered; it never changes, whatever the address. */
  readonly region: string
  readonly sex: 'male' | 'female'
  readonly day: number
  readonly month: number
  /** Two digits; the century is not in the number. */
  readonly year: number
  readonly serial: number
}

export type NikError =
  | { readonly kind: 'nik_missing' }
  | { readonly kind: 'nik_letters' }
  | { readonly kind: 'nik_scientific' }
  | { readonly kind: 'nik_length'; readonly digits: number }
  | { readonly kind: 'nik_temporary' }
  | { readonly kind: 'nik_region' }
  | { readonly kind: 'nik_date' }
  | { readonly kind: 'nik_serial' }

/** What is odd about a number but may be right: NIK are never corrected after registration. */
export type NikWarning = 'nik_birth_differs' | 'nik_sex_differs' | 'nik_region_unknown' | 'nik_looks_rounded'

export interface KnownAboutPerson {
  readonly birthOn?: string | null
  readonly sex?: 'male' | 'female' | null
  /** Whether the six-digit region exists, or once existed; undefined skips the question. */
  readonly isKnownRegion?: (region: string) => boolean
}

/** Digits only, as typed with blanks, dots, dashes or a leading apostrophe; full-width digits become plain ones. */
export function tidyDigits(text: string): string {
  return text.normalize('NFKC').replace(/[\s.'’`\-‐–]/g, '')
}

/** Reads a NIK. An error means "not a NIK"; the number is then kept as another number of the person, never thrown away. */
export function parseNik(text: string): Result<Nik, NikError> {
  const digits = tidyDigits(text)
  if (digits === '' || /^0+$/.test(digits)) return err({ kind: 'nik_missing' })
  if (/^\d[,.]?\d*E\+?\d+$/i.test(text.trim())) return err({ kind: 'nik_scientific' })
  if (!/^\d+$/.test(digits)) return err({ kind: 'nik_letters' })
  if (digits.length !== 16) return err({ kind: 'nik_length', digits: digits.length })
  if (digits.startsWith('0')) return err({ kind: 'nik_temporary' })
  const nik = readParts(digits)
  if (!isPlausibleRegion(nik.region)) return err({ kind: 'nik_region' })
  if (!isDay(nik)) return err({ kind: 'nik_date' })
  if (nik.serial === 0) return err({ kind: 'nik_serial' })
  return ok(nik)
}

function readParts(digits: string): Nik {
  const day = Number(digits.slice(6, 8))
  return {
    nik: digits,
    region: digits.slice(0, 6),
    sex: day > 40 ? 'female' : 'male',
    day: day > 40 ? day - 40 : day,
    month: Number(digits.slice(8, 10)),
    year: Number(digits.slice(10, 12)),
    serial: Number(digits.slice(12)),
  }
}

/** Provinces are 11–97; a district number is never 00. Whether the region exists is a warning's business. */
function isPlausibleRegion(region: string): boolean {
  return Number(region.slice(0, 2)) >= 11 && region.slice(2, 4) !== '00' && region.slice(4) !== '00'
}

const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isDay(date: { day: number; month: number; year: number }): boolean {
  const longest = daysInMonth[date.month - 1]
  if (longest === undefined || date.day < 1 || date.day > longest) return false
  return !(date.month === 2 && date.day === 29) || date.year % 4 === 0
}

/** What is odd about a NIK beside what else is known. A different district is normal and no warning: people move, districts split. */
export function checkNik(nik: Nik, known: KnownAboutPerson): readonly NikWarning[] {
  const warnings: NikWarning[] = []
  if (known.birthOn && !isBirthOfNik(nik, known.birthOn)) warnings.push('nik_birth_differs')
  if (known.sex && known.sex !== nik.sex) warnings.push('nik_sex_differs')
  if (known.isKnownRegion !== undefined && !known.isKnownRegion(nik.region)) warnings.push('nik_region_unknown')
  if (nik.nik.endsWith('0000') || nik.nik.endsWith('000')) warnings.push('nik_looks_rounded')
  return warnings
}

/** Whether a birth date (YYYY-MM-DD) is the one in the number; the century is left open. */
export function isBirthOfNik(nik: Nik, birthOn: string): boolean {
  return birthOn.slice(2) === `${twoDigits(nik.year)}-${twoDigits(nik.month)}-${twoDigits(nik.day)}`
}

/** The birth date in the number: the latest century that does not lie after `today`. */
export function birthFromNik(nik: Nik, today: string): string {
  const rest = `${twoDigits(nik.year)}-${twoDigits(nik.month)}-${twoDigits(nik.day)}`
  return `20${rest}` <= today ? `20${rest}` : `19${rest}`
}

/** Writes the number for a person: the inverse of `parseNik`. */
export function composeNik(parts: { region: string; birthOn: string; sex: 'male' | 'female'; serial: number }): string {
  const day = Number(parts.birthOn.slice(8, 10)) + (parts.sex === 'female' ? 40 : 0)
  return `${parts.region}${twoDigits(day)}${parts.birthOn.slice(5, 7)}${parts.birthOn.slice(2, 4)}${String(parts.serial).padStart(4, '0')}`
}

/** The number as screens show it: region and last four, the rest covered. */
export function maskNik(parts: { prefix: string; last4: string }): string {
  return `${parts.prefix}••••••••${parts.last4}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
