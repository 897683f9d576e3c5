import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFamily } from '../../../../test/make/family.ts'
import { startWorld, type World } from '../../../../test/world.ts'
import type { SnapshotDetail, SnapshotSummary, SourceSummary } from './source.contract.ts'

let world: World
const kemiren = 152_004

beforeAll(async () => {
  world = await startWorld()
  await makeFamily(world, { areaId: kemiren, decile: 2, members: [{ name: 'SUKARNO WIDODO', nik: '3510150107600012' }] })
})

afterAll(() => world.close())

async function snapshots(username: string): Promise<SnapshotSummary[]> {
  const client = await world.as(username)
  return (await client.get('/api/registry/sources/test_list/snapshots')).json<{ items: SnapshotSummary[] }>().items
}

test('the sources of the regency stand with terms, purpose and the count of their snapshots', async () => {
  const client = await world.as('operator.kemiren')
  const { sources } = (await client.get('/api/registry/sources')).json<{ sources: SourceSummary[] }>()
  expect(sources.map((source) => source.key)).toEqual(world.deps.regency.sources.map((source) => source.key))
  expect(sources.find((source) => source.key === 'dtsen')).toMatchObject({ kind: 'national_register', snapshots: 0, latestOn: null })
  expect(sources.every((source) => source.terms.licence.id !== '' && source.terms.purpose.en !== '')).toBe(true)
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
    const answer = await (await world.as('bupati')).get(`/api/registry/snapshots/${snapshot!.snapshotId}`)
    expect(answer.json<SnapshotDetail>()).toMatchObject({
      sourceKey: 'test_list', asOfOn: '2026-06-30', rows: 1, areas: [{ areaId: kemiren, areaName: 'Kemiren', districtName: 'Glagah', rows: 1 }],
    })
    expect(answer.body).not.toMatch(/SUKARNO|3510150107600012/)
  })

  test('is closed to whoever may not read sources', async () => {
    const [snapshot] = await snapshots('bupati')
    expect((await (await world.as('warga')).get(`/api/registry/snapshots/${snapshot!.snapshotId}`)).statusCode).toBe(403)
    expect((await (await world.as('bupati')).get('/api/registry/snapshots/019d0000-0000-7000-8000-000000000000')).statusCode).toBe(404)
  })

  test('of an unknown page is refused', async () => {
    expect((await (await world.as('bupati')).get('/api/registry/sources/test_list/snapshots?after=x')).statusCode).toBe(422)
  })
})
