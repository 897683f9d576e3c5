import { findStreet, hamletKey, parseAddress } from '#modules/registry/family/address.rules.ts'
import { normaliseName, oldReading, wordSound } from '#modules/registry/name/name.rules.ts'
import { tidyDigits } from '#modules/registry/person/nik.rules.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { areaMark, districtIdOf } from './index-person.rules.ts'
import type { FoundBy, Through } from './search.contract.ts'
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

/** Whose relative is meant: `anak Pak Budi`, `istri Pak Budi`, `suami Bu Sari`. */
export type Kin = 'child' | 'wife' | 'husband'

export interface NameWanted {
  readonly by: 'name'
  readonly name: string
  readonly sounds: readonly (readonly string[])[]
  readonly called: Calling | null
  /** Null: who bears the name is meant. */
  readonly kin: Kin | null
  readonly address: AddressWanted | null
  /** The same words as the name of a hamlet, for when nobody is called so (`Pesantren RT 1`); null where they cannot be one. */
  readonly orAddress: AddressWanted | null
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
  const { kin, whose } = kinIn(rest)
  const name = areaIds !== null && named.areaIds === null ? '' : nameIn(whose)
  if (name.length >= 3) return ok({ by: 'name', name, sounds: soundsOf(name), called: callingIn(whose), kin, address, orAddress: hamletOf(rest, address), areaIds })
  if (address !== null) return ok({ by: 'address', address, areaIds })
  if (areaIds !== null && name === '') return ok({ by: 'address', address: anywhere, areaIds })
  return err({ kind: 'search_too_short' })
}

const anywhere: AddressWanted = { hamletKey: null, rt: null, rw: null, streetKey: null }

/** People leave out "Dusun": the words may name a hamlet, unless they call a person (Pak, Mbah) or the rest already says where. */
function hamletOf(words: string, address: AddressWanted | null): AddressWanted | null {
  if (kinIn(words).kin !== null || callingIn(words) !== null || address?.hamletKey != null || address?.streetKey != null) return null
  const key = given(hamletKey(words))
  return key === null ? null : { ...(address ?? anywhere), hamletKey: key }
}

/** A whole number anywhere in the text counts, because people copy more than the number; a text that is nothing but digits must be whole. */
function readNumber(text: string): Result<Wanted, NotSearchable> | undefined {
  const whole = numberIn(text)
  if (whole !== undefined) return ok({ by: 'number', digits: whole, areaIds: null })
  const digits = tidyDigits(text)
  return /^\d{4,}$/.test(digits) ? err({ kind: 'number_incomplete', digits: digits.length }) : undefined
}

/** The sixteen digits of a whole number in a text; none when there is none. */
export function numberIn(text: string): string | undefined {
  return /(?<!\d)\d{16}(?!\d)/.exec(tidyDigits(text))?.[0]
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
  const read = normaliseName(text.replace(elderPattern, '').replace(fatherPattern, '').replace(motherPattern, ''))
  return read.name === '' ? (read.aliases[0] ?? '') : read.name
}

/** What a father and a mother are called before a child's name, in Indonesian and Javanese: `ibunya Sari`, `mbok Sari`, `Pak`, `bapake si Sari`. */
const fatherPattern = /^\s*(?:(?:PAK|BAPAK|BPK|P)[.\s]+|(?:BAPAKNYA|BAPAKE|PAKNE|AYAH|AYAHNYA|ABAH)\s+)(?:(?:DARI|SI)\s+)?(?=\S)/i
const motherPattern = /^\s*(?:(?:BU|IBU|B)[.\s]+|(?:IBUNYA|IBUKE|BUNE|EMAK|EMAKNYA|MAK|MAKNYA|MBOK|MBOKNYA|MBOKE|MAMAK|MAMANYA|BUNDA)\s+)(?:(?:DARI|SI)\s+)?(?=\S)/i
const elderPattern = /^\s*(?:MBAH|EYANG|KAKEK|NENEK)\s+(?:(?:KAKUNG|KUNG|PUTRI|UTI)\s+)?(?=\S)/i

/** Pak and Bu are said with the own name, a child's or a husband's; Mbah with an old person's. */
function callingIn(text: string): Calling | null {
  if (elderPattern.test(text)) return 'elder'
  if (fatherPattern.test(text)) return 'father'
  return motherPattern.test(text) ? 'mother' : null
}

/** `Anak` alone begins Balinese names (Anak Agung); before Pak, Bu or Mbah it means a child. */
const kinPatterns: readonly (readonly [Kin, RegExp])[] = [
  ['child', /^\s*(?:ANAKNYA|ANAKE|PUTRANYA|PUTRINYA|ANAK\s+(?:DARI|SI))\s+(?:(?:DARI|SI)\s+)?(?=\S)/i],
  ['child', /^\s*(?:ANAK|PUTRA|PUTRI)\s+(?=(?:PAK|BAPAK|BPK|BU|IBU|MBOK|MAK|EMAK|MBAH)[.\s]+\S)/i],
  ['wife', /^\s*(?:ISTRI|ISTERI)(?:NYA)?\s+(?:(?:DARI|SI)\s+)?(?=\S)/i],
  ['husband', /^\s*SUAMI(?:NYA)?\s+(?:(?:DARI|SI)\s+)?(?=\S)/i],
]

/** Whether a relative of somebody is meant, and the words that say whose. */
function kinIn(text: string): { kin: Kin | null; whose: string } {
  const said = kinPatterns.find(([, pattern]) => pattern.test(text))
  return said === undefined ? { kin: null, whose: text } : { kin: said[0], whose: text.replace(said[1], '') }
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

/** Somebody who was found. */
export interface Hit {
  readonly personId: string
  readonly foundBy: FoundBy
  /** Of a near number: the digits that were typed and are others in it. */
  readonly differing?: readonly number[]
  /** Whose name was searched, and what that one is to the person. */
  readonly through: { readonly personId: string; readonly relation: Through } | null
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
