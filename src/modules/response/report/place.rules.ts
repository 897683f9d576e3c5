import type { Area, AreaTree, Point } from '#modules/people/area/area.contract.ts'
import type { MeasuredPoint } from './report.contract.ts'

const mostCandidates = 8
const nearbyMeters = 12_000
const earthRadiusMeters = 6_371_000

/**
 * Areas that the words name or that lie near the point, the most exact first; for asking "which of these?", never for deciding.
 * A name is found as whole words, also when it was written apart (`Sumber Agung`) or together (`sumberagung`).
 */
export function suggestAreas(tree: AreaTree, place: { words: string | null; point: MeasuredPoint | undefined }): readonly Area[] {
  const named = place.words === null ? [] : listNamed(tree, place.words)
  const near = place.point === undefined ? [] : listNear(tree, place.point)
  return [...new Set([...named, ...near])].slice(0, mostCandidates)
}

/** Villages whose name belongs to more than one: they must never be shown without their district. */
export function listAmbiguousNames(tree: AreaTree): ReadonlySet<string> {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const area of tree.byId.values()) {
    if (area.kind !== 'village') continue
    const name = compact(area.name)
    if (seen.has(name)) twice.add(name)
    seen.add(name)
  }
  return twice
}

/** Whether the area shares its name with another. */
export function isAmbiguous(ambiguous: ReadonlySet<string>, area: Pick<Area, 'name'>): boolean {
  return ambiguous.has(compact(area.name))
}

function listNamed(tree: AreaTree, words: string): Area[] {
  const phrases = phrasesOf(words)
  const found = [...tree.byId.values()].filter((area) => area.kind !== 'regency' && phrases.has(compact(area.name)))
  const districts = new Set(found.filter((area) => area.kind === 'district').map((area) => area.areaId))
  // "Sukamaju, Tirtasari": the district that was named too settles which of two villages is meant first.
  const rank = (area: Area): number => {
    if (area.kind === 'district') return 2
    return area.parentId !== null && districts.has(area.parentId) ? 0 : 1
  }
  return found.toSorted((left, right) => rank(left) - rank(right) || left.code.localeCompare(right.code))
}

/** Every run of one to three neighbouring words, written together. */
function phrasesOf(words: string): ReadonlySet<string> {
  const parts = words.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '')
  return new Set(parts.flatMap((_part, start) => [1, 2, 3].map((length) => parts.slice(start, start + length).join(''))))
}

function compact(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')
}

/** Villages near the point where the places of villages are known; otherwise districts. */
function listNear(tree: AreaTree, point: MeasuredPoint): Area[] {
  const placed = [...tree.byId.values()].filter((area) => area.centroid !== null)
  const villages = placed.filter((area) => area.kind === 'village')
  const candidates = villages.length > 0 ? villages : placed.filter((area) => area.kind === 'district')
  return candidates
    .map((area) => ({ area, meters: metersBetween(point, area.centroid!) }))
    .filter(({ meters }) => meters <= nearbyMeters)
    .toSorted((left, right) => left.meters - right.meters)
    .slice(0, mostCandidates / 2)
    .map(({ area }) => area)
}

/** Great-circle distance; exact enough to tell neighbours apart. */
function metersBetween(from: MeasuredPoint, to: Point): number {
  const rad = Math.PI / 180
  const sinLat = Math.sin(((to.lat - from.lat) * rad) / 2)
  const sinLng = Math.sin(((to.lng - from.lng) * rad) / 2)
  const chord = sinLat ** 2 + Math.cos(from.lat * rad) * Math.cos(to.lat * rad) * sinLng ** 2
  return 2 * earthRadiusMeters * Math.asin(Math.min(1, Math.sqrt(chord)))
}
