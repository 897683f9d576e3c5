import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { kemiren, makeCase } from '../make/cases.ts'
import { openLiveStreams, untilAllIsHeard, type LiveStream } from '../make/live-streams.ts'
import { startWorld, type World } from '../world.ts'

/** Open streams of every account, listening while something happens in one village. */

const nothingButThat = 'data: {"topic":"counts","kind":"changed","subjectId":""}'

let world: World
let address: string
let streams: readonly LiveStream[]

beforeAll(async () => {
  world = await startWorld()
  address = await world.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => world.close())

// Each test listens with streams of its own: what an earlier one told may still be on its way to those.
beforeEach(async () => {
  streams = await openLiveStreams(address)
})
afterEach(() => Promise.all(streams.map((stream) => stream.close())))

describe('a new case in Kemiren about food', () => {
  test('is heard of by those whose case it is, and by nobody else; all they hear is that there is something to look at', async () => {
    const { caseId } = await makeCase(world, { areaId: kemiren, category: 'PGN', summary: 'Rahasia Zqcerita' })
    const concerned = [
      'dinsos', 'fasilitator.kemiren', 'inspektorat', 'kades.kemiren', 'kepala.dinsos', 'kesra', 'loket.kemiren', 'manajer.slrt', 'operator.kemiren',
      'puskesos.kemiren', 'rangkap', 'satgas.kemiren', 'supervisor.glagah', 'upt.glagah',
    ]
    await untilAllIsHeard(world, streams)
    const hearers = streams.filter((stream) => stream.heard.some((line) => line.includes(caseId))).map((stream) => stream.username)
    expect(hearers.sort()).toEqual(concerned)
    const said = streams.flatMap((stream) => stream.heard)
    expect(said.length).toBeGreaterThan(10)
    for (const line of said) expect(Object.keys(JSON.parse(line.slice('data: '.length)) as object).sort()).toEqual(['kind', 'subjectId', 'topic'])
    expect(said.join(' ')).not.toContain('Zqcerita')
  })

  test('is told to the regent and the planner, who see it in counts only, as something that happened: not what, and of a protected case not at all', async () => {
    const counts = ['bupati', 'bappeda']
    await makeCase(world, { areaId: kemiren, category: 'PGN', restricted: true })
    await makeCase(world, { areaId: kemiren, category: 'PGN' })
    await untilAllIsHeard(world, streams)
    for (const username of counts) expect(streams.find((stream) => stream.username === username)?.heard, username).toEqual([nothingButThat])
    const others = streams.filter(({ username, heard }) => !counts.includes(username) && heard.includes(nothingButThat))
    expect(others).toEqual([])
  })
})
