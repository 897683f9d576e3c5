import { editDistance } from '#platform/closest-word.ts'
import type { Area, AreaTree } from './area.contract.ts'
import { listDistricts, listVillages, listVillagesOf } from './area.rules.ts'

/** What a written name may mean. More than one candidate: ask, never choose. None: offer the suggestions. */
export interface NamedVillages {
  /** Villages of this name, however it was spelt. */
  readonly candidates: readonly Area[]
  /** Villages with nearly this name, the nearest first; only when there is no candidate. */
  readonly suggestions: readonly Area[]
}

const mostSuggestions = 5

/**
 * Villages that a written name may mean, within the district of the given name when that is known.
 * A village that is in another district than written is a suggestion, not a candidate.
 */
export function findVillagesByName(tree: AreaTree, name: string, districtName = ''): NamedVillages {
  const districts = findDistrictsByName(tree, districtName)
  const everywhere = listVillages(tree)
  const near = districts.length === 0 ? everywhere : districts.flatMap((district) => listVillagesOf(tree, district.areaId))
  const candidates = sameName(near, name)
  if (candidates.length > 0) return { candidates, suggestions: [] }
  const elsewhere = near === everywhere ? [] : sameName(everywhere, name)
  return { candidates: [], suggestions: unique([...elsewhere, ...alike(near, name)]).slice(0, mostSuggestions) }
}

/** Districts of a written name, however it was spelt; empty when none is meant. */
export function findDistrictsByName(tree: AreaTree, name: string): readonly Area[] {
  return sameName(listDistricts(tree), name)
}

/**
 * A name as it is compared: without the words desa, kelurahan, kecamatan and their abbreviations, without case, spaces and marks,
 * old spelling made new (oe, tj, dj, sj) and doubled letters made single, since registers differ in all of these.
 */
export function placeNameKey(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const bare = plain.replace(/^\s*(desa|ds|kelurahan|kel|kecamatan|kec)\b[.\s]+/u, '')
  const letters = bare.replaceAll(/[^\p{L}\p{N}]/gu, '')
  return letters.replaceAll('oe', 'u').replaceAll('tj', 'c').replaceAll('dj', 'j').replaceAll('sj', 'sy').replaceAll(/(.)\1+/gu, '$1')
}

function sameName(areas: readonly Area[], name: string): readonly Area[] {
  const key = placeNameKey(name)
  if (key === '') return []
  const spelt = areas.filter((area) => placeNameKey(area.name) === key)
  // Two villages may differ in nothing but a doubled letter; whoever wrote one of them exactly meant that one.
  const exact = spelt.filter((area) => area.name.toLowerCase() === name.trim().toLowerCase())
  const namesDiffer = new Set(spelt.map((area) => area.name)).size > 1
  return namesDiffer && exact.length > 0 ? exact : spelt
}

function alike(areas: readonly Area[], name: string): readonly Area[] {
  const key = placeNameKey(name)
  if (key.length < 3) return []
  const farthest = key.length < 6 ? 1 : 2
  const measured = areas.map((area) => ({ area, distance: editDistance(key, placeNameKey(area.name)) }))
  return measured.filter(({ distance }) => distance <= farthest)
    .toSorted((left, right) => left.distance - right.distance || left.area.code.localeCompare(right.area.code))
    .map(({ area }) => area)
}

function unique(areas: readonly Area[]): readonly Area[] {
  return [...new Set(areas)]
}
