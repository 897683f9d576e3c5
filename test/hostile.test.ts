import { runInNewContext } from 'node:vm'
import { setFlagsFromString } from 'node:v8'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Operation } from '#platform/http/contract.ts'
import { hostileBodies, hostileForms, hostileHeaders, hostilePaths, hostileQueries, spoil } from './make/hostile.ts'
import { addressOf, requestsFor, type Input } from './make/inputs.ts'
import { listOperations } from './make/operations.ts'
import { stranger, type Sent, type Stranger } from './make/stranger.ts'
import { arrange, idsOf, type Arranged } from './permissions/arrange.ts'

/** Whatever is sent, the answer is an answer: never a 5xx, always a problem with its kind or a page, and the server goes on. */

const seed = Number(process.env['SEED'] ?? 20_261_125)
const runs = Number(process.env['RUNS'] ?? 40)

let arranged: Arranged
let operations: ReadonlyMap<string, Operation>
let somebody: Stranger

beforeAll(async () => {
  arranged = await arrange({ places: ['kemiren'] })
  operations = listOperations(arranged.world)
  somebody = stranger(arranged.world)
})
afterAll(() => arranged.close())

function sentOf(operation: Operation, input: Input): Sent {
  const url = addressOf(operation, input)
  if (operation.method === 'GET') return { method: 'GET', url }
  if (operation.raw === undefined) return { method: operation.method, url, payload: JSON.stringify(input.body) ?? '' }
  const headers = { 'content-type': 'application/octet-stream' }
  return { method: operation.method, url, payload: Buffer.from(JSON.stringify(input.body ?? null)), headers }
}

/** Half of the inputs are about what exists, so that they reach what lies behind the first look. */
function about(operation: Operation, input: Input, at: number): Input {
  const real = at % 2 === 0 ? {} : idsOf(arranged.places.kemiren, operation)
  return { ...input, params: Object.fromEntries(Object.entries(input.params).map(([name, value]) => [name, real[name] ?? value])) }
}

async function spoilEverything(of: { seed: number; runs: number }): Promise<string[]> {
  const wrong: string[] = []
  for (const [name, operation] of operations) {
    const cookie = await somebody.cookieFor(operation)
    for (const [at, input] of fc.sample(requestsFor(operation, spoil), { seed: of.seed, numRuns: of.runs }).entries()) {
      const asked = about(operation, input, at)
      const fault = await somebody.tryOut(sentOf(operation, asked), cookie)
      if (fault !== undefined) wrong.push(`${name}: ${fault} for ${JSON.stringify(asked).slice(0, 300)}`)
    }
  }
  return wrong
}

describe('an operation', () => {
  test('answers properly whatever its path, its query and its body hold', async () => {
    const before = somebody.count()
    expect(await spoilEverything({ seed, runs }), `seed ${seed}`).toEqual([])
    expect(somebody.count() - before).toBeGreaterThan(operations.size * runs - 1)
    expect(somebody.succeeded()).toBeGreaterThan(100)
  }, 120_000)

  test('answers properly to a body that is no input at all', async () => {
    const wrong: string[] = []
    for (const [name, operation] of operations) {
      if (operation.method === 'GET') continue
      const cookie = await somebody.cookieFor(operation)
      const url = addressOf(operation, about(operation, fc.sample(requestsFor(operation), { seed, numRuns: 1 })[0]!, 1))
      for (const body of hostileBodies) {
        const fault = await somebody.tryOut({ method: operation.method, url, ...body.sent }, cookie)
        if (fault !== undefined) wrong.push(`${name}: ${fault} for ${body.name}`)
      }
    }
    expect(wrong).toEqual([])
  }, 120_000)

  test('answers properly to queries that repeat, nest and pretend', async () => {
    const wrong: string[] = []
    for (const [name, operation] of operations) {
      if (operation.method !== 'GET') continue
      const cookie = await somebody.cookieFor(operation)
      const sample = fc.sample(requestsFor(operation), { seed, numRuns: 1 })[0]!
      const names = Object.keys(operation.query?.shape ?? { q: 0 })
      for (const query of names.flatMap(hostileQueries)) {
        const fault = await somebody.tryOut({ method: 'GET', url: `${addressOf(operation, { params: sample.params, query: {} })}?${query}` }, cookie)
        if (fault !== undefined) wrong.push(`${name}: ${fault} for ${query.slice(0, 200)}`)
      }
    }
    expect(wrong).toEqual([])
  }, 60_000)
})

describe('an address', () => {
  const titled = hostilePaths.map((path) => [path.length > 80 ? `${path.slice(0, 40)}… (${path.length})` : path, path] as const)

  test.each(titled)('%s is answered', async (_title, path) => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const) {
      for (const accept of ['text/html', 'application/json']) {
        expect(await somebody.tryOut({ method, url: path, headers: { accept } }), `${method} ${accept}`).toBeUndefined()
      }
    }
  })

  test.each(hostileHeaders)('with the header %s: %.40s is answered', async (name, value) => {
    for (const url of ['/api/people/session', '/lapor', '/api/response/cases', '/api/live']) {
      expect(await somebody.tryOut({ method: 'GET', url, headers: { [name]: value } }), url).toBeUndefined()
    }
  })
})

describe('a form', () => {
  test.each(hostileForms.map((form) => [form.name, form] as const))('%s is answered', async (_name, form) => {
    for (const url of ['/lapor', '/en/lapor', `/lacak/${arranged.places.kemiren.case.receiptCode}`, '/lacak/BWI-2222-2222-2222']) {
      const headers = { accept: 'text/html', ...form.sent.headers }
      expect(await somebody.tryOut({ method: 'POST', url, ...form.sent, headers }), url).toBeUndefined()
    }
  })
})

describe('after all of it', () => {
  test('the server answers as before, and its memory has not grown by a fifth', async () => {
    const settled = memory()
    expect(await spoilEverything({ seed: seed + 1, runs: Math.ceil(runs / 2) }), `seed ${seed + 1}`).toEqual([])
    expect(memory()).toBeLessThan(settled * 1.2)
    expect((await arranged.world.nobody().get('/readyz')).json()).toMatchObject({ status: 'ready' })
    expect((await arranged.world.nobody().get('/lapor')).statusCode).toBe(200)
    expect((await (await arranged.world.as('upt.glagah')).get(`/api/response/cases/${arranged.places.kemiren.case.caseId}`)).statusCode).toBe(200)
  }, 120_000)
})

/** Bytes that are held once everything that can be let go has been. */
function memory(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  return process.memoryUsage().heapUsed
}
