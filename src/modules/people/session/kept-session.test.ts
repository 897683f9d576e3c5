import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, startWorld, type Client, type World } from '../../../../test/world.ts'

const password = 'padi-subuh-lumbung'
let world: World

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

interface Open {
  readonly client: Client
  readonly sessionId: string
  readonly accountId: string
}

async function signedIn(username: string): Promise<Open> {
  const client = createClient(world.app)
  const answer = await client.send('POST', '/api/people/session', { username, password })
  expect(answer.statusCode, answer.body).toBe(200)
  return { client, ...answer.json<{ sessionId: string; accountId: string }>() }
}

/** What a device hears that keeps things for a session and has no open one. */
async function heardOf(sessionId: string): Promise<unknown> {
  return (await world.nobody().get(`/api/people/session?kept=${sessionId}`)).json()
}

const ended = { state: 'nobody', keptHasEnded: true }

describe('a device that keeps things for a session', () => {
  test('keeps them when the session merely ran out, and forgets them when it is ended afterwards', async () => {
    const { sessionId } = await signedIn('satgas.kemiren')
    world.clock.advance(13 * 3_600_000)
    expect(await heardOf(sessionId)).toEqual({ state: 'nobody' })
    const elsewhere = await signedIn('satgas.kemiren')
    expect(await heardOf(sessionId)).toEqual({ state: 'nobody' })
    expect((await elsewhere.client.send('DELETE', '/api/people/sessions')).json()).toEqual({ ended: 0 })
    expect(await heardOf(sessionId)).toEqual(ended)
  })

  test('forgets them when the account signs out, changes its password, is closed, or loses its role', async () => {
    const [out, changed, closed, bare] = [await signedIn('dinsos'), await signedIn('upt.glagah'), await signedIn('dinkes'), await signedIn('upt.muncar')]
    await out.client.send('DELETE', '/api/people/session')
    expect(await heardOf(out.sessionId)).toEqual(ended)
    const admin = await world.as('admin')
    world.clock.advance(60_000)
    const reset = await admin.send('POST', `/api/people/accounts/${changed.accountId}/password-reset`)
    expect(reset.statusCode, reset.body).toBe(200)
    expect(await heardOf(changed.sessionId)).toEqual(ended)
    expect((await admin.send('PUT', `/api/people/accounts/${closed.accountId}/suspension`)).statusCode).toBe(200)
    expect(await heardOf(closed.sessionId)).toEqual(ended)
    const { scopes } = (await admin.get(`/api/people/accounts/${bare.accountId}`)).json<{ scopes: { scopeId: string }[] }>()
    expect((await admin.send('DELETE', `/api/people/accounts/${bare.accountId}/scopes/${scopes[0]!.scopeId}`)).statusCode).toBe(200)
    expect(await heardOf(bare.sessionId)).toEqual(ended)
  })

  test('forgets them when nobody knows the session, and hears nothing while a session is open', async () => {
    expect(await heardOf(randomUUID())).toEqual(ended)
    const { client } = await signedIn('kesra')
    expect((await client.get(`/api/people/session?kept=${randomUUID()}`)).json()).toMatchObject({ state: 'open' })
  })
})

describe('the secret of which a device makes its key', () => {
  test('is the account\'s own, the same in every session, and is given to nobody else', async () => {
    const secretOf = async ({ client }: Open): Promise<string> => (await client.get('/api/people/device-secret')).json<{ secret: string }>().secret
    const [first, again, other] = [await secretOf(await signedIn('kesra')), await secretOf(await signedIn('kesra')), await secretOf(await signedIn('satgas.kemiren'))]
    expect(Buffer.from(first, 'base64')).toHaveLength(32)
    expect(again).toBe(first)
    expect(other).not.toBe(first)
    expect((await world.nobody().get('/api/people/device-secret')).statusCode).toBe(401)
  })
})
