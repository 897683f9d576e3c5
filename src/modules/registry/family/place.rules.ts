import { districtIdOf } from '#modules/registry/search/index-person.rules.ts'
import { printNeighbourhood } from './address.rules.ts'
import type { Place } from './family.contract.ts'

/** The areas of the regency, as far as their names are needed. */
export interface NamedAreas {
  readonly byId: ReadonlyMap<number, { readonly name: string }>
}

/** An address with the names of its village and district. */
export function placeView(areas: NamedAreas, place: Omit<Place, 'areaName' | 'districtName'>): Place {
  const districtId = districtIdOf(place.areaId)
  const district = districtId === place.areaId ? undefined : areas.byId.get(districtId)
  return { ...place, areaName: areas.byId.get(place.areaId)?.name ?? '', districtName: district?.name ?? null }
}

/** The address below the village in one line (house, hamlet, RT/RW); unknown parts are left out. */
export function houseLine(place: Pick<Place, 'addressText' | 'hamlet' | 'rt' | 'rw'>): string {
  const neighbourhood = place.rt === null && place.rw === null ? null : printNeighbourhood(place)
  return [place.addressText, place.hamlet, neighbourhood].filter((part) => part !== null && part !== '').join(', ')
}

/** The whole address in one line, from the house to the district. */
export function placeLine(place: Place): string {
  return [houseLine(place), place.areaName, place.districtName].filter((part) => part !== null && part !== '').join(', ')
}
