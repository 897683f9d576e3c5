/** Where a page of a list goes on: behind this moment and id. */
export interface ListPlace {
  readonly at: Date
  readonly id: string
}

const pattern = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_([0-9a-f-]{36})$/

/** The place as a text for the address. */
export function cursorOf(place: ListPlace): string {
  return `${place.at.toISOString()}_${place.id}`
}

/** The place that a cursor stands for; undefined for a text that we did not make. */
export function placeOfCursor(cursor: string): ListPlace | undefined {
  const [, at, id] = pattern.exec(cursor) ?? []
  if (at === undefined || id === undefined || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return undefined
  const moment = new Date(at)
  return Number.isNaN(moment.getTime()) || moment.toISOString() !== at ? undefined : { at: moment, id }
}
