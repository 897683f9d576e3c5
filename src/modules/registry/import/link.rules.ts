import { nameSounds, normaliseName } from '#modules/registry/name/name.rules.ts'
import type { Relation } from '#modules/registry/family/relation.rules.ts'
import { editDistance } from '#platform/closest-word.ts'
import type { ProblemKind } from './field.contract.ts'
import type { PersonRow } from './row.rules.ts'

/** What storing a row will do: add somebody, change what is known, or only confirm it. */
export type Outcome = 'new' | 'changed' | 'same'

/** How far a source is to be believed on a date: first its strength, then the later date, at last the order of the sources' keys. */
export interface Weight {
  readonly strength: number
  readonly asOfOn: string
  readonly sourceKey: string
}

/** Somebody in the registry, with the family of today, as far as rows of a list are compared with them. Keyed hashes are in hex. */
export interface KnownPerson {
  readonly personId: string
  /** The person who stands for this one after merges; mostly the same. */
  readonly rootId: string
  readonly areaId: number
  readonly status: 'registered' | 'provisional'
  readonly name: string
  readonly nameKey: string
  readonly alias: string | null
  readonly sex: 'male' | 'female' | null
  readonly birthOn: string | null
  readonly birthPlace: string | null
  readonly nikMac: string | null
  readonly sourceRecordId: string | null
  /** Of the list that the facts come from; null for somebody who was only reported. */
  readonly weight: Weight | null
  readonly family: KnownFamily | null
}

export interface KnownFamily {
  readonly familyId: string
  readonly areaId: number
  readonly cardMac: string | null
  readonly relation: Relation
  /** Of the list that says that the person belongs there; null where none does. */
  readonly weight: Weight | null
  readonly hamlet: string | null
  readonly rt: number | null
  readonly rw: number | null
  readonly addressText: string | null
  readonly decile: number | null
  readonly decileOn: string | null
}

/** A row's person with the keyed hashes by which it is found. */
export interface NumberedRow {
  readonly person: PersonRow
  readonly nikMac: string | null
  readonly cardMac: string | null
  readonly nameKey: string
}

/** Everybody whom a row may be about. */
export interface Candidates {
  /** With the same NIK, in the whole regency. */
  readonly byNik: readonly KnownPerson[]
  /** In the family with the same card. */
  readonly byCard: readonly KnownPerson[]
  /** Whose name sounds the same, in the same village. */
  readonly byName: readonly KnownPerson[]
}

export type Link = { readonly known: KnownPerson | null } | { readonly problem: Extract<ProblemKind, 'person_conflict' | 'person_elsewhere' | 'person_ambiguous'> }

/**
 * Finds whom a row is about. The NIK decides, unless the name or sex says that it is somebody else's: then a person must look. Without a
 * NIK the same name in the same family does, and without a card the same name and birth date in the same village. Null: somebody new.
 */
export function linkRow(row: NumberedRow, candidates: Candidates, areaIds: ReadonlySet<number>): Link {
  const here = candidates.byNik.filter((known) => areaIds.has(known.areaId))
  const [first, ...others] = here
  if (others.length > 0) return { problem: 'person_ambiguous' }
  if (first !== undefined) return mayBeSamePerson(row.person, first) ? { known: first } : { problem: 'person_conflict' }
  if (candidates.byNik.length > 0) return { problem: 'person_elsewhere' }
  return linkByName(row, row.cardMac === null ? candidates.byName.filter((known) => hasSameBirth(row, known)) : candidates.byCard)
}

function linkByName(row: NumberedRow, candidates: readonly KnownPerson[]): Link {
  const alike = candidates.filter((known) => known.nameKey === row.nameKey && mayHaveSameBirth(row, known) && mayBeSamePerson(row.person, known)
    && (row.nikMac === null || known.nikMac === null))
  return alike.length > 1 ? { problem: 'person_ambiguous' } : { known: alike[0] ?? null }
}

function mayHaveSameBirth(row: NumberedRow, known: KnownPerson): boolean {
  return row.person.birthOn === null || known.birthOn === null || row.person.birthOn === known.birthOn
}

function hasSameBirth(row: NumberedRow, known: KnownPerson): boolean {
  return row.person.birthOn !== null && row.person.birthOn === known.birthOn
}

// Words that so many people carry that sharing one says little.
const commonSounds = new Set(['MUHAMMAD', 'AHMAD', 'ABDUL', 'SITI', 'NUR', 'SRI', 'DWI', 'TRI', 'EKO', 'NI', 'I'].flatMap((word) => nameSounds(word)))
const leastLikeness = 0.5

/** Whether a row may be about the person who carries its NIK: not when the sex differs, or the names have nothing in common. */
export function mayBeSamePerson(row: Pick<PersonRow, 'name' | 'sex'>, known: Pick<KnownPerson, 'name' | 'sex'>): boolean {
  if (row.sex !== null && known.sex !== null && row.sex !== known.sex) return false
  return nameLikeness(row.name, known.name) >= leastLikeness
}

/** How alike two names are, 0–1: by the words they share in sound, or by the letters of the whole. A borrowed name (`Bu Slamet`) hints only. */
function nameLikeness(left: string, right: string): number {
  const [one, other] = [normaliseName(left), normaliseName(right)]
  if (one.isBorrowed || other.isBorrowed) return leastLikeness
  const names = (name: typeof one): readonly string[] => [name.name, ...name.aliases]
  return Math.max(...names(one).flatMap((mine) => names(other).map((theirs) => soundLikeness(nameSounds(mine), nameSounds(theirs)))))
}

