import type { ProposalState } from '#modules/registry/proposal/proposal.contract.ts'
import type { MonthCounts } from './month.contract.ts'

/** Where each state is counted; what ended before a decree counts nowhere. */
const places: Readonly<Partial<Record<ProposalState, keyof MonthCounts>>> = {
  submitted: 'toCheck', returned: 'toCheck', checked: 'toDeliberate', agreed: 'toVerify', verified: 'toConfirm', confirmed: 'toDetermine',
  determined: 'toExport', exported: 'sent', accepted: 'accepted', rejected: 'rejected',
}

const nothing: MonthCounts = { toCheck: 0, toDeliberate: 0, toVerify: 0, toConfirm: 0, toDetermine: 0, toExport: 0, sent: 0, accepted: 0, rejected: 0 }

export interface StateCount {
  readonly areaId: number
  readonly state: ProposalState
  readonly proposals: number
}

/** Counts of one place, or of all together. */
export function countsOf(counts: readonly StateCount[]): MonthCounts {
  const sum = { ...nothing }
  for (const { state, proposals } of counts) {
    const place = places[state]
    if (place !== undefined) sum[place] += proposals
  }
  return sum
}

/** How much is still to do before the decree. */
export function openWork({ toCheck, toDeliberate, toVerify, toConfirm, toDetermine }: MonthCounts): number {
  return toCheck + toDeliberate + toVerify + toConfirm + toDetermine
}

/** Counts by village, those with the most to do first. */
export function countsByVillage(counts: readonly StateCount[]): readonly (MonthCounts & { readonly areaId: number })[] {
  const villages = [...Map.groupBy(counts, (count) => count.areaId)].map(([areaId, of]) => ({ areaId, ...countsOf(of) }))
  return villages.toSorted((one, other) => openWork(other) - openWork(one) || one.areaId - other.areaId)
}
