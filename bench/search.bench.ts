import type pg from 'pg'
import { asOwner } from '#install.ts'
import { regencyReach, withDescendants } from '#modules/people/index.ts'
import { loadTwin, makeSearchQueries, normaliseName, searchPersons, type SearchQuery } from '#modules/registry/index.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import { percentile, withServer, type Bench, type BenchContext, type BenchServer, type Size } from './bench.ts'

const fullFamilies = 600_000
const askedFor = 200
const warmUp = 20
const shown = 20
// The trigram index slows down with the number of persons, and the goal is set for all of them; with fewer, the fixed cost of a transaction weighs more.
const goals: Readonly<Record<Size, number>> = { 0.1: 0.8, 0.3: 0.2, 1: 0.05 }

/**
 * P3: misspelt names on the whole twin, as a village, a district and the secretariat search: the whole act, under row security and with its trace.
 * Against the default trigram index on the same queries, which looks in all the regency and past row security, because under it the index is not used.
 */
export const bench: Bench = {
  name: 'search',
  describes: 'P3: name search under row security with misspelt names, against the default pg_trgm GIN index on the same queries',
  run: (context) => withServer((server) => measure(server, context)),
}

type Reach = 'regency' | 'district' | 'village'

async function measure(server: BenchServer, context: BenchContext): ReturnType<Bench['run']> {
  const families = Math.round(fullFamilies * context.size)
  context.say(`loading ${families} families`)
  const { persons } = await loadTwin(server.deps, { families, seed: context.seed, ownerUrl: server.ownerUrl })
  return asOwner(server.ownerUrl, async (client) => {
    await client.query('create index bench_name_likeness on registry.person using gin (name gin_trgm_ops)')
    const queries = await drawQueries(client, context.seed)
    context.say(`${persons} persons, ${queries.length} queries`)
    const figures = []
    for (const reach of ['regency', 'district', 'village'] as const) figures.push(...(await measureReach({ server, client, queries }, reach, context)))
    return figures
  })
}

/** Persons drawn by the seed, each asked for as somebody would who heard or typed the name wrong. */
async function drawQueries(client: pg.Client, seed: number): Promise<readonly SearchQuery[]> {
  const { rows } = await client.query<{ person_id: string; name: string; area_id: number }>(
    'select person_id, name, area_id from registry.person where ended_on is null order by md5(person_id::text || $1) limit $2', [String(seed), askedFor])
  return makeSearchQueries(rows.map((row) => ({ personId: row.person_id, name: row.name, areaId: row.area_id })), seed)
}

interface Ground {
  readonly server: BenchServer
  readonly client: pg.Client
  readonly queries: readonly SearchQuery[]
}

interface Outcome {
  readonly times: number[]
  found: number
}

async function measureReach({ server, client, queries }: Ground, reach: Reach, context: BenchContext): ReturnType<Bench['run']> {
  const ours: Outcome = { times: [], found: 0 }
  const baseline: Outcome = { times: [], found: 0 }
  for (const query of queries.slice(0, warmUp)) await byDoor(server, query.query, searcher(server, reach, query.areaId))
  for (const query of queries) {
    const actor = searcher(server, reach, query.areaId)
    await timed(baseline, query, () => byTrigrams(client, query.query))
    await timed(ours, query, () => byDoor(server, query.query, actor))
  }
  const [p95, baselineP95] = [percentile(ours.times, 0.95), percentile(baseline.times, 0.95)]
  const [recall, baselineRecall] = [ours.found / queries.length, baseline.found / queries.length]
  const goal = goals[context.size]
  return [
    { value: p95, unit: `ms p95 within a ${reach}`, baseline: 'default pg_trgm', ratio: p95 / baselineP95, goal: `≤ ${goal}`, pass: p95 / baselineP95 <= goal },
    { value: recall, unit: `recall@${shown} within a ${reach}`, baseline: 'default pg_trgm', ratio: recall / baselineRecall, goal: '≥ 1', pass: recall >= baselineRecall },
  ]
}

/** Somebody whose areas are the whole regency, the district, or the village of the person who is meant. */
function searcher(server: BenchServer, reach: Reach, areaId: number): Actor {
  const { regency } = server.deps
  const roots = { regency: 0, district: Math.floor(areaId / 10_000), village: areaId }
  const areaIds = reach === 'regency' ? regencyReach(regency).areaIds : withDescendants(regency.areas, roots[reach])
  return systemActor(regency.regencyId, { areaIds, officeIds: [], grants: ['registry.person.search', 'registry.person.read'] })
}

/** A hit shows somebody of the very name that was meant: people of one name cannot be told apart by it. */
async function timed(outcome: Outcome, query: SearchQuery, search: () => Promise<readonly string[]>): Promise<void> {
  const started = performance.now()
  const names = await search()
  outcome.times.push(performance.now() - started)
  const meant = normaliseName(query.name).name
  if (names.some((name) => normaliseName(name).name === meant)) outcome.found += 1
}

async function byDoor(server: BenchServer, text: string, actor: Actor): Promise<readonly string[]> {
  const found = await searchPersons(server.deps, actor, { q: text, limit: shown })
  return found.ok ? found.value.items.map((item) => item.name) : []
}

async function byTrigrams(client: pg.Client, text: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>('select name from registry.person where name % $1 order by similarity(name, $1) desc limit $2', [text, shown])
  return rows.map((row) => row.name)
}
