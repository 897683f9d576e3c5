import { districtIdOf } from '#modules/registry/search/index-person.rules.ts'
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
