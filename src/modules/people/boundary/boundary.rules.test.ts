import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Area } from '#modules/people/area/area.contract.ts'
import { listDistricts, listVillages } from '#modules/people/area/area.rules.ts'
import { loadRegency } from '#modules/people/regency/regency.load.ts'
import { prepareBoundaries, readBoundaries, summarizeBoundaries } from './boundary.rules.ts'
import { placeOf } from './place.rules.ts'

const regency = loadRegency(fileURLToPath(new URL('../../../../regencies/_template', import.meta.url)))
const villages = listVillages(regency.areas)

interface Feature {
  readonly type: 'Feature'
  readonly properties: Record<string, unknown>
  readonly geometry: { readonly type: string; readonly coordinates: unknown }
}

/** A square of a tenth of a degree (11 km) for the n-th area, side by side from west to east. */
function featureOf(area: Pick<Area, 'code' | 'name'>, at: number): Feature {
  const [west, south] = [112.1 + at / 10, -7.6]
  const ring = [[west, south], [west + 0.1, south], [west + 0.1, south + 0.1], [west, south + 0.1], [west, south]]
  return { type: 'Feature', properties: { code: area.code, name: area.name }, geometry: { type: 'Polygon', coordinates: [ring] } }
}

function collection(features: readonly unknown[]): string {
  return JSON.stringify({ type: 'FeatureCollection', features })
}

function read(features: readonly unknown[]) {
  const result = readBoundaries(collection(features), regency)
  if (!result.ok) throw new Error(result.error.kind)
  return result.value
}

const all = villages.map(featureOf)

describe('a file of boundaries', () => {
  test('is matched by code, with or without dots, and closed where it was left open', () => {
    const bare = { ...all[0]!, properties: { kode: villages[0]!.code.replaceAll('.', '') } }
    const open = { ...all[1]!, geometry: { type: 'MultiPolygon', coordinates: [[(all[1]!.geometry.coordinates as number[][][])[0]!.slice(0, 4)]] } }
    const byId = { type: 'Feature', id: villages[2]!.code, properties: null, geometry: all[2]!.geometry }
    const { matched, unmatched } = read([bare, open, byId])
    expect(matched.map(({ area }) => area.areaId)).toEqual(villages.slice(0, 3).map((area) => area.areaId))
    expect(matched.every(({ shape }) => shape[0]?.[0]?.length === 5)).toBe(true)
    expect(unmatched).toEqual([])
  })

  test.each([
    ['no_code', { ...all[0], properties: { name: 'Tanpa kode' } }],
    ['code_unknown', { ...all[0], properties: { code: '99.01.07.2001' } }],
    ['code_unknown', { ...all[0], properties: { code: '9901010002' } }],
    ['name_differs', { ...all[0], properties: { code: villages[0]!.code, name: 'Pulau Seberang' } }],
    ['not_a_polygon', { ...all[0], geometry: { type: 'Point', coordinates: [112, -7] } }],
    ['not_a_polygon', { ...all[0], geometry: { type: 'Polygon', coordinates: [[[112, -7], [112.1, 'x'], [112.1, -7]]] } }],
    ['not_a_polygon', { ...all[0], geometry: null }],
    ['outside', featureOf(villages[0]!, 300)],
    ['no_code', 'not even a feature'],
  ])('names a feature that fits no area: %s', (reason, feature) => {
    const { matched, unmatched } = read([all[1]!, feature])
    expect(matched).toHaveLength(1)
    expect(unmatched).toMatchObject([{ position: 2, reason }])
  })

  test('takes an area once', () => {
    const { matched, unmatched } = read([all[0]!, all[0]!])
    expect(matched).toHaveLength(1)
    expect(unmatched).toMatchObject([{ position: 2, code: villages[0]!.code, reason: 'twice' }])
  })

  const swapped = all.map((feature) => ({
    ...feature, geometry: { ...feature.geometry, coordinates: (feature.geometry.coordinates as number[][][]).map((ring) => ring.map(([lng, lat]) => [lat, lng])) },
  }))

  test.each([
    ['boundaries_not_json', '{"type": "FeatureCollection"'],
    ['boundaries_not_json', ''],
    ['boundaries_not_geojson', '[1, 2]'],
    ['boundaries_not_geojson', JSON.stringify({ type: 'Topology', objects: {} })],
    ['boundaries_no_match', collection([])],
    ['boundaries_no_match', collection([{ ...all[0], properties: { code: '11.01.01.2001' } }])],
    ['boundaries_axes_swapped', collection(swapped)],
    ['boundaries_too_many', collection(Array.from({ length: 5_001 }, () => ({})))],
    ['boundaries_too_many', collection([{ ...all[0], geometry: { type: 'Polygon', coordinates: [Array.from({ length: 200_001 }, () => [112.5, -7.5])] } }])],
  ])('that cannot be used is refused: %s', (kind, text) => {
    expect(readBoundaries(text, regency)).toEqual({ ok: false, error: { kind } })
  })

  test('is counted, and what it leaves out is named', () => {
    const district = featureOf(listDistricts(regency.areas)[0]!, 0)
    const summary = summarizeBoundaries(read([...all.slice(1), district, 7]), regency.areas)
    expect(summary).toMatchObject({ districts: 1, villages: villages.length - 1, regencies: 0, unmatchedCount: 1 })
    expect(summary.missing.map((area) => area.name).toSorted()).toEqual(['Karanganyar', 'Tirtasari'])
  })

  test('is stored full, drawn simply, with its middle', () => {
    const [stored] = prepareBoundaries(read(all).matched)
    expect(stored).toMatchObject({ areaId: villages[0]!.areaId })
    expect(stored?.shape[0]?.[0]).toHaveLength(5)
    expect(stored?.centroid[0]).toBeCloseTo(112.15, 6)
  })
})

describe('the place of a point', () => {
  const within = { ...regency, villages: prepareBoundaries(read(all).matched) }
  const ids = villages.map((area) => area.areaId)

  test('far outside is no place of this regency', () => {
    expect(placeOf({ lat: -6.2, lng: 106.8 }, within)).toEqual({ kind: 'outside' })
  })

  test('in the middle of a village is that village alone', () => {
    expect(placeOf({ lat: -7.55, lng: 112.15 }, within)).toEqual({ kind: 'village', areaId: ids[0], others: [] })
  })

  test('near a border names the neighbour too', () => {
    expect(placeOf({ lat: -7.55, lng: 112.198 }, within)).toEqual({ kind: 'village', areaId: ids[0], others: [ids[1]] })
    expect(placeOf({ lat: -7.55, lng: 112.19, accuracyMeters: 2_000 }, within)).toEqual({ kind: 'village', areaId: ids[0], others: [ids[1]] })
  })

  test('a little outside every border belongs to the nearest', () => {
    expect(placeOf({ lat: -7.497, lng: 112.25 }, within)).toEqual({ kind: 'village', areaId: ids[1], others: [] })
  })

  test('without borders, or away from all of them, gives the nearest districts', () => {
    const expected = { kind: 'districts', areaIds: [2, 1] }
    expect(placeOf({ lat: -7.58, lng: 112.64 }, { ...within, villages: [] })).toEqual(expected)
    expect(placeOf({ lat: -7.9, lng: 112.64 }, within)).toEqual(expected)
  })
})
