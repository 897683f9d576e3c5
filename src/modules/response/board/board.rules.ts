import type { AreaTree } from '#modules/people/area/area.contract.ts'
import type { Office } from '#modules/people/regency/regency.contract.ts'
import type { AreaLoad, Board, Load, OfficeLoad } from './board.contract.ts'

export interface AreaCount extends Load {
  readonly areaId: number
  readonly districtId: number
  readonly rung: 'village' | 'district' | 'regency' | 'leadership'
  readonly openedLastDay: number
}

export interface OfficeCount extends Load {
  readonly officeId: number
}

export interface DangerCount {
  readonly waiting: number
  readonly newestAt: Date | null
}

export interface ResponseCount {
  readonly dueCount: number
  readonly keptCount: number
  readonly medianMinutes: number | null
}

const rungs = ['village', 'district', 'regency', 'leadership'] as const

/** What the counts are put together with: names of areas and offices. */
export interface Names {
  readonly areas: AreaTree
  readonly offices: readonly Office[]
}

/** Puts the counts of one moment together: what is most late comes first. */
export function boardOf(
  counts: { areas: readonly AreaCount[]; offices: readonly OfficeCount[]; responses: ResponseCount; danger: DangerCount }, names: Names, at: Date,
): Board {
  const { areas, offices, responses, danger } = counts
  return {
    at: at.toISOString(),
    cases: sumOf(areas),
    openedLastDay: areas.reduce((sum, area) => sum + area.openedLastDay, 0),
    danger: { waiting: danger.waiting, newestAt: danger.newestAt?.toISOString() ?? null },
    keptShare: responses.dueCount === 0 ? null : responses.keptCount / responses.dueCount,
    medianResponseMinutes: responses.medianMinutes,
    rungs: rungs.map((rung) => ({ rung, open: areas.filter((area) => area.rung === rung).reduce((sum, area) => sum + area.open, 0) })),
    offices: officeLoads(offices, names),
    districts: districtLoads(areas, names),
  }
}

/** The load of each district that has open cases; id 0 gathers those whose place is not known yet. */
export function districtLoads(counts: readonly AreaCount[], names: Names): AreaLoad[] {
  return loadsBy(counts, (count) => count.districtId, names)
}

/** The load of each village of a district that has open cases. */
export function villageLoads(counts: readonly AreaCount[], districtId: number, names: Names): AreaLoad[] {
  return loadsBy(counts.filter((count) => count.districtId === districtId), (count) => count.areaId, names)
}

function loadsBy(counts: readonly AreaCount[], areaOf: (count: AreaCount) => number, names: Names): AreaLoad[] {
  const groups = Map.groupBy(counts, areaOf)
  return [...groups].map(([areaId, group]) => ({ areaId, name: names.areas.byId.get(areaId)?.name ?? '', ...sumOf(group) }))
    .filter((load) => load.open > 0).toSorted(worstFirst)
}

function officeLoads(counts: readonly OfficeCount[], names: Names): OfficeLoad[] {
  const byId = new Map(names.offices.map((office) => [office.officeId, office]))
  return counts.flatMap((count) => {
    const office = byId.get(count.officeId)
    return office === undefined ? [] : [{ ...count, kind: office.kind, short: office.short, name: office.name }]
  }).toSorted(worstFirst)
}

/** What of a live event decides whether a board's counts change. */
interface Told {
  readonly topic: string
  readonly regencyId: number
  readonly only?: unknown
}

/** Who reads a board. */
interface Reader {
  readonly regencyId: number
  readonly areaIds: readonly number[]
  readonly grants: ReadonlySet<string>
}

/** Whether somebody sees a case in the counts of the whole regency and nowhere else, as the regent does. A protected case shows with the next minute's counts. */
export function isCountedFor(event: Told, reader: Reader): boolean {
  const isOfRegency = event.topic === 'case' && event.only === undefined && event.regencyId === reader.regencyId
  return isOfRegency && reader.areaIds.length === 0 && reader.grants.has('response.board.read')
}

function sumOf(loads: readonly Load[]): Load {
  return loads.reduce((sum, load) => ({ open: sum.open + load.open, soon: sum.soon + load.soon, late: sum.late + load.late }), { open: 0, soon: 0, late: 0 })
}

function worstFirst(left: Load, right: Load): number {
  return right.late - left.late || right.soon - left.soon || right.open - left.open
}
