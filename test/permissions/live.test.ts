import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDemoAccounts } from '#modules/people/index.ts'
import { kemiren, makeCase } from '../make/cases.ts'
import { startWorld, type World } from '../world.ts'

/** Open streams of every account, listening while something happens in one village. */

interface Stream {
  readonly username: string
  readonly heard: string[]
  readonly close: () => Promise<void>
}

let world: World
let address: string
let streams: readonly Stream[]

beforeAll(async () => {
  world = await startWorld()
  address = await world.app.listen({ host: '127.0.0.1', port: 0 })
  streams = await Promise.all(readDemoAccounts().map(({ username, password }) => openStream(username, password)))
})
afterAll(async () => {
  await Promise.all(streams.map((stream) => stream.close()))
  await world.close()
})

async function openStream(username: string, password: string): Promise<Stream> {
  const signedIn = await fetch(`${address}/api/people/session`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'command-id': randomUUID() }, body: JSON.stringify({ username, password }),
  })
  const cookie = signedIn.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ')
  const ending = new AbortController()
  const answer = await fetch(`${address}/api/live`, { headers: { cookie }, signal: ending.signal })
  if (answer.status !== 200 || answer.body === null) throw new Error(`${username} hears nothing: ${answer.status}`)
  const heard: string[] = []
  const reading = read(answer.body, heard)
  return {
    username, heard,
    close: async () => {
      ending.abort()
      await reading
    },
  }
}

async function read(body: ReadableStream<Uint8Array>, heard: string[]): Promise<void> {
  const decoder = new TextDecoder()
  try {
    for await (const chunk of body) heard.push(...decoder.decode(chunk).split('\n').filter((line) => line.startsWith('data: ')))
  } catch {
    // The test ended the stream.
  }
}

async function untilHeard(username: string, caseId: string): Promise<void> {
  const stream = streams.find((each) => each.username === username)!
  for (let round = 0; !stream.heard.some((line) => line.includes(caseId)); round += 1) {
    if (round === 200) throw new Error(`${username} never heard of it`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

describe('a new case in Kemiren about food', () => {
  test('is heard of by those whose case it is, and by nobody else; all they hear is that there is something to look at', async () => {
    const { caseId } = await makeCase(world, { areaId: kemiren, category: 'PGN', summary: 'Rahasia Zqcerita' })
    const concerned = [
      'dinsos', 'fasilitator.kemiren', 'inspektorat', 'kades.kemiren', 'kepala.dinsos', 'kesra', 'loket.kemiren', 'manajer.slrt', 'operator.kemiren',
      'puskesos.kemiren', 'rangkap', 'satgas.kemiren', 'supervisor.glagah', 'upt.glagah',
    ]
    // The same word goes to every stream: when all who must have heard of a later case, the earlier one has been heard by whoever will.
    const { caseId: later } = await makeCase(world, { areaId: kemiren, category: 'PGN' })
    await Promise.all(concerned.map((username) => untilHeard(username, later)))
    const hearers = streams.filter((stream) => stream.heard.some((line) => line.includes(caseId))).map((stream) => stream.username)
    expect(hearers.sort()).toEqual(concerned)
    const said = streams.flatMap((stream) => stream.heard)
    expect(said.length).toBeGreaterThan(10)
    for (const line of said) expect(Object.keys(JSON.parse(line.slice('data: '.length)) as object).sort()).toEqual(['kind', 'subjectId', 'topic'])
    expect(said.join(' ')).not.toContain('Zqcerita')
  })
})
