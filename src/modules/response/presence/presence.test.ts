import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCase } from '../../../../test/make/cases.ts'
import { startWorld, type World } from '../../../../test/world.ts'
import type { LiveEvent } from '#platform/live/live.ts'

let world: World

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

async function namesFor(username: string, caseId: string): Promise<readonly string[]> {
  const answer = await (await world.as(username)).get(`/api/response/cases/${caseId}/lookers`)
  expect(answer.statusCode, answer.body).toBe(200)
  return (answer.json() as { lookers: { name: string }[] }).lookers.map(({ name }) => name)
}

test('two officers with one case open see each other, and no longer when one has gone', async () => {
  const { caseId } = await makeCase(world)
  const heard: LiveEvent[] = []
  const stop = world.deps.live.subscribe((event) => heard.push(event))
  expect(await namesFor('upt.glagah', caseId)).toEqual([])
  const [upt] = await namesFor('satgas.kemiren', caseId)
  expect(upt).toBeTypeOf('string')
  expect(await namesFor('upt.glagah', caseId)).toHaveLength(1)
  const comings = (): LiveEvent[] => heard.filter(({ topic }) => topic === 'presence')
  // Each look is told to every process, and counts from when it is heard of.
  await expect.poll(comings).toHaveLength(3)
  world.clock.advance(46_000)
  expect(await namesFor('upt.glagah', caseId)).toEqual([])
  await expect.poll(comings).toHaveLength(4)
  stop()
  expect(comings().every(({ only, subjectId }) => subjectId === caseId && only?.grant === '')).toBe(true)
  expect(comings()[1]?.only?.accountIds).toHaveLength(1)
})

test('nobody learns who looks at a case that they do not see', async () => {
  const { caseId } = await makeCase(world)
  expect((await (await world.as('upt.muncar')).get(`/api/response/cases/${caseId}/lookers`)).statusCode).toBe(404)
  expect((await (await world.as('bupati')).get(`/api/response/cases/${caseId}/lookers`)).statusCode).toBe(403)
  expect((await world.nobody().get(`/api/response/cases/${caseId}/lookers`)).statusCode).toBe(401)
})
