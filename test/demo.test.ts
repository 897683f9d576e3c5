import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { playDemoReports } from '#demo-reports.ts'
import { ensureDemo } from '#demo.ts'
import { startWorld, type World } from './world.ts'

/** The demo as a first visitor meets it, of a smaller regency. */

let world: World
const said: string[] = []

beforeAll(async () => {
  world = await startWorld()
  const { deps, ownerUrl, startOptions } = world
  await ensureDemo(deps, { ownerUrl, demo: { families: 2_000, seed: 2_026 }, say: (line) => said.push(line), playReports: () => playDemoReports(startOptions) })
}, 240_000)
afterAll(() => world.close())

describe('a first visitor', () => {
  test.each([
    ['operator.kemiren', '/api/registry/imports', 3],
    ['operator.kemiren', '/api/registry/reviews', 5],
    ['operator.kemiren', '/api/registry/proposals', 4],
    ['operator.kemiren', '/api/registry/deliberations', 2],
    ['operator.kemiren', '/api/registry/life-events', 2],
    ['operator.kemiren', '/api/registry/event-tasks?state=open', 2],
    ['operator.kemiren', '/api/registry/relocations?side=arriving', 1],
    ['operator.kemiren', '/api/registry/saved-lists', 1],
    ['operator.kemiren', '/api/registry/exports', 1],
    ['operator.kemiren', '/api/registry/objections', 1],
    ['operator.kemiren', '/api/registry/bulk-acts', 2],
    ['operator.kemiren', '/api/privacy/requests', 1],
    ['dpo', '/api/privacy/requests', 2],
    ['dinsos', '/api/registry/determinations', 1],
    ['kesra', '/api/registry/verifications', 5],
    ['kesra', '/api/response/cases', 10],
    ['kesra', '/api/exchange/chats', 1],
  ])('as %s finds something on the list of %s', async (username, path, atLeast) => {
    const answer = await (await world.as(username)).get(path)
    expect(answer.statusCode, answer.body).toBe(200)
    expect(answer.json<{ items: unknown[] }>().items.length).toBeGreaterThanOrEqual(atLeast)
  })
})

test('what was loaded once is not loaded again', async () => {
  const before = said.length
  expect(before).toBeGreaterThan(0)
  const { deps, ownerUrl } = world
  await ensureDemo(deps, { ownerUrl, demo: { families: 1, seed: 1 }, say: (line) => said.push(line), playReports: () => Promise.reject(new Error('the past happened already')) })
  expect(said).toHaveLength(before)
})
