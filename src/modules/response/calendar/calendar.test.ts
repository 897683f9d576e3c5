import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCase } from '../../../../test/make/cases.ts'
import { startWorld, type World } from '../../../../test/world.ts'
import type { CaseDetail } from '../case/case.contract.ts'
import type { TriedClock, WorkCalendar } from './calendar.contract.ts'

let world: World

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

async function read(query: string): Promise<WorkCalendar> {
  const answer = await (await world.as('admin')).get(`/api/response/calendar${query}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

function address(change: Readonly<Record<string, string>> = {}): string {
  return `/api/response/calendar/due?${new URLSearchParams({ channel: 'web', category: 'PGN', urgency: 'danger', officeKind: 'district_unit', day: '2026-11-25', time: '09:00', ...change })}`
}

test('the administrator reads this year unless another is asked for', async () => {
  const now = await read('')
  expect(now.year).toBe(Number(now.today.slice(0, 4)))
  expect((await read('?year=2025')).nonWorkingDays[0]?.on).toBe('2025-01-01')
})

test('whoever only answers reports is not shown the screen’s data', async () => {
  expect((await (await world.as('satgas.kemiren')).get('/api/response/calendar')).statusCode).toBe(403)
  expect((await (await world.as('satgas.kemiren')).get(address())).statusCode).toBe(403)
})

test('the try-out says the same as the clocks of a case that comes in at that moment', async () => {
  const { caseId } = await makeCase(world, { category: 'PGN', danger: true })
  const detail: CaseDetail = (await (await world.as('kesra')).get(`/api/response/cases/${caseId}`)).json()
  const own = detail.clocks.filter(({ taskId }) => taskId === null)
  const local = new Date(Date.parse(own[0]!.startedAt) + 7 * 3_600_000).toISOString()
  const lead = world.deps.regency.offices.find(({ officeId }) => officeId === own[0]!.holderOfficeId)!
  const query = { day: local.slice(0, 10), time: local.slice(11, 16), officeKind: lead.kind, urgency: detail.urgency, channel: 'web' }
  const tried: { clocks: TriedClock[] } = (await (await world.as('admin')).get(address(query))).json()
  const toMinute = (moment: string): string => moment.slice(0, 16)
  const asTold = (clocks: readonly { readonly promiseKey: string; readonly dueAt: string }[]): string[] => clocks.map(({ promiseKey, dueAt }) => `${promiseKey} ${toMinute(dueAt)}`).toSorted()
  expect(own.length).toBeGreaterThan(1)
  expect(asTold(tried.clocks)).toEqual(asTold(own))
})

test.each<[Record<string, string>, number]>([[{ category: 'XXX' }, 422], [{ time: '25:00' }, 422], [{ day: '2026-02-30' }, 422]])('%j is refused', async (change, status) => {
  expect((await (await world.as('admin')).get(address(change))).statusCode).toBe(status)
})
