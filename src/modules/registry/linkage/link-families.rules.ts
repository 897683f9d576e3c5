import type { Clusters } from './cluster.rules.ts'
import type { Band } from './linkage.contract.ts'
import { rowField, rowLength, type Rows } from './row.rules.ts'

/** Two families of lists that have people in common. */
export interface FamilyLink {
  readonly left: number
  readonly right: number
  /** How many persons stand in both. */
  readonly shared: number
  readonly band: Band
}

export interface FamilyEvidence {
  readonly shared: number
  /** Persons of the smaller family. */
  readonly smaller: number
  readonly hasOneCard: boolean
  readonly isOneVillage: boolean
}

/**
 * Whether two families of lists are one, by who is in both. A card in common and a person in common settle it. Otherwise half of the smaller family
 * must be there again: two persons at least, or one within a village for a person to look at. A daughter who married takes herself along, not her parents.
 */
export function bandOfFamilies({ shared, smaller, hasOneCard, isOneVillage }: FamilyEvidence): Band {
  if (shared === 0) return 'none'
  if (hasOneCard) return 'link'
  if (shared * 2 < smaller) return 'none'
  if (shared >= 2) return 'link'
  return isOneVillage ? 'review' : 'none'
}

/** Links families through their people: `familyOf[row]` is the number of the row's family in its list, −1 where the list knows none. */
export function linkFamilies(rows: Rows, clusters: Clusters, familyOf: Int32Array): readonly FamilyLink[] {
  const members = membersOf(familyOf)
  const links: FamilyLink[] = []
  for (const [pair, shared] of sharedPersons(clusters.root, familyOf)) {
    const [left, right] = [Math.floor(pair / pairBase), pair % pairBase]
    const smaller = Math.min(members.get(left)!.length, members.get(right)!.length)
    const firsts = [members.get(left)![0]!, members.get(right)![0]!] as const
    const band = bandOfFamilies({ shared, smaller, hasOneCard: agrees(rows, firsts, 'card'), isOneVillage: agrees(rows, firsts, 'village') })
    if (band !== 'none') links.push({ left, right, shared, band })
  }
  return links
}

const pairBase = 0x400_0000

function membersOf(familyOf: Int32Array): Map<number, number[]> {
  const members = Map.groupBy(familyOf.keys(), (row) => familyOf[row]!)
  members.delete(-1)
  return members
}

/** For each pair of families how many persons stand in both. */
function sharedPersons(root: Int32Array, familyOf: Int32Array): Map<number, number> {
  const shared = new Map<number, number>()
  for (const rows of Map.groupBy(root.keys(), (row) => root[row]!).values()) {
    const families = [...new Set(rows.map((row) => familyOf[row]!).filter((family) => family >= 0))].toSorted((left, right) => left - right)
    families.forEach((left, at) => families.slice(at + 1).forEach((right) => {
      const pair = left * pairBase + right
      shared.set(pair, (shared.get(pair) ?? 0) + 1)
    }))
  }
  return shared
}

function agrees({ values }: Rows, [one, other]: readonly [number, number], field: 'card' | 'village'): boolean {
  const value = values[one * rowLength + rowField[field]]
  return value !== 0 && value === values[other * rowLength + rowField[field]]
}
