import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { InboxRow } from '#modules/response/case/inbox.contract.ts'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import { sweepCases, sweeper } from '#modules/response/ladder/ladder.actions.ts'
import { makeCase } from '../../../../test/make/cases.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import { coverAbsences } from './roster.actions.ts'
import type { Roster } from './roster.contract.ts'

let world: World
let upt: Client
let task: { readonly caseId: string; readonly taskId: string }
const minute = 60_000

beforeAll(async () => {
  world = await startWorld()
  upt = await world.as('upt.glagah')
})
afterAll(() => world.close())

async function roster(client: Client): Promise<Roster> {
  const answer = await client.get('/api/response/roster')
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

async function detailOf(client: Client, caseId: string): Promise<CaseDetail> {
  return (await client.get(`/api/response/cases/${caseId}`)).json()
}

/** A case whose task of the district's unit somebody of it has taken. */
async function takenTask(): Promise<typeof task> {
  const { caseId } = await makeCase(world)
  const { tasks, leadOfficeId, version } = await detailOf(upt, caseId)
  const { taskId } = tasks.find((each) => each.officeId === leadOfficeId)!
  const taken = await upt.send('POST', `/api/response/cases/${caseId}/tasks/${taskId}/holder`, { seenVersion: version })
  expect(taken.statusCode, taken.body).toBe(200)
  return { caseId, taskId }
}

/** What somebody is told of tasks that came back: the pile on the home screen, the number on the tab, the cases in it. */
async function returnedFor(client: Client): Promise<{ pile: number; tab: number; rows: string[] }> {
  const { piles } = (await client.get('/api/people/waiting')).json<{ piles: { key: string; count: number }[] }>()
  const { returned } = (await client.get('/api/response/case-counts')).json<{ returned: number }>()
  const { items } = (await client.get('/api/response/cases?tab=returned')).json<{ items: InboxRow[] }>()
  return { pile: piles.find(({ key }) => key === 'returnedTasks')?.count ?? 0, tab: returned, rows: items.map(({ caseId }) => caseId) }
}

function absence(change: object = {}): object {
  return { kind: 'absence', deputyAccountId: null, fromOn: '2026-11-25', toOn: '2026-11-26', ...change }
}

describe('the roster of an office', () => {
  test('names its people, and takes an absence in and back', async () => {
    const found = await roster(upt)
    expect(found).toMatchObject({ today: '2026-11-25', entries: [], mayPlanForOthers: true })
    const accountId = found.colleagues[0]!.accountId
    const planned = await upt.send('POST', '/api/response/roster', absence({ accountId }))
    expect(planned.statusCode, planned.body).toBe(201)
    expect((await upt.send('POST', '/api/response/roster', absence({ accountId }))).json()).toMatchObject({ kind: 'roster_overlaps' })
    const { entryId } = planned.json<{ entryId: string }>()
    expect((await roster(upt)).entries.map((entry) => entry.entryId)).toEqual([entryId])
    expect((await upt.send('POST', `/api/response/roster/${entryId}/withdrawal`)).statusCode).toBe(200)
    expect((await roster(upt)).entries).toEqual([])
  })

  test('is no other office’s: it is neither seen nor taken back', async () => {
    const { colleagues } = await roster(upt)
    const planned = await upt.send('POST', '/api/response/roster', absence({ accountId: colleagues[0]!.accountId }))
    const { entryId } = planned.json<{ entryId: string }>()
    const dinsos = await world.as('dinsos')
    expect((await roster(dinsos)).entries).toEqual([])
    expect((await dinsos.send('POST', `/api/response/roster/${entryId}/withdrawal`)).statusCode).toBe(404)
    expect((await dinsos.send('POST', '/api/response/roster', absence({ accountId: colleagues[0]!.accountId }))).json())
      .toMatchObject({ kind: 'roster_of_others' })
    await upt.send('POST', `/api/response/roster/${entryId}/withdrawal`)
  })
})

describe('a task', () => {
  test('that somebody took and did nothing with goes back to the queue after half an hour, once', async () => {
    task = await takenTask()
    const sweep = (): Promise<number> => sweepCases(world.deps, sweeper(world.deps.regency))
    world.clock.advance(30 * minute - 1)
    await sweep()
    expect((await detailOf(upt, task.caseId)).tasks.find((each) => each.taskId === task.taskId)).toMatchObject({ status: 'taken' })
    world.clock.advance(1)
    await sweep()
    await sweep()
    const detail = await detailOf(upt, task.caseId)
    expect(detail.tasks.find((each) => each.taskId === task.taskId)).toMatchObject({ status: 'new', holderName: null })
    expect(detail.events.filter((event) => event.kind === 'returned')).toHaveLength(1)
    const rowIn = async (tab: string): Promise<InboxRow | undefined> => {
      const answer = await upt.get(`/api/response/cases?tab=${tab}`)
      return (answer.json() as { items: InboxRow[] }).items.find((row) => row.caseId === task.caseId)
    }
    // Whoever gives tasks out is told: on the home screen, and in a tab of the queue; nobody of another office is.
    const supervisor = await world.as('supervisor.glagah')
    expect(await returnedFor(supervisor)).toEqual({ pile: 1, tab: 1, rows: [task.caseId] })
    expect(await returnedFor(await world.as('upt.muncar'))).toEqual({ pile: 0, tab: 0, rows: [] })
    expect((await returnedFor(await world.as('satgas.kemiren'))).pile).toBe(0)
    const returned = (await rowIn('new'))?.tasks.find((each) => each.taskId === task.taskId)
    expect(returned?.returnedAt).toBe(world.clock.now().toISOString())
    const taken = await upt.send('POST', `/api/response/cases/${task.caseId}/tasks/${task.taskId}/holder`, { seenVersion: detail.version })
    expect(taken.statusCode, taken.body).toBe(200)
    expect((await rowIn('all'))?.tasks.find((each) => each.taskId === task.taskId)?.returnedAt).toBeNull()
    expect(await returnedFor(await world.as('supervisor.glagah'))).toEqual({ pile: 0, tab: 0, rows: [] })
  })

  test('that somebody began stays with them', async () => {
    const { caseId, taskId } = await takenTask()
    const note = await upt.send('POST', `/api/response/cases/${caseId}/notes`, { words: 'Sedang saya telepon' })
    expect(note.statusCode, note.body).toBe(201)
    world.clock.advance(31 * minute)
    await sweepCases(world.deps, sweeper(world.deps.regency))
    upt = await world.as('upt.glagah')
    expect((await detailOf(upt, caseId)).tasks.find((each) => each.taskId === taskId)).toMatchObject({ status: 'taken' })
  })

  test('of somebody who is away goes back to the queue where nobody stands in, and its clocks do not notice', async () => {
    const { caseId, taskId } = await takenTask()
    const before = await detailOf(upt, caseId)
    const { holderAccountId } = before.tasks.find((each) => each.taskId === taskId)!
    const planned = await upt.send('POST', '/api/response/roster', absence({ accountId: holderAccountId }))
    expect(planned.statusCode, planned.body).toBe(201)
    const actor = sweeper(world.deps.regency)
    expect(await coverAbsences(world.deps, actor)).toBeGreaterThan(0)
    expect(await coverAbsences(world.deps, actor)).toBe(0)
    const after = await detailOf(upt, caseId)
    expect(after.tasks.find((each) => each.taskId === taskId)).toMatchObject({ status: 'new', holderAccountId: null })
    expect(after.clocks.map((clock) => [clock.clockId, clock.dueAt])).toEqual(before.clocks.map((clock) => [clock.clockId, clock.dueAt]))
    const { officers } = (await upt.get(`/api/response/cases/${caseId}/officers`)).json<{ officers: { accountId: string; absentUntil: string | null }[] }>()
    expect(officers.find((officer) => officer.accountId === holderAccountId)).toMatchObject({ absentUntil: '2026-11-26' })
  })
})

describe('a case', () => {
  test('goes up a rung with a reason and back down, without a clock that moves', async () => {
    const { caseId } = await makeCase(world)
    const before = await detailOf(upt, caseId)
    expect(before).toMatchObject({ areaId: 152_004, rung: 'district' })
    const up = await upt.send('POST', `/api/response/cases/${caseId}/hand-up`, { seenVersion: before.version, reason: 'Butuh keputusan kabupaten' })
    expect(up.statusCode, up.body).toBe(201)
    const kesra = await world.as('kesra')
    const above = await detailOf(kesra, caseId)
    expect(above.rung).toBe('regency')
    expect(above.may).toContain('hand_down')
    expect(above.events.at(-1)).toMatchObject({ kind: 'handed_up', words: 'Butuh keputusan kabupaten', shownToReporter: false })
    const down = await kesra.send('POST', `/api/response/cases/${caseId}/hand-down`, { seenVersion: above.version, reason: 'UPT berwenang sendiri' })
    expect(down.statusCode, down.body).toBe(201)
    const after = await detailOf(upt, caseId)
    expect(after.rung).toBe('district')
    expect(after.clocks.map((clock) => clock.dueAt)).toEqual(before.clocks.map((clock) => clock.dueAt))
    const again = await kesra.send('POST', `/api/response/cases/${caseId}/hand-down`, { seenVersion: after.version, reason: 'Sekali lagi' })
    expect(again.json()).toMatchObject({ kind: 'not_on_this_rung' })
  })
})
