import { expect, test } from 'vitest'
import type { FieldStop } from './field.contract.ts'
import { geoLink, groupStops, nearestFirst, stopAddress, wayTo, windOf } from './directions.rules.ts'

const hall = { lat: -8.2192, lng: 114.3691 }

const ways = [
  { what: 'the same point', to: hall, meters: 0, wind: 0 },
  { what: 'a kilometre to the north', to: { lat: hall.lat + 0.008993, lng: hall.lng }, meters: 1000, wind: 0 },
  { what: 'a kilometre to the east', to: { lat: hall.lat, lng: hall.lng + 0.009086 }, meters: 1000, wind: 2 },
  { what: 'south-west', to: { lat: hall.lat - 0.009, lng: hall.lng - 0.009 }, meters: 1411, wind: 5 },
  { what: 'a little west of north', to: { lat: hall.lat + 0.009, lng: hall.lng - 0.0001 }, meters: 1001, wind: 0 },
]

test.each(ways)('the way to $what has its length and direction', ({ to, meters, wind }) => {
  const way = wayTo(hall, to)
  expect(Math.abs(way.meters - meters)).toBeLessThan(5)
  expect(windOf(way.degrees)).toBe(wind)
})

test('a map link holds the point and nothing of the family', () => {
  expect(geoLink(hall)).toBe('geo:-8.2192,114.3691?q=-8.2192,114.3691')
})

function stop(change: Partial<Omit<FieldStop, 'place'>> & { readonly village?: string; readonly pin?: FieldStop['place']['pin'] }): FieldStop {
  const { village = 'Kemiren', pin = null, ...rest } = change
  return {
    caseId: '', caseNumber: 'K-2026-000001', taskId: '', isMine: true, category: 'KES', categoryName: { id: '', en: '' }, urgency: 'ordinary', restricted: false,
    summary: '', plannedOn: null, dueAt: null, subjectName: null, memberCount: null, reportId: null, lastVisit: null, ...rest,
    place: { areaId: 1, districtName: 'Glagah', villageName: village, addressText: 'Jl. Sawah 3', hamlet: 'Krajan', rt: 3, rw: null, words: null, pin },
  }
}

test('an address names what is known of it', () => {
  expect(stopAddress(stop({}))).toBe('Jl. Sawah 3, Krajan, RT 003 RW –, Kemiren')
})

test('the list runs by planned day, then village, then danger and due time', () => {
  const stops = [
    stop({ caseNumber: 'unplanned', dueAt: '2026-11-25T01:00:00.000Z' }), stop({ caseNumber: 'tomorrow', plannedOn: '2026-11-26' }),
    stop({ caseNumber: 'missed', plannedOn: '2026-11-24' }), stop({ caseNumber: 'later', plannedOn: '2026-11-25', dueAt: '2026-11-26T01:00:00.000Z' }),
    stop({ caseNumber: 'sooner', plannedOn: '2026-11-25', dueAt: '2026-11-25T01:00:00.000Z' }),
    stop({ caseNumber: 'grave', plannedOn: '2026-11-25', dueAt: '2026-11-28T01:00:00.000Z', urgency: 'danger' }),
    stop({ caseNumber: 'other village', plannedOn: '2026-11-25', village: 'Banjarsari' }),
  ]
  const groups = groupStops(stops, '2026-11-25')
  expect(groups.map((group) => [group.on, group.isLate, group.placeName, group.stops.map((each) => each.caseNumber)])).toEqual([
    ['2026-11-24', true, 'Kemiren', ['missed']], ['2026-11-25', false, 'Banjarsari', ['other village']],
    ['2026-11-25', false, 'Kemiren', ['grave', 'sooner', 'later']], ['2026-11-26', false, 'Kemiren', ['tomorrow']], [null, false, 'Kemiren', ['unplanned']],
  ])
})

test('the nearest house comes first, and a house of unknown place last, in its own order', () => {
  const pinned = (caseNumber: string, east: number): FieldStop => stop({ caseNumber, pin: { lat: hall.lat, lng: hall.lng + east, accuracyMeters: 5, from: 'report', at: null } })
  const near = nearestFirst([stop({ caseNumber: 'unknown' }), pinned('far', 0.05), stop({ caseNumber: 'unknown too' }), pinned('near', 0.001)], hall)
  expect(near.map((each) => each.stop.caseNumber)).toEqual(['near', 'far', 'unknown', 'unknown too'])
  expect(near[2]!.meters).toBeNull()
})
