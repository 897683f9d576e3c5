import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { answerCase } from '#modules/response/case/case.actions.ts'
import { sweepLoop } from '#modules/response/ladder/ladder.loop.ts'
import { TestClock } from '#platform/clock.ts'
import type { Actor } from '#platform/db/actor.ts'
import { createDb } from '#platform/db/db.ts'
import type { Loop } from '#platform/jobs/loops.ts'
import { sweeper } from '#modules/response/index.ts'
import { glagah, kemiren, makeCase, someCommand, tembokrejo } from '../make/cases.ts'
import { copyCases } from '../make/copied-cases.ts'
import { startWorld, type World } from '../world.ts'
import { checkEscalations, type Downtime } from './expected.ts'
import { seededRandom, type Random } from './random.ts'
import { heardTooEarly, readLadder } from './written.ts'

/**
 * Thirty days of the ladder in a minute: twenty thousand cases on a real database, two workers that crash, a database that drops its connections,
 * officers who answer, and a wall clock that is set eight hours wrong and back. SIMULATOR_SEED lives through another month, SIMULATOR_CASES changes its size.
 */
const seed = Number(process.env['SIMULATOR_SEED'] ?? 20_261_125)
const cases = Number(process.env['SIMULATOR_CASES'] ?? 20_000)
const bursts = 120
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const start = Date.parse('2026-12-01T00:00:00Z')

let world: World
let owner: pg.Client

beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  owner.on('error', () => undefined)
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

test(`thirty days of crashes, outages and wrong clocks: every rung hears once, none early, none later than a minute after recovery (seed ${seed})`, async () => {
  const random = seededRandom(seed)
  await openCases()
  const { downtimes, early } = await live(random)
  const { clocks, escalated } = await readLadder(owner, new Date(0))
  const kindOf = new Map(world.deps.regency.offices.map((office) => [office.officeId, office.kind]))
  const found = [...early, ...checkEscalations({ clocks, escalated, downtimes, kindOf, end: start + 30 * day })]
  expect(clocks.length, `seed ${seed}`).toBeGreaterThan(cases)
  expect(escalated.length, `seed ${seed}`).toBeGreaterThan(cases / 2)
  expect(found, `seed ${seed}`).toEqual([])
}, 300_000)

/** The cases of thirty days: most are answered in time, some late, some never. */
async function openCases(): Promise<void> {
  world.clock.set(new Date(start - hour))
  const places = [kemiren, tembokrejo, glagah, 0]
  const templates = await Promise.all(places.map((areaId) => makeCase(world, { areaId, category: 'LNY', danger: false })))
  const caseIds = templates.map(({ caseId }) => caseId)
  await copyCases(owner, { templates: caseIds, count: cases, dueFrom: new Date(start + 2 * hour), dueOverSeconds: 28 * 86_400, bursts, salt: 'simulator' })
  // Which case is answered when follows from its key: in time three of four times, a little late one of twenty.
  await owner.query(
    `with fate as (select case_id, ('x' || substr(md5(case_id::text), 1, 4))::bit(16)::int / 65536.0 as share from response.case_file)
     update response.clock k set stopped_at = k.started_at + (k.due_at - k.started_at) * case when share < 0.8 then share else 1.2 end
     from fate where fate.case_id = k.case_id and k.measure = 'first_response' and share < 0.85`)
  await owner.query(
    `with fate as (select case_id, ('x' || substr(md5(case_id::text), 1, 4))::bit(16)::int / 65536.0 as share from response.case_file)
     update response.case_file c set sweep_at = case when share < 0.8 then null else sweep_at end, answered_at = opened_at
     from fate where fate.case_id = c.case_id and share < 0.85`)
  await owner.query('analyze')
}

interface Machine {
  /** What the wall shows; the true time and how far the wall is from it. */
  readonly wall: TestClock
  now: number
  wrongBy: number
}

interface Lived {
  /** Spans in which nobody could expect a hand-up. */
  readonly downtimes: readonly Downtime[]
  /** Hand-ups that came before the true time, while the wall clock was wrong. */
  readonly early: readonly string[]
}

