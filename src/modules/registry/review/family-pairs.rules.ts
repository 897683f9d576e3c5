import { bandOfFamilies } from '#modules/registry/linkage/link-families.rules.ts'
import { areaAround } from '#modules/registry/merge/merge.rules.ts'
import type { FoundPair } from './review.rules.ts'

/** Two families of the registry with what speaks for their being one. */
export interface FamiliesMet {
  readonly leftId: string
  readonly rightId: string
  readonly leftAreaId: number
  readonly rightAreaId: number
  /** Members of one who are known to be members of the other too, because people have said so. */
  readonly known: number
  /** Members of one of whom a question asks whether they are members of the other. */
  readonly suspected: number
  /** Members of the smaller family. */
  readonly smaller: number
  readonly hasOneCard: boolean
  /** Both carry a card, and not the same. */
  readonly cardsDiffer: boolean
}

/**
 * What to ask about two families; undefined: nothing. One suspected member in common says nothing yet, because that question comes first. Two family
 * cards that differ are a question for two people: the one card may have taken the place of the other, or a child has a card of its own.
 */
export function questionAboutFamilies(met: FamiliesMet): FoundPair | undefined {
  const shared = met.known + met.suspected
  const isOneVillage = met.leftAreaId === met.rightAreaId
  const band = bandOfFamilies({ shared, smaller: met.smaller, hasOneCard: met.hasOneCard, isOneVillage })
  const isTelling = met.hasOneCard || met.known > 0 || met.suspected >= 2
  if (!isTelling || (band === 'none' && !met.hasOneCard)) return undefined
  return {
    leftId: met.leftId, rightId: met.rightId, areaId: areaAround(met.leftAreaId, met.rightAreaId), needsTwo: met.cardsDiffer, score: scoreOf(met, shared),
    rules: [...(met.hasOneCard ? ['same_card' as const] : []), ...(shared > 0 ? ['shared_members' as const] : [])],
  }
}

function scoreOf(met: FamiliesMet, shared: number): number {
  if (met.hasOneCard) return shared > 0 ? 0.97 : 0.7
  const share = Math.min(1, shared / Math.max(1, met.smaller))
  return Math.round((0.5 + 0.4 * share) * (met.cardsDiffer ? 0.8 : 1) * 100) / 100
}
