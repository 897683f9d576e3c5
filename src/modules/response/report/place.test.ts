import { afterAll, beforeAll, expect, test } from 'vitest'
import { kemiren } from '../../../../test/make/cases.ts'
import { startWorld, type World } from '../../../../test/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const point = { lat: -8.2, lng: 114.31, accuracyMeters: 20 }

async function candidatesAt(at: { lat: number; lng: number }): Promise<number[]> {
  const answer = await world.nobody().send('POST', '/api/response/reports', { category: 'KES', story: 'Tetangga sakit dan tidak bisa berobat', point: at, contact: 'anonymous' })
  if (answer.statusCode === 201) return []
  expect(answer.json()).toMatchObject({ kind: 'report_invalid', errors: [{ kind: 'area_unclear', pointer: '#/areaId' }] })
  return answer.json<{ errors: { candidates: { areaId: number }[] }[] }>().errors[0]!.candidates.map((candidate) => candidate.areaId)
}

test('without borders the nearest districts are asked about', async () => {
  const candidates = await candidatesAt(point)
  expect(candidates.length).toBeGreaterThan(0)
  for (const areaId of candidates) expect(areaId).toBeLessThan(100)
})

test('with borders the village that holds the point is asked about first', async () => {
  const ring = [[114.3, -8.21], [114.32, -8.21], [114.32, -8.19], [114.3, -8.19], [114.3, -8.21]]
  const borders = { type: 'FeatureCollection', features: [{ type: 'Feature', properties: { code: '35.10.15.2004', name: 'Kemiren' }, geometry: { type: 'Polygon', coordinates: [ring] } }] }
  const admin = await world.as('admin')
  const origin = new URLSearchParams({ source: 'Drawn for a test', licence: 'CC0', snapshotOn: '2026-11-01' })
  const imported = await admin.send('POST', `/api/people/area-boundaries?${origin}`, Buffer.from(JSON.stringify(borders)), { contentType: 'application/geo+json' })
  expect(imported.statusCode).toBe(201)
  expect((await candidatesAt(point))[0]).toBe(kemiren)
})

test('a point outside the regency is kept, and nobody is asked', async () => {
  expect(await candidatesAt({ lat: 52, lng: 5 })).toEqual([])
})
