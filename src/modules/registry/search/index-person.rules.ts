import { nameSounds, normaliseName, wholeSound } from '#modules/registry/name/name.rules.ts'

/** District of a village, from the official code; a district is its own, and so is the regency (0). */
export function districtIdOf(areaId: number): number {
  return areaId < 100 ? areaId : Math.floor(areaId / 10_000)
}

/** An area with the district and the regency around it: where a name is said to occur. */
export function areasAround(areaId: number): readonly number[] {
  return [...new Set([areaId, districtIdOf(areaId), 0])]
}

/** The mark by which the index knows an area. */
export function areaMark(areaId: number): string {
  return `@${areaId}`
}

/** Every name by which a person may be found: the own one, what follows "alias", a nickname given apart. None when no name has a letter. */
export function searchNames(person: { readonly name: string; readonly alias: string | null }): readonly string[] {
  const read = [normaliseName(person.name), ...(person.alias === null ? [] : [normaliseName(person.alias)])]
  return [...new Set(read.flatMap(({ name, aliases }) => [name, ...aliases]))].filter((name) => name !== '')
}

/** What a query may ask of a name in an area: the sounds of its words, of all run together, first letters, and the area with the number of words. */
export function nameTerms(name: string, areaId: number): readonly string[] {
  const sounds = nameSounds(name)
  const initials = new Set(sounds.map((sound) => `^${sound.charAt(0)}`))
  return [...sounds, `=${wholeSound(name)}`, ...initials, `${areaMark(areaId)}#${name.split(' ').length}`]
}
