import type { Area, AreaTree } from '#modules/people/area/area.contract.ts'

const mostCandidates = 8

/**
 * Areas that the words name, or that were found near the place of the phone (`nearIds`), the most exact first; for asking "which of these?",
 * never for deciding. A name is found as whole words, also when it was written apart (`Sumber Agung`) or together (`sumberagung`).
 */
export function suggestAreas(tree: AreaTree, place: { readonly words: string | null; readonly nearIds: readonly number[] }): readonly Area[] {
  const named = place.words === null ? [] : listNamed(tree, place.words)
  const near = place.nearIds.flatMap((areaId) => tree.byId.get(areaId) ?? [])
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
