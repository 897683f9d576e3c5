import type { Area } from '#modules/people/area/area.contract.ts'
import type { Category, Office, Regency, Rung } from '#modules/people/regency/regency.contract.ts'

/** The part of a regency's configuration by which work finds its offices. */
export type RoutingTable = Pick<Regency, 'areas' | 'offices' | 'categories'>

export interface Route {
  /** Gives the verdict, and answers for the whole. */
  readonly lead: Office
  /** Every office with a task of its own, the lead first. */
  readonly offices: readonly Office[]
  readonly districtId: number
}

/**
 * Which offices a case goes to: the unit of the district leads, the village's task force and the category's agencies work beside it.
 * While the place is unknown the secretariat leads, until it finds the place.
 */
export function routeCase(table: RoutingTable, place: { readonly areaId: number; readonly category: string }): Route {
  const area = getArea(table, place.areaId)
  const category = getCategory(table, place.category)
  const lead = findDistrictOffice(table, area) ?? getSecretariat(table)
  const keys = [category.leadOffice, ...category.parallelOffices]
  const agencies = keys.flatMap((key) => table.offices.filter((office) => office.key === key))
  return { lead, offices: withoutDoubles([lead, ...villageOffices(table, area), ...agencies]), districtId: districtIdOf(area) }
}

/** The office that stands on a rung above a place, or undefined where the rung has none there. */
export function officeOnRung(table: RoutingTable, rung: { readonly rung: Rung; readonly office?: string | undefined }, areaId: number): Office | undefined {
  if (rung.office !== undefined) return table.offices.find((office) => office.key === rung.office)
  const area = getArea(table, areaId)
  if (rung.rung === 'village') return villageOffices(table, area)[0]
  if (rung.rung === 'district') return findDistrictOffice(table, area)
  return undefined
}

/** The office that leads where no district is known. */
export function getSecretariat(table: RoutingTable): Office {
  const found = table.offices.find((office) => office.kind === 'secretariat')
  if (found === undefined) throw new Error('the regency has no secretariat')
  return found
}

/** The office with an id; throws for an id that the configuration does not have. */
export function getOffice(table: Pick<Regency, 'offices'>, officeId: number): Office {
  const found = table.offices.find((office) => office.officeId === officeId)
  if (found === undefined) throw new Error(`the regency has no office ${officeId}`)
  return found
}

/** The district of an area; 0 for the regency itself. */
export function districtIdOf(area: Area): number {
  if (area.kind === 'district') return area.areaId
  return area.kind === 'village' ? (area.parentId ?? 0) : 0
}

function getArea(table: RoutingTable, areaId: number): Area {
  const found = table.areas.byId.get(areaId)
  if (found === undefined) throw new Error(`the regency has no area ${areaId}`)
  return found
}

function getCategory(table: RoutingTable, code: string): Category {
  const found = table.categories.find((category) => category.code === code)
  if (found === undefined) throw new Error(`the regency has no category ${code}`)
  return found
}

function findDistrictOffice(table: RoutingTable, area: Area): Office | undefined {
  const districtId = districtIdOf(area)
  return table.offices.find((office) => office.kind === 'district_unit' && office.areaId === districtId)
}

function villageOffices(table: RoutingTable, area: Area): readonly Office[] {
  return table.offices.filter((office) => office.kind === 'village_task_force' && office.areaId === area.areaId)
}

function withoutDoubles(offices: readonly Office[]): readonly Office[] {
  return [...new Map(offices.map((office) => [office.officeId, office])).values()]
}
