import { parseAddress, hamletKey } from '#modules/registry/family/address.rules.ts'
import { normaliseName, oldReading, wordSound } from '#modules/registry/name/name.rules.ts'
import { tidyDigits } from '#modules/registry/person/nik.rules.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { areaMark, districtIdOf } from './index-person.rules.ts'

/** A place below the village, as far as it was typed. */
export interface AddressWanted {
  readonly hamletKey: string | null
  readonly rt: number | null
  readonly rw: number | null
}

/** What a person typed into the one search field means. */
export type Wanted =
  | { readonly by: 'number'; readonly digits: string }
  | { readonly by: 'name'; readonly name: string; readonly sounds: readonly (readonly string[])[]; readonly address: AddressWanted | null }
  | { readonly by: 'address'; readonly address: AddressWanted }

export type NotSearchable = { readonly kind: 'number_incomplete'; readonly digits: number } | { readonly kind: 'search_too_short' }

const mostWords = 6

/** Reads the search field: a number of 16 digits, a name, an address, or a name with an address behind it (`Slamet RT 3 Dusun Krajan`). */
export function readSearch(text: string): Result<Wanted, NotSearchable> {
  const digits = tidyDigits(text)
  if (/^\d{4,}$/.test(digits)) return digits.length === 16 ? ok({ by: 'number', digits }) : err({ kind: 'number_incomplete', digits: digits.length })
  const parsed = parseAddress(text)
  const hasAddress = parsed.hamlet !== null || parsed.rt !== null || parsed.rw !== null
  const address = hasAddress ? { hamletKey: parsed.hamlet === null ? null : hamletKey(parsed.hamlet), rt: parsed.rt, rw: parsed.rw } : null
  const name = nameIn(parsed.rest ?? '')
  if (name.length >= 3) return ok({ by: 'name', name, sounds: soundsOf(name), address })
  if (address !== null && address.hamletKey !== '') return ok({ by: 'address', address })
  return err({ kind: 'search_too_short' })
}

/** The name in what was typed; of `SUKARDI alias PAIJO` the first, of `P. SUTRISNO` the borrowed one. */
function nameIn(text: string): string {
  const read = normaliseName(text)
  return read.name === '' ? (read.aliases[0] ?? '') : read.name
}

/** For each word the sounds it may have: today's reading, and that of the spelling before 1972 where it differs. */
function soundsOf(name: string): readonly (readonly string[])[] {
  const words = [...new Set(name.split(' '))].slice(0, mostWords)
  return words.map((word) => {
    const old = oldReading(word)
    return old === undefined ? [wordSound(word)] : [wordSound(word), old]
  })
}

/** Where the next page begins: after this row. */
export interface PageMark {
  /** The order in which its name was found. */
  readonly place: number
  readonly personId: string
}

/** A page mark as one word for the address. */
export function writePageMark(mark: PageMark): string {
  return `${mark.place}.${mark.personId}`
}

/** Reads a page mark; undefined when somebody made it up. */
export function readPageMark(text: string): PageMark | undefined {
  const parts = /^(\d{1,4})\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i.exec(text)
  return parts === null ? undefined : { place: Number(parts[1]), personId: parts[2]! }
}

/** The marks of the index that stand for these areas: a district's covers its villages, the regency's everything. */
export function scopeMarks(areaIds: readonly number[]): readonly string[] {
  if (areaIds.includes(0)) return [areaMark(0)]
  const all = new Set(areaIds)
  return areaIds.filter((areaId) => areaId < 100 || !all.has(districtIdOf(areaId))).map(areaMark)
}
