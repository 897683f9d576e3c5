import { nameSounds, normaliseName } from '#modules/registry/name/name.rules.ts'

/** One name under which a person is found. */
export interface SearchEntry {
  readonly name: string
  /** Sounds of the words, then marks of the area and its district. */
  readonly terms: readonly string[]
}

/** The marks by which the index knows an area and the district around it. */
export function areaMarks(areaId: number): readonly string[] {
  const districtId = districtIdOf(areaId)
  return districtId === areaId ? [`@${areaId}`] : [`@${areaId}`, `@${districtId}`]
}

/** District of a village, from the official code; a district is its own, and so is the regency (0). */
export function districtIdOf(areaId: number): number {
  return areaId < 100 ? areaId : Math.floor(areaId / 10_000)
}

/** Everything a person may be found by: the name, what follows "alias", a nickname given apart. Nothing when no name has a letter. */
export function searchEntries(person: { readonly name: string; readonly alias: string | null; readonly areaId: number }): readonly SearchEntry[] {
  const own = normaliseName(person.name)
  const given = person.alias === null ? undefined : normaliseName(person.alias)
  const names = [own.name, ...own.aliases, given?.name ?? '', ...(given?.aliases ?? [])]
  const marks = areaMarks(person.areaId)
  return [...new Set(names)].filter((name) => name !== '').map((name) => ({ name, terms: [...nameSounds(name), ...marks] }))
}
