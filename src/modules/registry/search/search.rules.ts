import { findStreet, hamletKey, parseAddress } from '#modules/registry/family/address.rules.ts'
import { normaliseName, oldReading, wordSound } from '#modules/registry/name/name.rules.ts'
import { tidyDigits } from '#modules/registry/person/nik.rules.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { areaMark, districtIdOf } from './index-person.rules.ts'
import { readAreas, type AreasOf } from './named-area.rules.ts'

/** A place below the village, as far as it was typed. */
export interface AddressWanted {
  readonly hamletKey: string | null
  readonly rt: number | null
  readonly rw: number | null
  readonly streetKey: string | null
}

/** How somebody was called: by a child's or husband's name (Pak, Bu), or as an old person (Mbah). */
export type Calling = 'father' | 'mother' | 'elder'

export interface NameWanted {
  readonly by: 'name'
  readonly name: string
  readonly sounds: readonly (readonly string[])[]
  readonly called: Calling | null
  readonly address: AddressWanted | null
  /** Areas that were named behind the name; null: none was. */
  readonly areaIds: readonly number[] | null
}

/** What a person typed into the one search field means. */
export type Wanted =
  | { readonly by: 'number'; readonly digits: string; readonly areaIds: null }
  | NameWanted
  | { readonly by: 'address'; readonly address: AddressWanted; readonly areaIds: readonly number[] | null }

export type NotSearchable = { readonly kind: 'number_incomplete'; readonly digits: number } | { readonly kind: 'search_too_short' }

const mostWords = 6

/**
 * Reads the search field: a number of 16 digits, a name, an address, or a name with an address behind it (`Slamet RT 3 Dusun Krajan`, `Bu Siti,
 * Sukamaju`). `areasOf` knows the villages and districts of a name.
 */
export function readSearch(text: string, areasOf: AreasOf = () => []): Result<Wanted, NotSearchable> {
  const number = readNumber(text)
  if (number !== undefined) return number
  const named = readAreas(text, areasOf)
  const { address, rest } = readAddress(named.rest)
  const areaIds = named.areaIds ?? (address === null ? null : given(areasOf(rest, null)))
  const name = areaIds !== null && named.areaIds === null ? '' : nameIn(rest)
  if (name.length >= 3) return ok({ by: 'name', name, sounds: soundsOf(name), called: callingIn(rest), address, areaIds })
  if (address !== null) return ok({ by: 'address', address, areaIds })
  if (areaIds !== null && name === '') return ok({ by: 'address', address: anywhere, areaIds })
  return err({ kind: 'search_too_short' })
}

const anywhere: AddressWanted = { hamletKey: null, rt: null, rw: null, streetKey: null }

/** A whole number anywhere in the text counts, because people copy more than the number; a text that is nothing but digits must be whole. */
function readNumber(text: string): Result<Wanted, NotSearchable> | undefined {
  const digits = tidyDigits(text)
  const whole = /(?<!\d)\d{16}(?!\d)/.exec(digits)?.[0]
  if (whole !== undefined) return ok({ by: 'number', digits: whole, areaIds: null })
  return /^\d{4,}$/.test(digits) ? err({ kind: 'number_incomplete', digits: digits.length }) : undefined
}

/** Whether a text may hold an identity number, whole or in part: it then belongs in no address and no history. */
export function mayHoldNumber(text: string): boolean {
  return /\d{5,}/.test(tidyDigits(text))
}

function readAddress(text: string): { address: AddressWanted | null; rest: string } {
  const parsed = parseAddress(text)
  const street = findStreet(parsed.rest ?? '')
  const hamlet = parsed.hamlet === null ? null : given(hamletKey(parsed.hamlet))
  const address = { hamletKey: hamlet, rt: parsed.rt, rw: parsed.rw, streetKey: street.key }
  return { address: Object.values(address).some((part) => part !== null) ? address : null, rest: street.rest }
}

/** The name in what was typed; of `SUKARDI alias PAIJO` the first, of `P. SUTRISNO` the borrowed one. */
function nameIn(text: string): string {
  const read = normaliseName(text.replace(elderPattern, ''))
  return read.name === '' ? (read.aliases[0] ?? '') : read.name
}

const elderPattern = /^\s*(?:MBAH|EYANG|KAKEK|NENEK)\s+(?:(?:KAKUNG|KUNG|PUTRI|UTI)\s+)?(?=\S)/i

/** Pak and Bu are said with the own name, a child's or a husband's; Mbah with an old person's. */
function callingIn(text: string): Calling | null {
  if (elderPattern.test(text)) return 'elder'
  if (/^\s*(?:PAK|BAPAK|BPK|P)[.\s]+\S/i.test(text)) return 'father'
  return /^\s*(?:BU|IBU|B)[.\s]+\S/i.test(text) ? 'mother' : null
}

/** For each word the sounds it may have: today's reading, and that of the spelling before 1972 where it differs. */
function soundsOf(name: string): readonly (readonly string[])[] {
  const words = [...new Set(name.split(' '))].slice(0, mostWords)
  return words.map((word) => {
    const old = oldReading(word)
    return old === undefined ? [wordSound(word)] : [wordSound(word), old]
  })
}

function given<T extends string | readonly unknown[]>(value: T): T | null {
  return value.length === 0 ? null : value
}

/** Where the next page begins: after this row. */
export interface PageMark {
  /** The order in which its name was found. */
  readonly place: number
  readonly personId: string
}

/** A page mark that also names those who stand for others and were shown already: their others are found by other names, on later pages. */
export interface ListMark extends PageMark {
  readonly shown: readonly string[]
}

const mostShown = 20
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const markPattern = new RegExp(`^(\\d{1,4})\\.(${uuid})((?:\\.${uuid}){0,${mostShown}})$`, 'i')

/** A page mark as one word for the address. */
export function writePageMark(mark: ListMark): string {
  return [mark.place, mark.personId, ...mark.shown.slice(-mostShown)].join('.')
}

/** Reads a page mark; undefined when somebody made it up. */
export function readPageMark(text: string): ListMark | undefined {
  const parts = markPattern.exec(text)
  return parts === null ? undefined : { place: Number(parts[1]), personId: parts[2]!, shown: parts[3]!.split('.').slice(1) }
}

/** The marks of the index that stand for these areas: a district's covers its villages, the regency's everything. */
export function scopeMarks(areaIds: readonly number[]): readonly string[] {
  if (areaIds.includes(0)) return [areaMark(0)]
  const all = new Set(areaIds)
  return areaIds.filter((areaId) => areaId < 100 || !all.has(districtIdOf(areaId))).map(areaMark)
}
