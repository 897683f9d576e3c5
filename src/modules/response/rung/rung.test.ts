import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCase, tembokrejo } from '../../../../test/make/cases.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { CaseDetail } from '../case/case.contract.ts'
import { sweepCases, sweeper } from '../ladder/ladder.actions.ts'
import type { RungBox, RungRow, RungStanding } from './rung.contract.ts'

let world: World

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

interface Listed {
  readonly items: readonly RungRow[]
  readonly next: string | null
}

async function list(username: string, box: RungBox, after?: string): Promise<Listed> {
  const answer = await (await world.as(username)).get(`/api/response/rung-cases?box=${box}${after === undefined ? '' : `&after=${after}`}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

async function find(username: string, box: RungBox, caseId: string): Promise<RungRow | undefined> {
  return (await list(username, box)).items.find(({ row }) => row.caseId === caseId)
}

async function standing(username: string): Promise<RungStanding> {
  return (await (await world.as(username)).get('/api/response/rung')).json()
}

async function move(client: Client, caseId: string, way: 'hand-up' | 'hand-down', reason: string): Promise<void> {
  const { version } = (await client.get(`/api/response/cases/${caseId}`)).json() as CaseDetail
  const answer = await client.send('POST', `/api/response/cases/${caseId}/${way}`, { seenVersion: version, reason })
  expect(answer.statusCode, answer.body).toBe(201)
}

test('everybody stands on the rung of their office, or of the place they answer for', async () => {
  const rungs = await Promise.all(['satgas.kemiren', 'kades.kemiren', 'upt.glagah', 'dinsos', 'kesra'].map(async (name) => (await standing(name)).rung))
  expect(rungs).toEqual(['village', 'village', 'district', 'regency', 'regency'])
})

test('a case stands with its district, which sees when it climbs by itself and where to', async () => {
  const { caseId } = await makeCase(world)
  const row = await find('upt.glagah', 'here', caseId)
  expect(row?.moved).toBeNull()
  expect(row?.climbs).toEqual({ rung: 'regency', at: row?.row.clock?.dueAt })
  expect(await find('kesra', 'here', caseId)).toBeUndefined()
  expect((await list('upt.muncar', 'here')).items.map((item) => item.row.caseId)).not.toContain(caseId)
})

test('what is handed up and given back is seen on both rungs, with the reason and the name', async () => {
  const { caseId } = await makeCase(world)
  const [upt, kesra] = [await world.as('upt.glagah'), await world.as('kesra')]
  await move(upt, caseId, 'hand-up', 'Perlu anggaran kabupaten')
  expect((await find('kesra', 'came', caseId))?.moved).toMatchObject({ by: 'handed_up', rung: 'regency', words: 'Perlu anggaran kabupaten', fromShort: 'UPT Glagah' })
  expect((await find('upt.glagah', 'above', caseId))?.row.rung).toBe('regency')
  expect(await find('upt.glagah', 'here', caseId)).toBeUndefined()
  await move(kesra, caseId, 'hand-down', 'Cukup dari dana desa')
  expect((await find('upt.glagah', 'here', caseId))?.moved).toMatchObject({ by: 'handed_down', words: 'Cukup dari dana desa' })
  expect((await find('kesra', 'down', caseId))?.row.rung).toBe('district')
  expect(await find('kesra', 'came', caseId)).toBeUndefined()
})

test('what was late says whose lateness brought it up, and its counts follow', async () => {
  const { caseId } = await makeCase(world)
  const before = (await standing('kesra')).counts.came
  world.clock.advance(2 * 3_600_000)
  await sweepCases(world.deps, sweeper(world.deps.regency))
  expect((await find('kesra', 'came', caseId))?.moved).toMatchObject({ by: 'escalated', words: null, byName: '', fromShort: 'UPT Glagah' })
  expect((await standing('kesra')).counts.came).toBeGreaterThan(before)
})

test('a protected case is on nobody\'s list who does not handle it', async () => {
  const { caseId } = await makeCase(world, { restricted: true })
  expect((await list('satgas.kemiren', 'above')).items.map((item) => item.row.caseId)).not.toContain(caseId)
  expect(await find('upt.glagah', 'here', caseId)).toBeUndefined()
})

test('a long list goes on where it stopped, each case once', async () => {
  for (let made = 0; made < 30; made += 1) await makeCase(world, { areaId: tembokrejo })
  const first = await list('upt.muncar', 'here')
  expect(first.items).toHaveLength(25)
  const second = await list('upt.muncar', 'here', first.next ?? '')
  const caseIds = [...first.items, ...second.items].map((item) => item.row.caseId)
  expect(new Set(caseIds).size).toBe(caseIds.length)
  expect(caseIds.length).toBeGreaterThanOrEqual(30)
  const wrong = await (await world.as('upt.muncar')).get('/api/response/rung-cases?after=x')
  expect(wrong.json()).toMatchObject({ status: 422, kind: 'cursor_unknown' })
})