/** Lives through thirty days. */
async function live(random: Random): Promise<Lived> {
  const machine: Machine = { wall: world.clock, now: start, wrongBy: 0 }
  const downtimes: Downtime[] = []
  const early: string[] = []
  let workers = startWorkers(machine)
  setWall(machine)
  await workers.pass()
  while (machine.now < start + 30 * day) {
    await goOn(machine, random)
    const chance = random.number()
    if (chance < 0.04) {
      downtimes.push(await outage(machine, random))
      await workers.stop()
      workers = startWorkers(machine)
    } else if (chance < 0.08) {
      downtimes.push(await wrongClock(machine, workers, random))
      early.push(...await heardTooEarly(owner, new Date(machine.now)))
    } else if (chance < 0.2) downtimes.push(await droppedConnections(machine, workers, random))
    else if (chance < 0.3) await answerSomething(machine)
    setWall(machine)
    await workers.pass()
  }
  setWall(machine)
  await workers.pass()
  await workers.stop()
  return { downtimes, early }
}

/** The next moment at which something is due, and a little more, as a worker that looks every few seconds. */
async function goOn(machine: Machine, random: Random): Promise<void> {
  const { rows } = await owner.query<{ next: Date | null }>('select min(sweep_at) as next from response.case_file where sweep_at is not null')
  const next = rows[0]?.next?.getTime() ?? Number.POSITIVE_INFINITY
  machine.now = Math.min(start + 30 * day, Math.max(machine.now, next) + random.between(0, 45_000))
}

function setWall(machine: Machine): void {
  machine.wall.set(new Date(machine.now + machine.wrongBy))
}

interface Workers {
  readonly pass: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Two workers with connections of their own; the machine's own clock is the true time. A pass that fails is tried again by the next. */
function startWorkers(machine: Machine): Workers {
  const app = new URL(inject('appUrl'))
  app.pathname = new URL(world.ownerUrl).pathname
  const dbs = [createDb(app.href, { clock: machine.wall }), createDb(app.href, { clock: machine.wall })]
  const log = pino({ level: 'silent' })
  const loops = dbs.map((db): Loop => sweepLoop({ ...world.deps, db, clock: machine.wall, log }, () => machine.now))
  return {
    pass: async () => void (await Promise.allSettled(loops.map((loop) => loop.run()))),
    stop: async () => void (await Promise.all(dbs.map((db) => db.close()))),
  }
}

/** Nobody sweeps for hours, then all at once. */
async function outage(machine: Machine, random: Random): Promise<Downtime> {
  const from = machine.now
  machine.now += random.between(minute, 20 * hour)
  return { from, to: machine.now }
}

/** The wall is set eight hours wrong: forward for less than the sweep's patience, back for as long as nobody sees it. */
async function wrongClock(machine: Machine, workers: Workers, random: Random): Promise<Downtime> {
  const from = machine.now
  const forward = random.number() < 0.5
  const lasts = forward ? random.between(1_000, 280_000) : random.between(1_000, 11 * hour)
  machine.wrongBy = forward ? 8 * hour : -8 * hour
  for (let part = 0; part < 3; part += 1) {
    setWall(machine)
    await workers.pass()
    machine.now += Math.floor(lasts / 3)
  }
  machine.wrongBy = 0
  return { from, to: machine.now }
}

/** The database drops every connection in the middle of a pass, again and again. */
async function droppedConnections(machine: Machine, workers: Workers, random: Random): Promise<Downtime> {
  const from = machine.now
  setWall(machine)
  for (let drop = 0; drop < 2; drop += 1) {
    const passing = workers.pass()
    await new Promise((resolve) => setTimeout(resolve, random.between(1, 30)))
    await owner.query("select pg_terminate_backend(pid) from pg_stat_activity where usename like '%\\_web' and datname = current_database()")
    await passing
    machine.now += random.between(1_000, 20_000)
    setWall(machine)
  }
  return { from, to: machine.now }
}

/** An officer answers what has waited longest. */
async function answerSomething(machine: Machine): Promise<void> {
  setWall(machine)
  const { rows } = await owner.query<{ case_id: string; lead_office_id: number; version: number }>(
    'select case_id, lead_office_id, version from response.case_file where answered_at is null and opened_at < $1 order by opened_at limit 1',
    [machine.wall.now()])
  const found = rows[0]
  if (found === undefined) return
  const grants = new Set(['response.case.read', 'response.case.work', 'response.case.sweep'])
  const actor: Actor = { ...sweeper(world.deps.regency), ownOfficeId: found.lead_office_id, grants }
  await answerCase(world.deps, { actor, command: someCommand(), caseId: found.case_id }, { seenVersion: found.version, words: 'kami datang' }).catch(() => undefined)
}
