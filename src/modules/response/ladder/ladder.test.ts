import pg from 'pg'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { createDb } from '#platform/db/db.ts'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import { listCaseStates } from '#modules/response/case/case.store.ts'
import { nextDueAt, rulebookAt, sweepAt } from '#modules/response/case/case.rules.ts'
import { dueAt } from '#modules/response/clock/clock.rules.ts'
import { regencyReach } from '#modules/people/index.ts'
import { answerCase } from '#modules/response/case/case.actions.ts'
import { makeCase, makeCases, someCommand } from '../../../../test/make/cases.ts'
import { startWorld, testStart, type World } from '../../../../test/world.ts'
import { sweepCases, sweeper } from './ladder.actions.ts'
import { sweepLoop } from './ladder.loop.ts'

let world: World
let owner: pg.Client
const hour = 3_600_000

beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  owner.on('error', () => undefined)
  await owner.connect()
})
afterEach(async () => {
  // Each fact stands on its own: what one left behind must not be due in the next.
  await owner.query('update response.case_file set sweep_at = null')
  world.clock.set(testStart)
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

function sweep(): Promise<number> {
  return sweepCases(world.deps, sweeper(world.deps.regency))
}

interface FileRow {
  case_id: string
  next_due_at: Date | number
  sweep_at: Date | null
}

interface Row {
  case_id: string
  clock_id: string
  rung: string
  due_at: Date
  escalated_at: Date
}

async function escalationsOf(caseIds: readonly string[]): Promise<readonly Row[]> {
  const { rows } = await owner.query<Row>('select * from response.escalation where case_id = any($1) order by due_at, rung', [caseIds])
  return rows
}

describe('what is not answered climbs by itself', () => {
  test('exactly when it is due: not a moment before, and once for each rung', async () => {
    const { caseId } = await makeCase(world)
    world.clock.advance(2 * hour - 1)
    await sweep()
    expect(await sweep()).toBe(0)
    expect(await escalationsOf([caseId])).toEqual([])
    world.clock.advance(1)
    expect(await sweep()).toBe(1)
    expect(await sweep()).toBe(0)
    const rows = await escalationsOf([caseId])
    expect(rows.map((row) => row.rung)).toEqual(['regency', 'regency'])
    const kesra = await world.as('kesra')
    const detail = (await kesra.get(`/api/response/cases/${caseId}`)).json() as CaseDetail
    expect(detail.rung).toBe('regency')
    expect(detail.events.filter((event) => event.kind === 'escalated')).toHaveLength(1)
    expect(detail.may).toContain('conclude')
  })

  test('an office is reminded at half and at three quarters of its time, once each', async () => {
    const { caseId } = await makeCase(world, { category: 'LNY', danger: false })
    const sharesTold = async (): Promise<unknown> => {
      const { rows } = await owner.query<{ share: number }>(
        "select (detail ->> 'share')::int as share from response.case_event where kind = 'warned' and case_id = $1 order by seq", [caseId])
      return rows.map((row) => row.share)
    }
    world.clock.advance(hour - 1)
    expect(await sweep()).toBe(0)
    world.clock.advance(1)
    await sweep()
    await sweep()
    expect(await sharesTold()).toEqual([50])
    world.clock.advance(hour / 2)
    await Promise.all([sweep(), sweep()])
    expect(await sharesTold()).toEqual([50, 75])
    world.clock.advance(-8 * hour)
    await sweep()
    world.clock.advance(8 * hour)
    await sweep()
    expect(await sharesTold()).toEqual([50, 75])
  })

  test('after an outage of days: every rung that was missed, in order, however long ago', async () => {
    const { caseId } = await makeCase(world)
    world.clock.advance(30 * 24 * hour)
    expect(await sweep()).toBe(1)
    const rows = await escalationsOf([caseId])
    const byClock = Map.groupBy(rows, (row) => row.clock_id)
    expect(byClock.size).toBe(8)
    for (const each of byClock.values()) {
      expect(new Set(each.map((row) => row.rung)).size).toBe(each.length)
      expect(each.every((row) => row.due_at <= row.escalated_at)).toBe(true)
    }
    expect(rows.filter((row) => row.rung === 'leadership')).toHaveLength(8)
  })

  test('an answer in time leaves nothing to hand up of its clock; one that came late is handed up all the same', async () => {
    const [prompt, late] = [await makeCase(world, { areaId: 0 }), await makeCase(world, { areaId: 0 })]
    const kesra = await officerActor('kesra')
    world.clock.advance(hour)
    await answerCase(world.deps, { actor: kesra, command: someCommand(), caseId: prompt.caseId }, { seenVersion: 1, words: 'kami datang' })
    world.clock.advance(5 * hour)
    await answerCase(world.deps, { actor: kesra, command: someCommand(), caseId: late.caseId }, { seenVersion: 1, words: 'maaf lambat' })
    world.clock.advance(hour)
    await sweep()
    const rows = await escalationsOf([prompt.caseId, late.caseId])
    const whenDue = Date.parse(testStart) + 4 * hour
    const ofLead = rows.filter((row) => row.due_at.getTime() === whenDue && row.rung === 'leadership')
    expect(ofLead.filter((row) => row.case_id === prompt.caseId)).toEqual([])
    expect(ofLead.filter((row) => row.case_id === late.caseId)).toHaveLength(2)
  })
})

/** Ends the sweep's database connection while it has a transaction open; gives up when the sweep is over. */
async function killInTheMiddle(sweeping: Promise<boolean>, milliseconds: number): Promise<void> {
  const sweep = { isOver: false }
  void sweeping.then(() => (sweep.isOver = true))
  const atWork = "usename like '%\\_web' and datname = current_database() and state <> 'idle'"
  while (!sweep.isOver) {
    const { rowCount } = await owner.query(`select from pg_stat_activity where ${atWork}`)
    if (rowCount !== null && rowCount > 0) break
  }
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
  while (!sweep.isOver) {
    const { rowCount } = await owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${atWork}`)
    if (rowCount !== null && rowCount > 0) break
  }
}

describe('whatever happens to the sweep', () => {
  test('two sweeps at once share the work and never double it', async () => {
    const cases = await makeCases(world, 500)
    world.clock.advance(3 * hour)
    const swept = await Promise.all([sweep(), sweep(), sweep()])
    expect(swept.reduce((sum, count) => sum + count, 0)).toBe(500)
    expect(await escalationsOf(cases.map((each) => each.caseId))).toHaveLength(1_000)
    expect(await sweep()).toBe(0)
  })

  test('killed in the middle, again and again: in the end each rung heard once', async () => {
    const cases = await makeCases(world, 600)
    world.clock.advance(3 * hour)
    let kills = 0
    for (let round = 0; round < 6; round += 1) {
      const db = createDb(appUrl(), { clock: world.clock })
      const sweeping = sweepCases({ ...world.deps, db }, sweeper(world.deps.regency)).then(() => false, () => true)
      // Not before it works, and each round a little further on: how far depends on the machine, whether it is killed does not.
      await killInTheMiddle(sweeping, round * 25)
      if (await sweeping) kills += 1
      await db.close()
    }
    expect(kills).toBeGreaterThan(0)
    await sweep()
    const caseIds = cases.map((each) => each.caseId)
    const rows = await escalationsOf(caseIds)
    expect(rows).toHaveLength(1_200)
    expect(new Set(rows.map((row) => `${row.clock_id} ${row.rung}`)).size).toBe(1_200)
    const events = await owner.query("select from response.case_event where kind = 'escalated' and case_id = any($1)", [caseIds])
    expect(events.rowCount).toBe(600)
  })

  test('a clock that is set wrong and back again hands nothing up early, and loses nothing', async () => {
    const { caseId } = await makeCase(world)
    const loop = sweepLoop({ ...world.deps, log: pino({ level: 'silent' }) })
    await loop.run()
    world.clock.advance(8 * hour)
    await loop.run()
    expect(await escalationsOf([caseId])).toEqual([])
    world.clock.advance(-8 * hour)
    await loop.run()
    await sweep()
    expect(await escalationsOf([caseId])).toEqual([])
    world.clock.advance(2 * hour)
    await sweep()
    world.clock.advance(-8 * hour)
    await sweep()
    world.clock.advance(8 * hour)
    await sweep()
    expect(await escalationsOf([caseId])).toHaveLength(2)
  })

  test('it leaves a case that somebody works on for the next pass, and waits for nobody', async () => {
    const { caseId } = await makeCase(world)
    world.clock.advance(3 * hour)
    await owner.query('begin')
    await owner.query('select from response.case_file where case_id = $1 for update', [caseId])
    expect(await sweep()).toBe(0)
    await owner.query('commit')
    expect(await sweep()).toBe(1)
  })
})

describe('what the passing of time also does', () => {
  test('a wait ends at its bound and the work goes on', async () => {
    const { caseId } = await makeCase(world)
    const upt = await world.as('upt.glagah')
    const { tasks } = (await upt.get(`/api/response/cases/${caseId}`)).json() as CaseDetail
    const path = `/api/response/cases/${caseId}/tasks/${tasks[0]!.taskId}/questions`
    const asked = await upt.send('POST', path, { seenVersion: 1, words: 'Rumah yang mana?' })
    expect(asked.statusCode, asked.body).toBe(201)
    world.clock.advance(72 * hour)
    await sweep()
    const { rows } = await owner.query<{ status: string; ended: boolean }>(
      `select t.status, q.ended_at is not null as ended from response.task t join response.question q using (case_id, task_id)
       where t.case_id = $1`, [caseId])
    expect(rows).toEqual([{ status: 'taken', ended: true }])
  })

  test('silence closes a resolved case after its time, not before', async () => {
    const { caseId } = await makeCase(world)
    const upt = await world.as('upt.glagah')
    const verdict = { seenVersion: 1, verdict: 'helped', words: 'Sudah dirawat', withdrawOpenTasks: true }
    const done = await upt.send('POST', `/api/response/cases/${caseId}/verdict`, verdict)
    expect(done.statusCode, done.body).toBe(201)
    const statusOf = async (): Promise<unknown> => (await owner.query('select status from response.case_file where case_id = $1', [caseId])).rows[0]
    world.clock.advance(13 * 24 * hour)
    await sweep()
    expect(await statusOf()).toEqual({ status: 'resolved' })
    world.clock.advance(24 * hour)
    await sweep()
    expect(await statusOf()).toEqual({ status: 'closed' })
  })
})

test('every time that is kept for ordering and finding is what its clocks say', async () => {
  await makeCases(world, 20)
  world.clock.advance(5 * hour)
  await sweep()
  const caseIds = (await owner.query<{ case_id: string }>('select case_id from response.case_file')).rows.map((row) => row.case_id)
  expect(caseIds.length).toBeGreaterThan(500)
  const wrong = await world.deps.db.asActor(sweeper(world.deps.regency), async (tx) => {
    const rulebook = rulebookAt(world.deps.regency, tx.now)
    const states = await listCaseStates(tx, caseIds.slice(-300))
    const clocks = await owner.query<{ clock_id: string; due_at: Date }>('select clock_id, due_at from response.clock')
    const dues = new Map(clocks.rows.map((row) => [row.clock_id, row.due_at.getTime()]))
    const files = await owner.query<FileRow>('select case_id, next_due_at, sweep_at from response.case_file')
    const kept = new Map(files.rows.map((row) => [row.case_id, row]))
    return states.filter((state) => {
      const file = kept.get(state.facts.caseId)!
      const due = nextDueAt(state, () => true, rulebook)?.getTime() ?? Number.POSITIVE_INFINITY
      const clocksAreTrue = state.clocks.every((clock) => dues.get(clock.clockId) === dueAt(clock, rulebook.calendar).getTime())
      const isTrue = clocksAreTrue && Number(file.next_due_at) === due
      const sweeps = sweepAt(state, rulebook)?.getTime()
      return !isTrue || (file.sweep_at !== null && file.sweep_at.getTime() !== sweeps)
    })
  })
  expect(wrong).toEqual([])
})

function appUrl(): string {
  const app = new URL(inject('appUrl'))
  app.pathname = new URL(world.ownerUrl).pathname
  return app.href
}

async function officerActor(username: string) {
  const { rows } = await owner.query<{ account_id: string; name: string }>(
    'select account_id, name from people.account where username = $1', [username])
  const { officeId } = world.deps.regency.offices.find((office) => office.kind === 'secretariat')!
  return {
    ...sweeper(world.deps.regency), accountId: rows[0]!.account_id, name: rows[0]!.name, role: 'secretariat', ownOfficeId: officeId,
    ...regencyReach(world.deps.regency), grants: new Set(['response.case.read', 'response.case.work']),
  }
}
