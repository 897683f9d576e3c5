import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Board } from './board.contract.ts'
import { glagah, kemiren, makeCase, tembokrejo } from '../../../../test/make/cases.ts'
import { startWorld, type World } from '../../../../test/world.ts'

let world: World

beforeAll(async () => {
  world = await startWorld()
  await makeCase(world, { areaId: kemiren })
  await makeCase(world, { areaId: kemiren, category: 'PDK' })
  await makeCase(world, { areaId: tembokrejo })
  await makeCase(world, { areaId: 0, category: 'PGN' })
})
afterAll(() => world.close())

async function boardOf(username: string): Promise<Board> {
  const answer = await (await world.as(username)).get('/api/response/board')
  expect(answer.statusCode).toBe(200)
  return answer.json()
}

test('the secretariat sees every open case, by district, and what has no place under 0', async () => {
  const board = await boardOf('kesra')
  expect(board.cases.open).toBe(4)
  expect(Object.fromEntries(board.districts.map((district) => [district.areaId, district.open]))).toMatchObject({ [glagah]: 2, 5: 1, 0: 1 })
  expect(board.offices.reduce((sum, office) => sum + office.open, 0)).toBeGreaterThan(4)
})

test('the regent sees the same counts without seeing any case', async () => {
  expect((await boardOf('bupati')).cases.open).toBe(4)
  const cases = await (await world.as('bupati')).get('/api/response/cases')
  expect(cases.statusCode).toBe(403)
})

test('a district unit counts its district only', async () => {
  const board = await boardOf('upt.glagah')
  expect(board.districts.map((district) => district.areaId)).toEqual([glagah])
  expect(board.cases.open).toBe(2)
})

test('the head of a village counts its village, whichever office works there', async () => {
  const board = await boardOf('kades.kemiren')
  expect([board.cases.open, board.districts.map((district) => district.areaId)]).toEqual([2, [glagah]])
  expect(board.offices.length).toBeGreaterThan(1)
})

test('the head of an agency counts the cases that it has a part in, wherever they are, and no other office', async () => {
  const [own, whole] = [await boardOf('kepala.dinsos'), await boardOf('kesra')]
  const { officeId } = whole.offices.find((office) => office.kind === 'agency' && office.short.startsWith('Dinsos'))!
  expect(own.offices.map((office) => office.officeId)).toEqual([officeId])
  expect(own.offices).toEqual(whole.offices.filter((office) => office.officeId === officeId))
  expect(own.cases.open).toBe(own.offices[0]!.open)
})

test('whoever accepts packed answers gets the same counts packed, and whoever refuses them does not', async () => {
  const kesra = await world.as('kesra')
  const [packed, plain] = await Promise.all(['gzip, deflate, br', 'gzip;q=0, identity'].map((accepted) => kesra.get('/api/response/board', { 'accept-encoding': accepted })))
  expect(packed!.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'application/json; charset=utf-8', vary: 'accept-encoding' })
  expect(plain!.headers['content-encoding']).toBeUndefined()
  expect(JSON.parse(gunzipSync(packed!.rawPayload).toString())).toEqual(plain!.json())
  expect(plain!.json<Board>().cases.open).toBe(4)
})

test('two scopes that ask at once each get their own counts', async () => {
  const [whole, district] = await Promise.all([boardOf('kesra'), boardOf('upt.glagah')])
  expect([whole.cases.open, district.cases.open]).toEqual([4, 2])
})

test('work that passed its due time is late', async () => {
  world.clock.advance(5 * 3_600_000)
  const board = await boardOf('kesra')
  expect(board.cases.late).toBe(4)
  expect(board.keptShare).toBe(0)
  expect(board.medianResponseMinutes).toBeNull()
})

test('the map counts by village, and an unknown district is not found', async () => {
  const kesra = await world.as('kesra')
  const villages = (await kesra.get(`/api/response/map/${glagah}`)).json<{ villages: { areaId: number; open: number }[] }>().villages
  expect(villages).toMatchObject([{ areaId: kemiren, open: 2 }])
  expect((await kesra.get('/api/response/map/98')).json()).toMatchObject({ kind: 'district_unknown' })
})

test('nobody, residents and the administrator see no board', async () => {
  expect((await world.nobody().get('/api/response/board')).statusCode).toBe(401)
  for (const username of ['warga', 'admin']) expect((await (await world.as(username)).get('/api/response/board')).statusCode).toBe(403)
})
