import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '#install.ts'
import { makeSearchQueries } from '#modules/registry/search/misspelling.rules.ts'
import { startWorld, type World } from '../../../../test/world.ts'
import { loadTwin, RegistryNotEmpty } from './twin.load.ts'

const size = { families: 400, seed: 5 }
let world: World
let before: readonly string[]
const reported: number[] = []

beforeAll(async () => {
  world = await startWorld()
  before = await asOwner(world.ownerUrl, drawChecks)
  await loadTwin(world.deps, { ...size, ownerUrl: world.ownerUrl, onProgress: (families) => reported.push(families) })
})
afterAll(() => world.close())

/** Every index, constraint and lock on rows of the registry. */
async function drawChecks(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ line: string }>(`
    select indexdef as line from pg_indexes where schemaname = 'registry'
    union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'registry'::regnamespace
    union all select oid::regclass || ' ' || relrowsecurity || relforcerowsecurity from pg_class where relnamespace = 'registry'::regnamespace and relkind = 'r'
    order by 1`)
  expect(rows.length).toBeGreaterThan(50)
  return rows.map((row) => row.line)
}

async function count(table: string): Promise<number> {
  const { rows } = await asOwner(world.ownerUrl, (client) => client.query<{ count: number }>(`select count(*)::int as count from registry.${table}`))
  return rows[0]!.count
}

describe('a loaded twin', () => {
  test('leaves indexes, constraints and row security as they were', async () => {
    expect(await asOwner(world.ownerUrl, drawChecks)).toEqual(before)
  })

  test('holds the families asked for, each with its row, card and values', async () => {
    expect(await count('family')).toBe(size.families)
    expect(await count('family_identity')).toBe(size.families)
    expect(await count('source_record')).toBe(size.families)
    expect(await count('attribute_set')).toBe(size.families + await count('person'))
    expect(await count('person')).toBe(await count('family_member'))
    expect(reported.at(-1)).toBe(size.families)
  })

  test('comes from a source that is marked synthetic', async () => {
    const { rows } = await asOwner(world.ownerUrl, (client) => client.query('select distinct o.key, o.is_synthetic from registry.snapshot n join registry.source o using (regency_id, source_id)'))
    expect(rows).toEqual([{ key: 'twin', is_synthetic: true }])
  })

  test('is loaded into an empty registry only', async () => {
    await expect(loadTwin(world.deps, { ...size, ownerUrl: world.ownerUrl })).rejects.toThrow(RegistryNotEmpty)
    expect(await count('family')).toBe(size.families)
  })

  test('is found through the front door, also with misspelt names', async () => {
    const { rows } = await asOwner(world.ownerUrl, (client) => client.query<{ personId: string; name: string; areaId: number }>(
      'select person_id as "personId", name, area_id as "areaId" from registry.person where ended_on is null order by person_id limit 120'))
    const queries = makeSearchQueries(rows, size.seed)
    const client = await world.as('kesra')
    const missed: string[] = []
    for (const query of queries) {
      const answer = await client.send('POST', '/api/registry/person-searches', { q: query.query, limit: 20 })
      if (answer.statusCode === 422) continue
      const found = answer.json<{ items: { personId: string; name: string }[] }>().items
      if (!found.some((item) => item.personId === query.personId || item.name === query.name)) missed.push(`${query.query} for ${query.name}`)
    }
    expect(queries).toHaveLength(120)
    expect(missed.length, `seed ${size.seed}: ${missed.join('; ')}`).toBeLessThan(18)
  })

  test('shows a family whose every value names the list, the row and the day', async () => {
    const { rows } = await asOwner(world.ownerUrl, (client) => client.query<{ family_id: string }>('select family_id from registry.family order by family_id limit 1'))
    const profile = (await (await world.as('kesra')).get(`/api/registry/families/${rows[0]!.family_id}`)).json<{ isSynthetic: boolean; values: { rowNumber: number; asOfOn: string; isSynthetic: boolean }[] }>()
    expect(profile.isSynthetic).toBe(true)
    expect(profile.values.length).toBeGreaterThan(5)
    expect(profile.values.every((value) => value.rowNumber === 1 && value.asOfOn === '2026-09-30' && value.isSynthetic)).toBe(true)
  })
})
