import { editDistance } from '#platform/closest-word.ts'
import { nameSounds, normaliseName } from '#modules/registry/name/name.rules.ts'
import type { PersonRow } from './row.rules.ts'

/** What storing a row will do: add somebody, change what is known, or only confirm it. */
export type Outcome = 'new' | 'changed' | 'same'

/** Somebody in the registry, as far as a row of a list is compared with them. */
export interface KnownPerson {
  readonly name: string
  readonly sex: 'male' | 'female' | null
  readonly birthOn: string | null
  readonly birthPlace: string | null
  readonly areaId: number
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
export function nameLikeness(left: string, right: string): number {
  const [one, other] = [normaliseName(left), normaliseName(right)]
  if (one.isBorrowed || other.isBorrowed) return leastLikeness
  const names = (name: typeof one): readonly string[] => [name.name, ...name.aliases]
  return Math.max(...names(one).flatMap((mine) => names(other).map((theirs) => soundLikeness(nameSounds(mine), nameSounds(theirs)))))
}

function soundLikeness(one: readonly string[], other: readonly string[]): number {
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

/** The facts about a person after a row was stored: what the row leaves open stays. */
export function factsAfter(row: PersonRow, known: KnownPerson): KnownPerson {
  return {
    name: row.name, sex: row.sex ?? known.sex, birthOn: row.birthOn ?? known.birthOn, birthPlace: row.birthPlace ?? known.birthPlace, areaId: row.villageId,
  }
}

/** Whether a row brings anything that is not known yet. */
export function outcomeOf(row: PersonRow, known: KnownPerson | null): Outcome {
  if (known === null) return 'new'
  const after = factsAfter(row, known)
  const differs = (Object.keys(after) as (keyof KnownPerson)[]).some((fact) => tidy(after[fact]) !== tidy(known[fact]))
  return differs ? 'changed' : 'same'
}

function tidy(value: string | number | null): string | number | null {
  return typeof value === 'string' ? value.toUpperCase().replaceAll(/\s+/g, ' ').trim() : value
}

/** How far a source is to be believed on a date: first its strength, then the later date. */
export interface Weight {
  readonly strength: number
  readonly asOfOn: string
}

/** Whether a list's value counts over the one that is known. */
export function outweighs(list: Weight, known: Weight | null): boolean {
  if (known === null || list.strength !== known.strength) return known === null || list.strength > known.strength
  return list.asOfOn >= known.asOfOn
}
