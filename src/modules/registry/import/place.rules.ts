import { findDistrictOf, isUrbanVillage } from '#modules/people/area/area.rules.ts'
import { findDistrictsByName, findVillagesByName, placeNameKey } from '#modules/people/area/place-name.rules.ts'
import type { Area, AreaTree } from '#modules/people/area/area.contract.ts'
import type { ImportField, ProblemKind, RowProblem } from './field.contract.ts'

/** What a row says about its village. */
export interface WrittenPlace {
  readonly village: string
  readonly district: string
  readonly code: string
}

export interface ReadPlace {
  readonly villageId: number | null
  /** Each with the field in whose column it lies. */
  readonly problems: readonly (Omit<RowProblem, 'column'> & { readonly field: ImportField })[]
}

export interface PlaceClues {
  readonly areas: AreaTree
  /** Every area that the list may be about. */
  readonly areaIds: ReadonlySet<number>
  /** The village of rows that name none; null when the list is about more than one. */
  readonly homeVillageId: number | null
  /** What a person answered: place key → village. */
  readonly choices: Readonly<Record<string, number>>
}

/** Reads villages for one list. Each written place is worked out once, because lists repeat few names many times. */
export function createPlaceReader(clues: PlaceClues): (place: WrittenPlace) => ReadPlace {
  const known = new Map<string, ReadPlace>()
  return (place) => {
    const key = `${place.village}\n${place.district}\n${place.code}`
    const read = known.get(key) ?? readPlace(place, clues)
    known.set(key, read)
    return read
  }
}

/** The key under which the answer for a written place is kept: the same for every spelling of the same words. */
export function placeKeyOf(place: Pick<WrittenPlace, 'village' | 'district'>): string {
  return `${placeNameKey(place.village)}|${placeNameKey(place.district)}`
}

/** `Sukamaju, Kecamatan Tirtasari`: a village so that it cannot be mistaken for another. */
function villageLabel(areas: AreaTree, village: Area): string {
  const kind = isUrbanVillage(village.areaId) ? 'Kelurahan' : 'Desa'
  return `${kind} ${village.name}, Kecamatan ${findDistrictOf(areas, village.areaId)?.name ?? '?'}`
}

function readPlace(place: WrittenPlace, clues: PlaceClues): ReadPlace {
  if (place.code !== '') return readCode(place.code, clues)
  if (place.village === '') return readHome(clues)
  const chosen = clues.choices[placeKeyOf(place)]
  if (chosen !== undefined) return within(chosen, place.village, clues)
  return readName(place, clues)
}

function readCode(code: string, clues: PlaceClues): ReadPlace {
  const digits = code.replaceAll(/\D/g, '')
  const prefix = clues.areas.root.code.replaceAll('.', '')
  const village = digits.length === 10 && digits.startsWith(prefix) ? clues.areas.byId.get(Number(digits.slice(4))) : undefined
  if (village?.kind !== 'village') return { villageId: null, problems: [{ kind: 'village_code_unknown', field: 'villageCode', value: code }] }
  return within(village.areaId, code, clues)
}

function readHome(clues: PlaceClues): ReadPlace {
  if (clues.homeVillageId !== null) return { villageId: clues.homeVillageId, problems: [] }
  return { villageId: null, problems: [{ kind: 'village_missing', field: 'village' }] }
}

function readName(place: WrittenPlace, clues: PlaceClues): ReadPlace {
  const knowsDistrict = place.district === '' || findDistrictsByName(clues.areas, place.district).length > 0
  const { candidates, suggestions } = findVillagesByName(clues.areas, place.village, place.district)
  if (!knowsDistrict) return asked('district_unknown', place, { clues, candidates: [...candidates, ...suggestions] })
  const [only, ...others] = candidates
  if (only === undefined) return asked(isSameNameElsewhere(place, suggestions) ? 'village_not_in_district' : 'village_unknown', place, { clues, candidates: suggestions })
  if (others.length > 0) return asked('village_ambiguous', place, { clues, candidates })
  return within(only.areaId, place.village, clues)
}

function isSameNameElsewhere(place: WrittenPlace, suggestions: readonly Area[]): boolean {
  return place.district !== '' && suggestions.some((area) => placeNameKey(area.name) === placeNameKey(place.village))
}

function asked(kind: ProblemKind, place: WrittenPlace, offer: { clues: PlaceClues; candidates: readonly Area[] }): ReadPlace {
  const candidates = offer.candidates.map((area) => ({ areaId: area.areaId, label: villageLabel(offer.clues.areas, area) }))
  const value = place.district === '' ? place.village : `${place.village}, ${place.district}`
  return { villageId: null, problems: [{ kind, field: kind === 'district_unknown' ? 'district' : 'village', value, candidates, placeKey: placeKeyOf(place) }] }
}

/** A village that was understood; whether it lies where this list may be about, and whether it was spelt otherwise, is said. */
function within(villageId: number, written: string, clues: PlaceClues): ReadPlace {
  const village = clues.areas.byId.get(villageId)
  if (village === undefined) return { villageId: null, problems: [{ kind: 'village_unknown', field: 'village', value: written }] }
  if (!clues.areaIds.has(villageId)) {
    return { villageId: null, problems: [{ kind: 'village_outside', field: 'village', value: written, readAs: villageLabel(clues.areas, village) }] }
  }
  if (/^[\d.]+$/.test(written) || lettersOf(written) === lettersOf(village.name)) return { villageId, problems: [] }
  return { villageId, problems: [{ kind: 'village_spelling', field: 'village', value: written, readAs: villageLabel(clues.areas, village) }] }
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/^\s*(desa|ds|kelurahan|kel)\b[.\s]+/u, '').replaceAll(/[^a-z]/g, '')
}
