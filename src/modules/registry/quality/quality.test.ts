import { afterAll, beforeAll, expect, test } from 'vitest'
import { kemiren, tembokrejo } from '../../../../test/make/cases.ts'
import { makeFamily, type MadeFamily } from '../../../../test/make/family.ts'
import { startWorld, type World } from '../../../../test/world.ts'
import { measureThisMonth } from './quality.actions.ts'
import type { QualityTodo, VillageQuality } from './quality.contract.ts'

let world: World
let good: MadeFamily
let poor: MadeFamily
beforeAll(async () => {
  world = await startWorld()
  good = await makeFamily(world, {
    areaId: kemiren, rt: 1, rw: 2, decile: 2, values: { floor: 'earth' },
    members: [{ name: 'Lengkap Rekaan', nik: '3510151203900061', birthOn: '1990-03-12', sex: 'male' }],
  })
  poor = await makeFamily(world, { areaId: kemiren, members: [{ name: 'Kosong Rekaan' }, { name: 'Anak Kosong', relation: 'child', birthOn: '2010-01-01' }] })
  await makeFamily(world, { areaId: tembokrejo, members: [{ name: 'Desa Lain Rekaan', birthOn: '1880-01-01' }] })
  expect(await measureThisMonth(world.deps)).toBeGreaterThan(200)
})
afterAll(() => world.close())

async function scores(username: string): Promise<readonly VillageQuality[]> {
  return (await (await world.as(username)).get('/api/registry/quality')).json<{ items: VillageQuality[] }>().items
}

test('a village is scored by what is known of its people, and sees its own score only', async () => {
  const [kemirens, ...others] = await scores('operator.kemiren')
  expect(others).toEqual([])
  expect(kemirens).toMatchObject({
    areaId: kemiren, villageName: 'Kemiren', month: '2026-11-01', change: null,
    counts: { persons: 3, withBirth: 2, withExactBirth: 1, withSex: 1, withNik: 1, families: 2, withPlace: 1, withHead: 2, impossible: 0 },
    parts: { identity: 33, plausibility: 100 },
  })
  expect(kemirens!.score).toBeGreaterThan(0)
  expect(kemirens!.score).toBeLessThan(100)
})

test('the planner and the regent see every village, and never a person', async () => {
  const all = await scores('bappeda')
  expect(all.length).toBeGreaterThan(200)
  expect(all.find((each) => each.areaId === tembokrejo)).toMatchObject({ counts: { impossible: 1 } })
  expect(all.find((each) => each.counts.persons === 0)).toMatchObject({ score: null, parts: null })
  for (const username of ['bappeda', 'bupati']) {
    expect((await (await world.as(username)).get('/api/registry/quality/todos')).statusCode, username).toBe(403)
  }
})

test('an operator is told what can be put right, and who', async () => {
  const operator = await world.as('operator.kemiren')
  const { tasks } = (await operator.get('/api/registry/quality/todos')).json<{ tasks: { task: string; count: number }[] }>()
  expect(Object.fromEntries(tasks.map(({ task, count }) => [task, count]))).toMatchObject({ no_nik: 2, no_birth: 1, no_place: 1, impossible_birth: 0, default_birth: 1 })
  const whose = async (task: string): Promise<readonly QualityTodo[]> =>
    (await operator.get(`/api/registry/quality/todos/${task}`)).json<{ items: QualityTodo[] }>().items
  expect(await whose('no_place')).toEqual([{ subjectKind: 'family', subjectId: poor.familyId, name: 'Kosong Rekaan', areaName: 'Kemiren' }])
  expect((await whose('no_nik')).map((todo) => todo.subjectId).sort()).toEqual([...poor.personIds].sort())
  expect((await whose('no_birth')).map((todo) => todo.subjectId)).not.toContain(good.personIds[0])
  const first = (await operator.get('/api/registry/quality/todos/no_nik?limit=1')).json<{ items: QualityTodo[]; next: string }>()
  const second = (await operator.get(`/api/registry/quality/todos/no_nik?limit=1&after=${first.next}`)).json<{ items: QualityTodo[]; next: null }>()
  expect([first.items, second.items].flat().map((todo) => todo.subjectId).sort()).toEqual([...poor.personIds].sort())
  expect(second.next).toBeNull()
})

test('a month keeps its last count when it is over, and the next shows the change', async () => {
  world.clock.set(new Date('2026-12-03T02:00:00Z'))
  await makeFamily(world, { areaId: kemiren, rt: 1, rw: 2, decile: 1, members: [{ name: 'Baru Rekaan', nik: '3510151203900062', birthOn: '1991-03-12', sex: 'female' }] })
  await measureThisMonth(world.deps)
  const [now] = await scores('operator.kemiren')
  expect(now).toMatchObject({ month: '2026-12-01', counts: { persons: 4 } })
  expect(now!.change).toBeGreaterThan(0)
  const before = await (await world.as('operator.kemiren')).get('/api/registry/quality?month=2026-11-01')
  expect(before.json<{ items: VillageQuality[] }>().items[0]).toMatchObject({ counts: { persons: 3 } })
})

test('before anything was counted there is nothing to look at, and no error', async () => {
  const fresh = await startWorld()
  try {
    const bappeda = await fresh.as('bappeda')
    expect((await bappeda.get('/api/registry/quality')).json()).toMatchObject({ items: [], months: [] })
    expect((await bappeda.get('/api/registry/quality/months')).json()).toEqual({ areaName: null, districtName: null, months: [] })
  } finally {
    await fresh.close()
  }
})
