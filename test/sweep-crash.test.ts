import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { makeCases } from './make/cases.ts'
import { kentongan, startServer, type ServerProcess } from './process.ts'
import { checkEscalations } from './simulator/expected.ts'
import { readLadder } from './simulator/written.ts'
import { regencyDir } from './template.ts'
import { startWorld, type World } from './world.ts'

// Five hours late: the promises of two hours and of four are broken, and nothing else falls due within the hour that follows.
const lateByHours = 5
const caseCount = 500
/** The sweep locks so many cases at a time and writes them in one transaction. */
const batch = 200

const folder = mkdtempSync(join(tmpdir(), 'kentongan-sweep-crash-'))
let world: World
let owner: pg.Client
/** Holds up the sweep where the test wants it. */
let holder: pg.Client
let server: ServerProcess | undefined
let own: Readonly<Record<string, string>>

beforeAll(async () => {
  world = await startWorld()
  owner = await connect()
  holder = await connect()
  const app = new URL(inject('appUrl'))
  app.pathname = new URL(world.ownerUrl).pathname
  own = { DATA_DIR: folder, KEY_FILE: inject('keyFile'), REGENCY: regencyDir, DATABASE_URL: world.ownerUrl, DATABASE_APP_URL: app.href }
})
afterEach(async () => {
  await server?.end('SIGKILL')
})
afterAll(async () => {
  await Promise.all([owner.end(), holder.end()])
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: world.ownerUrl })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Cases that fell due one after the other, so that it is known which the sweep takes first. */
async function openLateCases(): Promise<void> {
  world.clock.set(new Date(Date.now() - lateByHours * 3_600_000))
  for (let opened = 0; opened < caseCount; opened += 25) {
    await makeCases(world, 25)
    world.clock.advance(1)
  }
}

async function countOf(sql: string): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(`select (${sql})::int as n`)
  return rows[0]!.n
}

const countSwept = (): Promise<number> => countOf('select count(distinct case_id) from response.case_event where kind = \'escalated\'')
const countWaiting = (): Promise<number> => countOf('select count(*) from response.case_file where sweep_at <= now()')

/** Waits for what the processes bring about; throws what the server said when that ends instead. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const running = server
  let hasEnded = false
  void running?.ended.then(() => (hasEnded = true))
  while (!(await isSo())) {
    if (hasEnded) throw new Error(`the server ended: ${running?.output.err}${running?.output.out}`)
    await sleep(20)
  }
}

/** Takes the clocks of a case of the sweep's second batch, in a transaction that stays open: there the sweep will stand. */
async function standInTheWay(): Promise<void> {
  await holder.query('begin')
  const { rowCount } = await holder.query(
    `select from response.clock where case_id = (
       select case_id from response.case_file where sweep_at <= now() order by sweep_at, case_id offset $1 limit 1) for update`, [batch * 1.5])
  expect(rowCount).toBeGreaterThan(0)
}

async function listHeldUp(): Promise<readonly number[]> {
  const { rows: [self] } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid')
  const { rows } = await owner.query<{ pid: number }>('select pid from pg_stat_activity where $1 = any(pg_blocking_pids(pid))', [self!.pid])
  return rows.map((row) => row.pid)
}

test('killed with kill -9 in the middle of a sweep: the next process hands up what is left, and each rung heard once', { timeout: 600_000 }, async () => {
  await openLateCases()
  expect(await countWaiting()).toBe(caseCount)
  await standInTheWay()
  server = await startServer(own)
  await until(async () => (await listHeldUp()).length > 0)
  // One batch is done, the next is half written and not yet committed.
  expect(await countSwept()).toBe(batch)
  const [dead] = await listHeldUp()
  await server.end('SIGKILL')

  // What the dead process began still stands in the database: the next one leaves it alone, and does what is free.
  server = await startServer(own)
  await until(async () => (await countWaiting()) === batch)
  expect(await countSwept()).toBe(caseCount - batch)
  await holder.query('rollback')
  await until(async () => await countOf(`select count(*) from pg_stat_activity where pid = ${dead}`) === 0)
  await until(async () => (await countWaiting()) === 0)
  expect(await server!.end('SIGTERM')).toBe(0)
  server = undefined

  const { clocks, escalated } = await readLadder(owner, new Date(0))
  const kindOf = new Map(world.deps.regency.offices.map((office) => [office.officeId, office.kind]))
  const downtimes = [{ from: 0, to: Number.POSITIVE_INFINITY }]
  expect(checkEscalations({ clocks, escalated, downtimes, kindOf, end: Date.now() })).toEqual([])
  expect(new Set(clocks.map((clock) => clock.clockId)).size).toBeGreaterThanOrEqual(caseCount)
  // Every case was handed up by one act, which left its trace once.
  expect(await countSwept()).toBe(caseCount)
  const told = "from response.case_event where kind = 'escalated'"
  expect(await countOf(`select count(distinct (case_id, at)) ${told}`)).toBe(caseCount)
  expect(await countOf(`select count(*) - count(distinct (case_id, detail::text)) ${told}`)).toBe(0)
  expect(await countOf("select count(*) from audit.entry where action = 'sweepCases' and subject_kind = 'case'")).toBe(caseCount)

  const checked = await kentongan(['clocks', 'check', '--json'], own)
  expect(checked.code, checked.err).toBe(0)
  expect(JSON.parse(checked.out)).toMatchObject({ cases: caseCount, wrong: [] })
})
