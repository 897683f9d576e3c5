import pg from 'pg'
import { regencyReach, withDescendants } from '#modules/people/index.ts'
import { linker } from '#modules/registry/linkage/link-registry.actions.ts'
import { loadTwin } from '#modules/registry/index.ts'
import { countQualityTodos, measureThisMonth } from '#modules/registry/quality/quality.actions.ts'
import { decideReview, undoReview } from '#modules/registry/review/review.actions.ts'
import { proposeReviews, type NewReview } from '#modules/registry/review/review.store.ts'
import { getReview, listReviews } from '#modules/registry/review/review-view.actions.ts'
import type { Command } from '#platform/act.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import type { Result } from '#platform/result.ts'
import { rawReview } from './review/raw-review.ts'
import { median, percentile, withServer, type Bench, type BenchContext, type BenchServer } from './bench.ts'

const fullFamilies = 600_000
/** As many questions as the guards of a full linkage hold back for a person. */
const fullPairs = 70_000
const asked = 60
const warmUp = 10
const pageSize = 20
/** What a screen may take under a mixed load. */
const goalMs = 300
const goalSeconds = 60
const goalTodoSeconds = 10

/** Nothing of a person's work on doubles may slow down with the registry: the queue, a pair, "the same", its undoing; and the month's score of every village. */
export const bench: Bench = {
  name: 'review',
  describes: 'the review queue (page, pair, merge, undo) and the monthly score over the whole twin, against the same rows by raw SQL past row security',
  run: (context) => withServer((server) => measure(server, context)),
}

type Figures = Awaited<ReturnType<Bench['run']>>

interface Ground {
  readonly server: BenchServer
  readonly owner: pg.Client
  readonly pairs: readonly Pair[]
}

interface Pair {
  readonly reviewId: string
  readonly areaId: number
}

async function measure(server: BenchServer, context: BenchContext): Promise<Figures> {
  const families = Math.round(fullFamilies * context.size)
  const owner = new pg.Client({ connectionString: server.ownerUrl })
  await owner.connect()
  try {
    const { persons } = await loadTwin(server.deps, { families, seed: context.seed, ownerUrl: server.ownerUrl })
    const questions = await ask(server, owner, Math.round(fullPairs * context.size))
    context.say(`${persons} persons in ${families} families; ${questions} questions wait`)
    const ground = { server, owner, pairs: await drawPairs(owner, context.seed) }
    return [...await queueFigures(ground), ...await pairFigures(ground), ...await scoreFigures(ground, context)]
  } finally {
    await owner.end()
  }
}

/** Asks about neighbours in the alphabet of a village, each tenth with numbers that contradict. Gives how many were asked. */
async function ask(server: BenchServer, owner: pg.Client, wanted: number): Promise<number> {
  const { rows } = await owner.query<{ person_id: string; other_id: string; area_id: number }>(`
    select t.person_id, t.other_id, t.area_id from (
      select person_id, lead(person_id) over (partition by area_id order by name, person_id) as other_id, area_id from registry.person where ended_on is null
    ) t where t.other_id is not null order by md5(t.person_id::text) limit $1`, [wanted])
  const pairs = rows.map((row, at): NewReview => {
    const [leftId, rightId] = [row.person_id, row.other_id].toSorted() as [string, string]
    return { leftId, rightId, areaId: row.area_id, rules: ['model'], score: 0.3 + 0.69 * (at / rows.length), needsTwo: at % 10 === 0 }
  })
  const found = await server.deps.db.asActor(linker(server.deps), (tx) => proposeReviews(tx, pairs))
  await owner.query('vacuum analyze registry.review')
  return found
}

/** Questions that one person may settle, drawn by the seed; no two about one person. */
async function drawPairs(owner: pg.Client, seed: number): Promise<readonly Pair[]> {
  const { rows } = await owner.query<{ review_id: string; area_id: number; left_id: string; right_id: string }>(`
    select review_id, area_id, left_id, right_id from registry.review where not needs_two order by md5(review_id::text || $1) limit $2`,
    [String(seed), 4 * (asked + warmUp)])
  const met = new Set<string>()
  const apart = rows.filter((row) => {
    const isNew = !met.has(row.left_id) && !met.has(row.right_id)
    met.add(row.left_id).add(row.right_id)
    return isNew
  })
  return apart.map((row) => ({ reviewId: row.review_id, areaId: row.area_id })).slice(0, 2 * (asked + warmUp))
}

type Reach = 'regency' | 'district' | 'village'

/** Somebody who reviews doubles in the village of a pair, in its district, or in the regency. */
function reviewer(server: BenchServer, reach: Reach, areaId: number): Actor {
  const { regency } = server.deps
  const roots = { regency: 0, district: Math.floor(areaId / 10_000), village: areaId }
  const areaIds = reach === 'regency' ? regencyReach(regency).areaIds : withDescendants(regency.areas, roots[reach])
  const grants = ['registry.review.decide', 'registry.review.answer', 'registry.person.read', 'registry.person.search']
  return { ...systemActor(regency.regencyId, { areaIds, officeIds: [], grants }), accountId: newId(), name: 'Peninjau', homeAreaId: roots[reach] }
}

