import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sweepCases, sweeper } from '#modules/response/index.ts'
import { kemiren, makeCases, tembokrejo } from '../make/cases.ts'
import { startWorld, type World } from '../world.ts'
import { checkEscalations, type Downtime } from './expected.ts'
import { heardTooEarly, readLadder } from './written.ts'

// The simulator can fail: the real sweep, on a database or a clock that makes it one of the broken ladders, is found out by the same judge.

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

let world: World
let owner: pg.Client

beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

interface Build {
  /** Seconds from the moment something falls due to the sweep's next look. */
  readonly looksAfter?: number
  /** How far the wall clock is ahead of the true time during the first half hour. */
  readonly wallAheadMs?: number
  /** What the build does to the database before each look. */
  readonly beforeLook?: (at: Date) => Promise<unknown>
}

/** A day of a dozen cases that nobody answers, with three hours in which nobody sweeps; gives the kinds of faults that were found. */
async function live(from: string, build: Build = {}): Promise<readonly string[]> {
  const start = Date.parse(from)
  world.clock.set(new Date(start))
  await makeCases(world, 12, (index) => ({ areaId: index % 2 === 0 ? kemiren : tembokrejo, category: 'LNY', danger: false }))
  const early = build.wallAheadMs === undefined ? [] : await lookAhead(start + 30 * minute, build.wallAheadMs)
  const downtimes: Downtime[] = [{ from: start + 2 * hour, to: start + 5 * hour }]
  for (let at = await nextDue(start); at < start + 24 * hour; at = await nextDue(at)) {
    at = (downtimes.find((down) => down.from <= at && at < down.to)?.to ?? at) + (build.looksAfter ?? 20) * second
    await build.beforeLook?.(new Date(at))
    world.clock.set(new Date(at))
    await sweepCases(world.deps, sweeper(world.deps.regency))
  }
  const { clocks, escalated } = await readLadder(owner, new Date(start))
  expect(clocks.length).toBeGreaterThanOrEqual(12)
  const kindOf = new Map(world.deps.regency.offices.map((office) => [office.officeId, office.kind]))
  const faults = [...early, ...checkEscalations({ clocks, escalated, downtimes, kindOf, end: start + 23 * hour })]
  return [...new Set(faults.map((fault) => fault.split(':')[0] ?? ''))]
}

/** The next moment after another at which the sweep has something to do; a sweep that sees nothing looks every half hour. */
async function nextDue(after: number): Promise<number> {
  const { rows } = await owner.query<{ next: Date | null }>('select min(sweep_at) as next from response.case_file where sweep_at > $1', [new Date(after)])
  return Math.min(rows[0]?.next?.getTime() ?? Number.POSITIVE_INFINITY, after + 30 * minute)
}

async function lookAhead(trueNow: number, aheadMs: number): Promise<readonly string[]> {
  world.clock.set(new Date(trueNow + aheadMs))
  await sweepCases(world.deps, sweeper(world.deps.regency))
  return heardTooEarly(owner, new Date(trueNow))
}

test('the ladder as it is has no fault', async () => {
  expect(await live('2026-12-01T01:00:00Z')).toEqual([])
  expect((await readLadder(owner, new Date(0))).escalated.length).toBeGreaterThanOrEqual(24)
})

test('a sweep that looks back ten minutes only leaves out what fell due while it was down', async () => {
  const beforeLook = async (at: Date): Promise<void> => {
    await owner.query('drop policy if exists lower_bound on response.case_file')
    await owner.query(`create policy lower_bound on response.case_file as restrictive for select
      using (sweep_at is null or sweep_at > '${new Date(at.getTime() - 10 * minute).toISOString()}')`)
  }
  expect(await live('2026-12-05T01:00:00Z', { beforeLook })).toContain('missing')
  await owner.query('drop policy lower_bound on response.case_file')
})

test('a sweep that looks every five minutes is late', async () => {
  expect(await live('2026-12-09T01:00:00Z', { looksAfter: 300 })).toEqual(['late'])
})

test('a sweep that believes whatever the wall clock says is early', async () => {
  expect(await live('2026-12-13T01:00:00Z', { wallAheadMs: 8 * hour })).toContain('early')
})

test('a sweep that forgets whom it told tells twice', async () => {
  await owner.query('alter table response.escalation drop constraint escalation_pkey')
  await owner.query('create policy forgets on response.escalation as restrictive for select using (false)')
  expect(await live('2026-12-17T01:00:00Z')).toContain('double')
})
