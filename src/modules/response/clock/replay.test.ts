import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contradict } from '#modules/response/case/case.actions.ts'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import { sweepCases, sweeper } from '#modules/response/ladder/ladder.actions.ts'
import { makeCase, someCommand } from '../../../../test/make/cases.ts'
import { startWorld, type World } from '../../../../test/world.ts'
import { renewDues } from './renew.actions.ts'
import { checkClocks } from './replay.actions.ts'

let world: World
let owner: pg.Client
const hour = 3_600_000

beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

/** A case with a whole life: answered, asked, handed over, late, concluded, contradicted, concluded again. */
async function liveThrough(): Promise<string> {
  const { caseId } = await makeCase(world)
  const read = async (username: string): Promise<CaseDetail> => (await (await world.as(username)).get(`/api/response/cases/${caseId}`)).json()
  const send = async (username: string, path: string, body: object): Promise<void> => {
    const { version } = await read(username)
    const answer = await (await world.as(username)).send('POST', `/api/response/cases/${caseId}/${path}`, { seenVersion: version, ...body })
    expect(answer.statusCode, answer.body).toBeLessThan(300)
  }
  const own = (await read('upt.glagah')).tasks.find((task) => task.officeId === 1015)!.taskId
  world.clock.advance(3 * hour)
  await sweepCases(world.deps, sweeper(world.deps.regency))
  await send('upt.glagah', `tasks/${own}/questions`, { words: 'Sejak kapan sakit?' })
  world.clock.advance(80 * hour)
  await sweepCases(world.deps, sweeper(world.deps.regency))
  const pdam = world.deps.regency.offices.find((office) => office.key === 'pdam')!.officeId
  await send('upt.glagah', 'referrals', { officeId: pdam, reason: 'Air bersih' })
  const verdict = { verdict: 'helped', words: 'Sudah dirawat', withdrawOpenTasks: true }
  await send('upt.glagah', 'verdict', verdict)
  world.clock.advance(hour)
  const call = { actor: { ...sweeper(world.deps.regency), accountId: null }, command: someCommand(), caseId }
  expect(await contradict(world.deps, call, { words: 'Belum selesai' })).toMatchObject({ ok: true })
  world.clock.advance(hour)
  await send('upt.glagah', 'answers', { words: 'Kami kembali' })
  await send('upt.glagah', 'verdict', verdict)
  return caseId
}

test('every clock is what its case’s history says, whatever was done; and a clock that is not is named', async () => {
  const caseId = await liveThrough()
  await makeCase(world)
  const checked = await checkClocks(world.deps)
  expect(checked.wrong).toEqual([])
  expect(checked.cases).toBe(2)
  expect(checked.clocks).toBeGreaterThan(15)

  const spoilt = await owner.query<{ clock_id: string }>(
    `update response.clock set stopped_at = stopped_at - interval '1 hour', due_at = due_at + interval '1 day'
     where case_id = $1 and task_id is null and measure = 'first_response' and stopped_at is not null returning clock_id`, [caseId])
  expect(spoilt.rowCount).toBeGreaterThan(0)
  const { wrong } = await checkClocks(world.deps)
  expect(new Set(wrong.map((each) => each.about))).toEqual(new Set(['stop', 'due']))
  expect(new Set(wrong.map((each) => each.clockId))).toEqual(new Set(spoilt.rows.map((row) => row.clock_id)))
})

test('a pause, a status, a verdict, a rung and the end of a task that the history does not tell are named too, with their case', async () => {
  const caseId = await liveThrough()
  const { rows: [named] } = await owner.query<{ case_number: string }>('select case_number from response.case_file where case_id = $1', [caseId])
  const spoil: readonly (readonly [string, string])[] = [
    ['pause', `update response.clock_pause set ended_at = least(until_at, coalesce(ended_at, until_at)) - interval '1 minute' where case_id = $1`],
    ['status', `update response.case_file set resolved_at = resolved_at - interval '1 minute' where case_id = $1`],
    ['verdict', `update response.case_file set verdict = 'no_need' where case_id = $1`],
    ['answered', `update response.case_file set answered_at = answered_at - interval '1 minute' where case_id = $1`],
    ['rung', `update response.case_file set rung = 'village' where case_id = $1`],
    ['task', `update response.task set finished_at = finished_at - interval '1 minute' where case_id = $1 and finished_at is not null`],
  ]
  for (const [about, statement] of spoil) {
    expect((await owner.query(statement, [caseId])).rowCount, about).toBeGreaterThan(0)
    const { wrong } = await checkClocks(world.deps)
    expect(wrong.filter((each) => each.caseNumber === named!.case_number).map((each) => each.about), about).toContain(about)
  }
})

test('when a day is added to the calendar, what is kept of running clocks is reckoned anew, once; their facts and the wall-clock promises stay', async () => {
  const { caseId } = await makeCase(world, { category: 'ADM', danger: false })
  const { rows: before } = await owner.query<{ clock_id: string; due_at: Date; within_unit: string }>('select clock_id, due_at, within_unit from response.clock where case_id = $1', [caseId])
  const working = before.filter(({ within_unit }) => within_unit.startsWith('working')).toSorted((left, right) => left.due_at.getTime() - right.due_at.getTime())
  expect(working.length).toBeGreaterThan(0)
  const { regency } = world.deps
  // The last working day that counts, also where the time ends with it.
  const dayOff = new Date(working[0]!.due_at.getTime() - 60_000 + 7 * hour).toISOString().slice(0, 10)
  const holidays = [...regency.calendar.holidays, { on: dayOff, name: { id: 'Hari baru', en: 'A new day' } }]
  const changed = { ...world.deps, regency: { ...regency, calendar: { ...regency.calendar, holidays } } }
  expect((await checkClocks(changed)).wrong.filter(({ about }) => about === 'due').map(({ clockId }) => clockId)).toEqual(expect.arrayContaining(working.map(({ clock_id }) => clock_id)))
  expect(await renewDues(changed, sweeper(regency))).toBeGreaterThan(0)
  expect(await renewDues(changed, sweeper(regency))).toBe(0)
  const { rows: after } = await owner.query<{ clock_id: string; due_at: Date }>('select clock_id, due_at from response.clock where case_id = $1', [caseId])
  const dueOf = new Map(after.map(({ clock_id, due_at }) => [clock_id, due_at]))
  for (const { clock_id, due_at, within_unit } of before) {
    const moved = dueOf.get(clock_id)!.getTime() - due_at.getTime()
    if (within_unit.startsWith('working')) expect(moved).toBeGreaterThanOrEqual(24 * hour)
    else expect(moved).toBe(0)
  }
  const { rows: tasks } = await owner.query<{ kept: boolean }>(
    `select t.next_due_at = (select min(c.due_at) from response.clock c where c.regency_id = t.regency_id and c.case_id = t.case_id and c.task_id = t.task_id and c.stopped_at is null) as kept
     from response.task t where t.case_id = $1`, [caseId])
  expect(tasks.every(({ kept }) => kept)).toBe(true)
  // With the calendar as it was, everything goes back.
  expect(await renewDues(world.deps, sweeper(regency))).toBeGreaterThan(0)
})