async function queueFigures({ server, owner, pairs }: Ground): Promise<Figures> {
  const figures: Figures[number][] = []
  for (const reach of ['regency', 'district', 'village'] as const) {
    const actors = pairs.map(({ areaId }) => reviewer(server, reach, areaId))
    const raw = rawReview(owner, server.deps.regency.regencyId)
    const times = await inTurns(pairs, {
      ours: async (_pair, at) => needed(await listReviews(server.deps, actors[at]!, { about: 'person', state: 'open', limit: pageSize })),
      baseline: (_pair, at) => raw.page(actors[at]!.areaIds, pageSize),
    })
    figures.push(figureOf(`ms p95 for a page of the queue of a ${reach}`, times))
  }
  return figures
}

async function pairFigures({ server, owner, pairs }: Ground): Promise<Figures> {
  const { deps } = server
  const raw = rawReview(owner, deps.regency.regencyId)
  // Every second pair is settled by hand, so that neither way finds the other's work done.
  const [mine, byHand] = [pairs.filter((_, at) => at % 2 === 0), pairs.filter((_, at) => at % 2 === 1)]
  const doing = ({ areaId }: Pair): { actor: Actor; command: Command } => ({ actor: reviewer(server, 'district', areaId), command: { id: newId(), bodySha256: Buffer.alloc(32) } })
  const opened = await inTurns(mine, {
    ours: async (pair) => needed(await getReview(deps, doing(pair).actor, pair.reviewId)), baseline: (_pair, at) => raw.open(byHand[at]!.reviewId),
  })
  const merged = await inTurns(mine, {
    ours: async (pair) => needed(await decideReview(deps, doing(pair), { reviewId: pair.reviewId, verdict: 'same', words: null })),
    baseline: (_pair, at) => raw.merge(byHand[at]!.reviewId),
  })
  const undone = await inTurns(mine, {
    ours: async (pair) => needed(await undoReview(deps, doing(pair), pair.reviewId)), baseline: (_pair, at) => raw.undo(byHand[at]!.reviewId),
  })
  return [figureOf('ms p95 for a pair side by side', opened), figureOf('ms p95 for “the same”, merged', merged), figureOf('ms p95 for taking it back', undone)]
}

/** The month's score of all villages, against reading each of its tables once. */
async function scoreFigures({ server, owner }: Ground, context: BenchContext): Promise<Figures> {
  const raw = rawReview(owner, server.deps.regency.regencyId)
  const baseline = await secondsOf(() => raw.readAll())
  let villages = 0
  const ours = await secondsOf(async () => {
    villages = await measureThisMonth(server.deps)
  })
  context.say(`${villages} villages measured in ${ours.toFixed(1)} s; each table read once ${baseline.toFixed(1)} s`)
  const asking: Actor = { ...reviewer(server, 'regency', 0), grants: new Set(['registry.quality.read', 'registry.person.read']) }
  const todo = await secondsOf(async () => void await countQualityTodos(server.deps, asking, { area: largestDistrict(server) }))
  const of = 'reading each of its tables once'
  return [
    {
      value: ours, unit: 's for the month’s score of every village', baseline: of, ratio: ours / baseline,
      goal: `≤ ${goalSeconds} s, every village`, pass: ours <= goalSeconds && villages > 0,
    },
    { value: todo, unit: 's for what the largest district can put right', baseline: of, ratio: todo / baseline, goal: `≤ ${goalTodoSeconds} s`, pass: todo <= goalTodoSeconds },
  ]
}

function largestDistrict({ deps: { regency } }: BenchServer): number {
  const areas = [...regency.areas.byId.values()]
  const villagesOf = (areaId: number): number => areas.filter((area) => area.kind === 'village' && area.parentId === areaId).length
  return areas.filter((area) => area.kind === 'district').toSorted((left, right) => villagesOf(right.areaId) - villagesOf(left.areaId))[0]!.areaId
}

interface Times {
  readonly ours: number[]
  readonly baseline: number[]
}

/** Both ways on each pair in turns, so that noise of the machine falls on both; the first ones warm up. */
async function inTurns(
  pairs: readonly Pair[], ways: Readonly<Record<'ours' | 'baseline', (pair: Pair, at: number) => Promise<void>>>,
): Promise<Times> {
  const times: Times = { ours: [], baseline: [] }
  for (const [at, pair] of pairs.slice(0, asked + warmUp).entries()) {
    for (const way of ['baseline', 'ours'] as const) {
      const seconds = await secondsOf(() => ways[way](pair, at))
      if (at >= warmUp) times[way].push(seconds * 1_000)
    }
  }
  return times
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1_000
}

function figureOf(unit: string, { ours, baseline }: Times): Figures[number] {
  const p95 = percentile(ours, 0.95)
  return {
    value: p95, unit, baseline: 'the same rows by raw SQL past row security (medians)', ratio: median(ours) / median(baseline),
    goal: `≤ ${goalMs} ms`, pass: ours.length > 0 && p95 <= goalMs,
  }
}

function needed(result: Result<unknown, { readonly kind: string }>): void {
  if (!result.ok) throw new Error(`refused: ${result.error.kind}`)
}
