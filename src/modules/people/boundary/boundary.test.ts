import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Area, Point } from '#modules/people/area/area.contract.ts'
import { listDistricts, listVillagesOf } from '#modules/people/area/area.rules.ts'
import { publicActor, systemActor } from '#platform/db/actor.ts'
import { sql } from 'kysely'
import { startWorld, type World } from '../../../../test/world.ts'
import { locateArea } from './boundary.actions.ts'
import type { AreaBoundaries, BoundarySummary } from './boundary.contract.ts'

let world: World
let district: Area
let villages: readonly Area[]

beforeAll(async () => {
  world = await startWorld()
  const { areas } = world.deps.regency
  district = listDistricts(areas)[0]!
  villages = listVillagesOf(areas, district.areaId)
})

afterAll(() => world.close())

const address = '/api/people/area-boundaries'
const origin = 'source=Peta%20uji&licence=CC0&snapshotOn=2026-08-20'
const step = 0.02

/** South-west corner of the n-th square; they stand in a row that begins at the district's middle. */
function cornerOf(at: number): Point {
  return { lat: district.centroid!.lat, lng: district.centroid!.lng + at * step }
}

/** One square for each village, about two kilometres wide. */
function squares(areas: readonly Area[]): string {
  const features = areas.map((area, at) => {
    const { lat, lng } = cornerOf(at)
    const ring = [[lng, lat], [lng + step, lat], [lng + step, lat + step], [lng, lat + step], [lng, lat]]
    return { type: 'Feature', properties: { code: area.code, name: area.name }, geometry: { type: 'Polygon', coordinates: [ring] } }
  })
  return JSON.stringify({ type: 'FeatureCollection', features })
}

async function importAs(username: string, file: string, options: { query?: string; commandId?: string } = {}) {
  const client = await world.as(username)
  return client.send('POST', `${address}?${options.query ?? origin}`, Buffer.from(file), {
    contentType: 'application/geo+json', ...(options.commandId !== undefined && { commandId: options.commandId }),
  })
}

describe('areas', () => {
  test('are there for everybody, in order, and may be kept for a while', async () => {
    const answer = await world.nobody().get('/api/people/areas')
    expect(answer.headers['cache-control']).toBe('public, max-age=300')
    const { areas } = answer.json<{ areas: Area[] }>()
    expect(areas).toHaveLength(world.deps.regency.areas.byId.size)
    expect(areas.slice(0, 2).map((area) => area.kind)).toEqual(['regency', 'district'])
  })

  test('offices are named to officers only', async () => {
    expect((await world.nobody().get('/api/people/offices')).statusCode).toBe(401)
    expect((await (await world.as('warga')).get('/api/people/offices')).statusCode).toBe(403)
    const answer = await (await world.as('kesra')).get('/api/people/offices')
    expect(answer.json<{ offices: unknown[] }>().offices).toHaveLength(world.deps.regency.offices.length)
  })
})

describe('borders', () => {
  test('are empty until somebody imports them', async () => {
    const answer = await world.nobody().get(`${address}?kind=village`)
    expect(answer.json<AreaBoundaries>()).toEqual({ origins: [], boundaries: [] })
  })

  test.each(['kesra', 'bupati', 'dinsos', 'warga'])('%s may not import them', async (username) => {
    expect((await importAs(username, squares(villages))).statusCode).toBe(403)
  })

  test('come from a file, say what they left out, and are drawn for everybody', async () => {
    const imported = await importAs('admin', squares(villages))
    expect(imported.statusCode, imported.body).toBe(201)
    const summary = imported.json<BoundarySummary>()
    expect(summary).toMatchObject({ villages: villages.length, districts: 0, unmatchedCount: 0 })
    expect(summary.missing.length).toBe(world.deps.regency.offices.filter((office) => office.rung === 'village').length - villages.length)

    const drawn = (await world.nobody().get(`${address}?districtId=${district.areaId}`)).json<AreaBoundaries>()
    expect(drawn.origins).toEqual([{ source: 'Peta uji', licence: 'CC0', snapshotOn: '2026-08-20' }])
    expect(drawn.boundaries.map((boundary) => boundary.areaId).toSorted()).toEqual(villages.map((village) => village.areaId).toSorted())
    expect(drawn.boundaries[0]?.shape[0]?.[0]).toHaveLength(5)
  })

  test('sent twice under one command are taken once, and another file under it is refused', async () => {
    const commandId = randomUUID()
    const first = await importAs('admin', squares(villages), { commandId })
    const again = await importAs('admin', squares(villages), { commandId })
    expect(again.json()).toEqual(first.json())
    expect((await importAs('admin', squares(villages.slice(1)), { commandId })).json()).toMatchObject({ status: 409, kind: 'command_reused' })
  })

  test.each([
    ['not json', 'halo', 'boundaries_not_json'],
    ['no collection', '{"type":"Feature"}', 'boundaries_not_geojson'],
    ['nothing of ours', '{"type":"FeatureCollection","features":[]}', 'boundaries_no_match'],
  ])('in a bad file are refused with words: %s', async (_, file, kind) => {
    const answer = await importAs('admin', file)
    expect(answer.json()).toMatchObject({ status: 422, kind })
    expect(answer.json<{ title: string }>().title.length).toBeGreaterThan(20)
  })

  test('without their origin are refused at the field', async () => {
    const answer = await importAs('admin', squares(villages), { query: 'licence=CC0&snapshotOn=kemarin' })
    expect(answer.json<{ errors: { pointer: string }[] }>().errors.map((error) => error.pointer)).toEqual(['#/source', '#/snapshotOn'])
  })

  test('larger than the limit are not read', async () => {
    expect((await importAs('admin', ' '.repeat(8_000_001))).statusCode).toBe(413)
  })

  test('tell the village of a point', async () => {
    await importAs('admin', squares(villages))
    const actor = publicActor(world.deps.regency.regencyId)
    const { lat, lng } = cornerOf(1)
    const place = await world.deps.db.asActor(actor, (tx) => locateArea(world.deps, tx, { lat: lat + step / 2, lng: lng + step / 2 }))
    expect(place).toEqual({ kind: 'village', areaId: villages[1]!.areaId, others: [] })
  })

  test('of one regency are not seen from another, and are written only with the grant', async () => {
    const reach = { areaIds: [], officeIds: [] }
    const { regencyId } = world.deps.regency
    const count = (id: number): Promise<number> => world.deps.db.asActor(publicActor(id), async (tx) => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from people.area_boundary`.execute(tx.db)
      return rows[0]!.n
    })
    await importAs('admin', squares(villages))
    expect(await count(regencyId)).toBeGreaterThan(0)
    expect(await count(regencyId + 1)).toBe(0)
    const rename = (grants: readonly string[]): Promise<bigint | undefined> => world.deps.db.asActor(systemActor(regencyId, { ...reach, grants }), async (tx) =>
      (await sql`update people.area_boundary set source = 'Peta lain'`.execute(tx.db)).numAffectedRows)
    expect(await rename(['people.audit.read'])).toBe(0n)
    expect(await rename(['people.area.import'])).toBeGreaterThan(0n)
  })
})
