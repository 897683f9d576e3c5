import { findDistrictOf, getArea } from '#modules/people/area/area.rules.ts'
import type { Office, Regency } from '#modules/people/regency/regency.contract.ts'
import { findOffice, getCategory, getSecretariat } from '#modules/people/regency/regency.rules.ts'

export interface Route {
  /** Answers for the whole, and gives the verdict. */
  readonly lead: Office
  /** Every office with a task of its own, the lead first. */
  readonly offices: readonly Office[]
  /** 0 while the district is unknown. */
  readonly districtId: number
}

/** What decides the way of a case. */
export interface RoutedCase {
  readonly areaId: number
  readonly category: string
  readonly restricted?: boolean
  readonly barredOfficeIds?: readonly number[]
}

/**
 * Which offices a case goes to: the unit of the district leads; the village's task force and the category's agencies work beside it.
 * While the place is unknown the secretariat leads, until it finds the place. A protected case goes to the office that protects, and to no
 * neighbour; what is about an office goes around it.
 */
export function routeCase(regency: Regency, place: RoutedCase): Route {
  const area = getArea(regency.areas, place.areaId)
  const district = area.kind === 'district' ? area : findDistrictOf(regency.areas, area.areaId)
  const unit = regency.offices.find((office) => office.kind === 'district_unit' && office.areaId === district?.areaId)
  const taskForces = regency.offices.filter((office) => office.kind === 'village_task_force' && office.areaId === area.areaId)
  const secretariat = getSecretariat(regency)
  const isFree = (office: Office): boolean => place.barredOfficeIds?.includes(office.officeId) !== true
  const first = place.restricted === true ? findOffice(regency, regency.triage.protection.office) : unit
  const lead = first !== undefined && isFree(first) ? first : secretariat
  const near = place.restricted === true ? [] : taskForces
  const beside = [...near, ...agenciesOf(regency, place.category)].filter(isFree)
  return { lead, offices: withoutDoubles([lead, ...beside]), districtId: district?.areaId ?? 0 }
}

/** The agencies that a category names; the keys that stand for the place's own offices are no agencies. */
function agenciesOf(regency: Regency, category: string): readonly Office[] {
  const { leadOffice, parallelOffices } = getCategory(regency, category)
  return [leadOffice, ...parallelOffices].flatMap((key) => findOffice(regency, key) ?? [])
}

function withoutDoubles(offices: readonly Office[]): readonly Office[] {
  return [...new Map(offices.map((office) => [office.officeId, office])).values()]
}
