import { fieldLevels, type FieldLevel, type LinkField } from './linkage.contract.ts'

/**
 * How two rows compare, as one number. Fields that depend on each other even among strangers are one group with one joint level: a NIK holds the
 * birth date; members of one family share card, mother and address. Between the groups independence is a fair assumption, within them it is not.
 */

export const nameLevel = { unknown: 0, same: 1, similar: 2, part: 3, someWords: 4, runTogether: 5, differs: 6 } as const
export const birthLevel = { unknown: 0, differs: 1, near: 2, year: 3, yearDefault: 4, slip: 5, inNik: 6, sameDefault: 7, same: 8 } as const
export const nikLevel = { unknown: 0, differs: 1, neighbour: 2, slip: 3, same: 4 } as const
export const sexLevel = { unknown: 0, differs: 1, same: 2 } as const
export const cardLevel = { unknown: 0, differs: 1, same: 2 } as const
export const motherLevel = { unknown: 0, differs: 1, similar: 2, same: 3 } as const
export const placeLevel = { unknown: 0, otherDistrict: 1, district: 2, village: 3, hamlet: 4, neighbourhood: 5 } as const

/** Each group: the fields whose levels it joins, first field first. */
export const groups = [
  { key: 'name', fields: ['name', 'rarity'] },
  { key: 'birthNik', fields: ['birth', 'nik'] },
  { key: 'sex', fields: ['sex'] },
  { key: 'household', fields: ['card', 'mother', 'place'] },
] as const satisfies readonly { key: string; fields: readonly LinkField[] }[]
export type GroupKey = (typeof groups)[number]['key']

/** Something for each group. */
export function byGroup<T>(make: (key: GroupKey, group: number) => T): Record<GroupKey, T> {
  return { name: make('name', 0), birthNik: make('birthNik', 1), sex: make('sex', 2), household: make('household', 3) }
}

const levelsOf = (fields: readonly LinkField[]): number => fields.reduce((product, field) => product * fieldLevels[field].length, 1)

/** How many joint levels each group has, and how far apart their codes stand in a pattern. */
export const groupSizes: readonly number[] = groups.map((group) => levelsOf(group.fields))
export const groupSteps: readonly number[] = groupSizes.map((_, index) => groupSizes.slice(0, index).reduce((product, size) => product * size, 1))
export const patternCount = groupSizes.reduce((product, size) => product * size, 1)

const rarities = fieldLevels.rarity.length
const niks = fieldLevels.nik.length
const mothers = fieldLevels.mother.length
const places = fieldLevels.place.length

/** The joint levels; the last field's level counts fastest. */
export const joinName = (name: number, rarity: number): number => name * rarities + rarity
export const joinBirthNik = (birth: number, nik: number): number => birth * niks + nik
export const joinHousehold = (card: number, mother: number, place: number): number => (card * mothers + mother) * places + place

/** The joint level of a group in a pattern. */
export function levelInPattern(pattern: number, group: number): number {
  return Math.floor(pattern / groupSteps[group]!) % groupSizes[group]!
}

/** The levels of a group's fields in a joint level, in the order of the fields. */
export function splitLevel(group: number, joint: number): readonly number[] {
  const levels: number[] = []
  let rest = joint
  for (const field of groups[group]!.fields.toReversed()) {
    const count = fieldLevels[field].length
    levels.unshift(rest % count)
    rest = Math.floor(rest / count)
  }
  return levels
}

/** The pattern of what is said in each field, by the words of the contract. */
export function patternOf(parts: readonly { readonly field: LinkField; readonly level: FieldLevel }[]): number {
  const levels = new Map(parts.map(({ field, level }) => [field, (fieldLevels[field] as readonly string[]).indexOf(level)]))
  const jointOf = (fields: readonly LinkField[]): number => fields.reduce((joint, field) => joint * fieldLevels[field].length + (levels.get(field) ?? 0), 0)
  return groups.reduce((pattern, group, at) => pattern + jointOf(group.fields) * groupSteps[at]!, 0)
}

/** What a pattern says in each field, by the words of the contract. */
export function readPattern(pattern: number): Readonly<Record<LinkField, FieldLevel>> {
  const read = groups.flatMap((group, index) => splitLevel(index, levelInPattern(pattern, index))
    .map((level, at) => [group.fields[at]!, fieldLevels[group.fields[at]!][level]!] as const))
  return Object.fromEntries(read) as Record<LinkField, FieldLevel>
}
