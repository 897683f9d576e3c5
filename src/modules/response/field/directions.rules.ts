import type { FieldStop } from './field.contract.ts'

export interface Point {
  readonly lat: number
  readonly lng: number
}

const earthMeters = 6_371_000

/** The way over the ground from one point to another: metres, and degrees clockwise from north. */
export function wayTo(from: Point, to: Point): { readonly meters: number; readonly degrees: number } {
  const [lat1, lat2, lng] = [radians(from.lat), radians(to.lat), radians(to.lng - from.lng)]
  const half = Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin(lng / 2) ** 2
  const meters = 2 * earthMeters * Math.asin(Math.min(1, Math.sqrt(half)))
  const degrees = Math.atan2(Math.sin(lng) * Math.cos(lat2), Math.cos(lat1) * Math.sin(lat2) - Math.sin(lat1) * Math.cos(lat2) * Math.cos(lng)) * (180 / Math.PI)
  return { meters, degrees: (degrees + 360) % 360 }
}

function radians(degrees: number): number {
  return degrees * (Math.PI / 180)
}

/** Which of the eight winds a bearing is nearest to, counted from north. */
export function windOf(degrees: number): number {
  return Math.round(degrees / 45) % 8
}

/** The address that opens the map application of an Android phone at a point; nothing about the family travels with it. */
export function geoLink({ lat, lng }: Point): string {
  return `geo:${lat},${lng}?q=${lat},${lng}`
}

/** The same on a page of OpenStreetMap, for devices without such an application. */
export function webMapLink({ lat, lng }: Point): string {
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lng}#map=18/${lat}/${lng}`
}

/** The address below the village in one line, as far as it is known. */
export function stopAddress({ place: { addressText, hamlet, rt, rw, villageName } }: FieldStop): string {
  const neighbourhood = rt === null && rw === null ? null : `RT ${printed(rt)} RW ${printed(rw)}`
  return [addressText, hamlet, neighbourhood, villageName].filter((part) => part !== null && part !== '').join(', ')
}

function printed(number: number | null): string {
  return number === null ? '–' : String(number).padStart(3, '0')
}

/** A house with how far it lies from where one stands; null where nobody knows its place. */
export interface NearStop {
  readonly stop: FieldStop
  readonly meters: number | null
}

/** The houses by their distance, the nearest first; those whose place nobody knows come last, in the order in which they were. */
export function nearestFirst(stops: readonly FieldStop[], here: Point): readonly NearStop[] {
  const measured = stops.map((stop) => ({ stop, meters: stop.place.pin === null ? null : wayTo(here, stop.place.pin).meters }))
  return measured.toSorted((left, right) => (left.meters ?? Infinity) - (right.meters ?? Infinity) || 0)
}

/** Stops of one day in one place. `on`: a planned day, or null; `isLate`: that day has passed. */
export interface StopGroup {
  readonly on: string | null
  readonly isLate: boolean
  readonly placeName: string
  readonly stops: readonly FieldStop[]
}

/** The houses in the order of the road: planned days first, the earliest on top, then what is not planned; within a day by village, within a village by what is due. */
export function groupStops(stops: readonly FieldStop[], today: string): readonly StopGroup[] {
  const groups = new Map<string, FieldStop[]>()
  for (const stop of stops) {
    const key = `${stop.plannedOn ?? '9999'} ${placeNameOf(stop.place)}`
    groups.set(key, [...(groups.get(key) ?? []), stop])
  }
  const ordered = [...groups].toSorted(([left], [right]) => (left < right ? -1 : 1))
  return ordered.map(([, group]) => {
    const [first] = group
    const on = first?.plannedOn ?? null
    return { on, isLate: on !== null && on < today, placeName: first === undefined ? '' : placeNameOf(first.place), stops: group.toSorted(byDue) }
  })
}

function placeNameOf({ villageName, districtName }: FieldStop['place']): string {
  return villageName ?? districtName ?? ''
}

const rank: Readonly<Record<FieldStop['urgency'], number>> = { danger: 0, urgent: 1, ordinary: 1 }

function byDue(left: FieldStop, right: FieldStop): number {
  const due = (stop: FieldStop): string => stop.dueAt ?? '9999'
  return rank[left.urgency] - rank[right.urgency] || (due(left) < due(right) ? -1 : Number(due(left) > due(right))) || (left.caseNumber < right.caseNumber ? -1 : 1)
}
