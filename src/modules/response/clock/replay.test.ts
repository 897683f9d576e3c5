import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contradict } from '#modules/response/case/case.actions.ts'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import { sweepCases, sweeper } from '#modules/response/ladder/ladder.actions.ts'
import { makeCase, someCommand } from '../../../../test/make/cases.ts'
import { startWorld, type World } from '../../../../test/world.ts'
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