function soundLikeness(one: readonly string[], other: readonly string[]): number {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one]
  if (shorter.length > 0 && shorter.every((sound) => longer.includes(sound))) return 1
  const [mine, theirs] = [telling(one), telling(other)]
  const shared = mine.filter((sound) => theirs.some((their) => their === sound || (sound.length >= 5 && editDistance(sound, their) <= 1))).length
  const byWords = shared / Math.max(1, Math.min(mine.length, theirs.length))
  const [letters, others] = [mine.join(''), theirs.join('')]
  const byLetters = 1 - editDistance(letters, others) / Math.max(1, letters.length, others.length)
  return Math.max(byWords, byLetters)
}

function telling(sounds: readonly string[]): readonly string[] {
  const rare = sounds.filter((sound) => !commonSounds.has(sound))
  return rare.length > 0 ? rare : sounds
}

/** Whether a list's value counts over the one that is known. */
export function outweighs(list: Weight, known: Weight | null): boolean {
  if (known === null || list.strength !== known.strength) return known === null || list.strength > known.strength
  return list.asOfOn === known.asOfOn ? list.sourceKey <= known.sourceKey : list.asOfOn > known.asOfOn
}

/** Whether a list counts over the one by which somebody belongs to a family. */
function outweighsHome(list: Weight, { family, weight }: KnownPerson): boolean {
  return outweighs(list, family === null ? weight : family.weight)
}

/** Whether a row says where somebody is at home, and counts: a row without a card does not know the family of a card. */
export function settlesHome(row: NumberedRow, known: KnownPerson, list: Weight): boolean {
  return (row.cardMac !== null || known.family === null || known.family.cardMac === null) && outweighsHome(list, known)
}

export type PersonFact = 'name' | 'sex' | 'birthOn' | 'birthPlace'

/** The facts about somebody known after a row: what was open is filled, what differs changes only where the list outweighs. */
export function factsAfter({ person: row, ...numbers }: NumberedRow, known: KnownPerson, list: Weight): Pick<KnownPerson, PersonFact | 'areaId'> {
  const isStronger = outweighs(list, known.weight)
  return {
    name: isSameText(row.name, known.name) || !isStronger ? known.name : row.name,
    sex: settle(row.sex, known.sex, isStronger),
    birthOn: settle(row.birthOn, known.birthOn, isStronger),
    birthPlace: isSameText(row.birthPlace, known.birthPlace) ? known.birthPlace : settle(row.birthPlace, known.birthPlace, isStronger),
    areaId: settlesHome({ person: row, ...numbers }, known, list) ? row.villageId : known.areaId,
  }
}

export type PlaceFact = 'hamlet' | 'rt' | 'rw' | 'addressText'

/** Where a known family lives after a row, by the same rule. */
export function placeAfter(row: PersonRow, family: Pick<KnownFamily, PlaceFact | 'areaId'>, isStronger: boolean): Pick<KnownFamily, PlaceFact | 'areaId'> {
  return {
    areaId: isStronger ? row.villageId : family.areaId,
    hamlet: isSameText(row.hamlet, family.hamlet) ? family.hamlet : settle(row.hamlet, family.hamlet, isStronger),
    rt: settle(row.rt, family.rt, isStronger),
    rw: settle(row.rw, family.rw, isStronger),
    addressText: isSameText(row.addressText, family.addressText) ? family.addressText : settle(row.addressText, family.addressText, isStronger),
  }
}

function settle<T>(said: T | null, known: T | null, isStronger: boolean): T | null {
  if (said === null) return known
  return known === null || isStronger ? said : known
}

function isSameText(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && tidy(one) === tidy(other)
}

function tidy(text: string): string {
  return text.toUpperCase().replaceAll(/[\s.,]+/g, ' ').trim()
}

/** Whether some members of two objects of one kind differ. */
export function differs<T extends object>(one: T, other: T): boolean {
  return (Object.keys(one) as (keyof T)[]).some((key) => one[key] !== other[key])
}

/** Whether the row's decile replaces the one known: it is another one, and not of an earlier day. */
export function bringsDecile(row: PersonRow, family: Pick<KnownFamily, 'decile' | 'decileOn'>, asOfOn: string): boolean {
  return row.decile !== null && row.decile !== family.decile && (family.decileOn === null || asOfOn >= family.decileOn)
}

/** Whether somebody belongs to the family of the row's card after it was stored: strangers to it move in when the list outweighs. */
export function movesFamily(row: NumberedRow, known: KnownPerson, list: Weight): boolean {
  if (row.cardMac === null) return known.family === null
  if (known.family === null) return true
  return known.family.cardMac !== row.cardMac && (known.family.cardMac === null || outweighsHome(list, known))
}

/** What storing the row will do. */
export function outcomeOf(row: NumberedRow, known: KnownPerson | null, list: Weight): Outcome {
  if (known === null) return 'new'
  const { name, sex, birthOn, birthPlace, areaId } = known
  const changesPerson = known.status === 'provisional' || differs({ name, sex, birthOn, birthPlace, areaId }, factsAfter(row, known, list))
  const addsNik = row.nikMac !== null && known.nikMac === null
  return changesPerson || addsNik || movesFamily(row, known, list) || changesFamily(row, known, list) ? 'changed' : 'same'
}

function changesFamily(row: NumberedRow, known: KnownPerson, list: Weight): boolean {
  const { family } = known
  if (family === null) return true
  const isStronger = settlesHome(row, known, list)
  const { areaId, hamlet, rt, rw, addressText } = family
  const relation = row.person.relation
  return differs({ areaId, hamlet, rt, rw, addressText }, placeAfter(row.person, family, isStronger)) || bringsDecile(row.person, family, list.asOfOn)
    || (relation !== null && relation !== family.relation && isStronger)
}
