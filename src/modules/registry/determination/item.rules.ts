import type { AreaTree } from '#modules/people/area/area.contract.ts'
import { findDistrictOf, getArea } from '#modules/people/area/area.rules.ts'
import type { ProposalKind, ProposalState } from '#modules/registry/proposal/proposal.contract.ts'
import { maskNik } from '#modules/registry/person/nik.rules.ts'
import type { DeterminationItem } from './determination.contract.ts'

/** A family of a determination as it is stored. */
export interface ItemRecord {
  readonly proposalId: string
  readonly kind: ProposalKind
  readonly state: ProposalState
  readonly subjectName: string
  readonly areaId: number
  readonly nikPrefix: string | null
  readonly nikLast4: string | null
  readonly minutes: string | null
}

/** A family of a determination as lists and papers show it. */
export function itemView({ areas }: { readonly areas: AreaTree }, item: ItemRecord): DeterminationItem {
  const { proposalId, kind, subjectName, areaId, nikPrefix, nikLast4, minutes } = item
  return {
    proposalId, kind, subjectName, areaId, minutes, villageName: getArea(areas, areaId).name,
    districtName: findDistrictOf(areas, areaId)?.name ?? null,
    nikMasked: nikPrefix === null || nikLast4 === null ? null : maskNik({ prefix: nikPrefix, last4: nikLast4 }),
  }
}
