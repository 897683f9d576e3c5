import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { regencyReach } from '#modules/people/index.ts'
import { ensureSource, insertSnapshot, insertSourceRecords } from '#modules/registry/index.ts'
import { systemActor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { makeFamily } from '../../../../test/make/family.ts'
import { familyLines, listBytes, storeBytes } from '../../../../test/make/list.ts'
import { startWorld, type World } from '../../../../test/world.ts'
import type { SnapshotArea, SnapshotDetail, SnapshotSummary, SourceSummary } from './source.contract.ts'

let world: World
const kemiren = 152_004

beforeAll(async () => {
  world = await startWorld({ works: true })
  await makeFamily(world, { areaId: kemiren, decile: 2, members: [{ name: 'SUKARNO WIDODO', nik: '3510150107600012' }] })
})

afterAll(() => world.close())

async function snapshots(username: string): Promise<SnapshotSummary[]> {
  const client = await world.as(username)
  return (await client.get('/api/registry/sources/test_list/snapshots')).json<{ items: SnapshotSummary[] }>().items
}

/** A list of another source with a row for each village, and a second one for the last. */
async function loadRegency(villages: readonly number[]): Promise<string> {
  const { deps } = world
  const actor = systemActor(deps.regency.regencyId, { ...regencyReach(deps.regency), grants: ['registry.list.import', 'registry.person.read'] })
  return deps.db.asActor(actor, async (tx) => {
    const sourceId = await ensureSource(tx, { key: 'regency_list', name: 'Daftar sekabupaten', strength: 40 })
    const snapshotId = await insertSnapshot(tx, { sourceId, areaId: 0, asOfOn: '2026-05-31', fileName: 'kabupaten.xlsx', fileSha256: null, rowCount: villages.length + 1 })
    await insertSourceRecords(tx, [...villages, villages.at(-1)!].map((areaId, at) => (
      { sourceRecordId: newId(), snapshotId: snapshotId!, areaId, rowNumber: at + 1, raw: {}, sealed: null })))
    return snapshotId!
  })
}

test('the sources of the regency stand with terms, purpose and the count of their snapshots', async () => {
  const client = await world.as('operator.kemiren')
  const { sources } = (await client.get('/api/registry/sources')).json<{ sources: SourceSummary[] }>()
  expect(sources.map((source) => source.key)).toEqual(world.deps.regency.sources.map((source) => source.key))
  expect(sources.find((source) => source.key === 'dtsen')).toMatchObject({ kind: 'national_register', snapshots: 0, latestOn: null })
  expect(sources.every((source) => source.terms.licence.id !== '' && source.terms.purpose.en !== '')).toBe(true)
})

test.each([
  ['dtsen', 'national_register'], ['dtks', 'national_register'], ['p3ke', 'national_register'], ['siak', 'civil_registry'], ['pkh', 'programme_list'],
  ['sembako', 'programme_list'], ['pbi_jkn', 'programme_list'], ['pip', 'programme_list'], ['village_list', 'village_list'], ['school_list', 'school_list'],
  ['visit', 'own_intake'], ['life_event', 'own_intake'], ['verification', 'own_intake'], ['correction', 'own_intake'], ['report', 'own_intake'],
])('%s is a source, under whose law, licence and purpose is said', async (key, kind) => {
  const source = (await (await world.as('bupati')).get(`/api/registry/sources/${key}`)).json<SourceSummary>()
  expect(source).toMatchObject({ key, kind })
  for (const text of Object.values(source.terms)) expect(Math.min(text.id.length, text.en.length)).toBeGreaterThan(10)
})

test('a list that was loaded is a snapshot: of which day, under which terms, by whom and when', async () => {
  const operator = await world.as('operator.kemiren')
  await storeBytes(operator, listBytes(familyLines(61, ['MARNI SUMBER', 'TARNO SUMBER'])), { source: 'pkh', asOfOn: '2026-10-31', fileName: 'pkh-oktober.csv' })
  const { items: [snapshot] } = (await operator.get('/api/registry/sources/pkh/snapshots')).json<{ items: SnapshotSummary[] }>()
  const detail = (await operator.get(`/api/registry/snapshots/${snapshot!.snapshotId}`)).json<SnapshotDetail>()
  const { terms } = (await operator.get('/api/registry/sources/pkh')).json<SourceSummary>()
  expect(detail).toMatchObject({ sourceKey: 'pkh', asOfOn: '2026-10-31', fileName: 'pkh-oktober.csv', rows: 2, loadedByName: 'Untung Basuki', terms })
})

test('a source tells how far it is believed on which matter', async () => {
  const client = await world.as('bupati')
  const source = (await client.get('/api/registry/sources/dtsen')).json<{ strengths: { group: string | null; strength: number }[] }>()
  expect(source.strengths.slice(0, 2)).toMatchObject([{ group: null, strength: 80 }, { group: 'decile', strength: 95 }])
  expect((await client.get('/api/registry/sources/nowhere')).statusCode).toBe(404)
})

describe('a snapshot', () => {
  test('tells the regent how many rows speak of which village, and nothing about a person', async () => {
    const [snapshot] = await snapshots('bupati')
    const regent = await world.as('bupati')
    const answer = await regent.get(`/api/registry/snapshots/${snapshot!.snapshotId}`)
    expect(answer.json<SnapshotDetail>()).toMatchObject({ sourceKey: 'test_list', asOfOn: '2026-06-30', rows: 1 })
    const areas = await regent.get(`/api/registry/snapshots/${snapshot!.snapshotId}/areas`)
    expect(areas.json()).toEqual({ items: [{ areaId: kemiren, areaName: 'Kemiren', districtName: 'Glagah', rows: 1 }], next: null })
    expect(answer.body + areas.body).not.toMatch(/SUKARNO|3510150107600012/)
  })

  test('of the whole regency tells it page by page, each village once, the one with most rows first', async () => {
    const villages = [...world.deps.regency.areas.byId.values()].filter((area) => area.areaId > 999).map((area) => area.areaId).slice(0, 70)
    const snapshotId = await loadRegency(villages)
    const regent = await world.as('bupati')
    const pages: SnapshotArea[][] = []
    let next: string | null = ''
    while (next !== null) {
      const page: { items: SnapshotArea[]; next: string | null } = (await regent.get(`/api/registry/snapshots/${snapshotId}/areas${next === '' ? '' : `?after=${next}`}`)).json()
      pages.push(page.items)
      next = page.next
    }
    const told = pages.flat()
    expect(pages.map((page) => page.length)).toEqual([30, 30, 10])
    expect(told[0]).toMatchObject({ areaId: villages.at(-1), rows: 2 })
    expect(told.map((area) => area.areaId).toSorted((left, right) => left - right)).toEqual(villages.toSorted((left, right) => left - right))
  })

  test('is closed to whoever may not read sources', async () => {
    const [snapshot] = await snapshots('bupati')
    const [citizen, regent] = [await world.as('warga'), await world.as('bupati')]
    for (const part of ['', '/areas']) {
      expect((await citizen.get(`/api/registry/snapshots/${snapshot!.snapshotId}${part}`)).statusCode).toBe(403)
      expect((await regent.get(`/api/registry/snapshots/019d0000-0000-7000-8000-000000000000${part}`)).statusCode).toBe(404)
    }
  })

  test('of an unknown page is refused', async () => {
    const [snapshot] = await snapshots('bupati')
    for (const list of ['sources/test_list/snapshots', `snapshots/${snapshot!.snapshotId}/areas`]) {
      expect((await (await world.as('bupati')).get(`/api/registry/${list}?after=x`)).json()).toMatchObject({ status: 422, kind: 'page_unknown' })
    }
  })
})
