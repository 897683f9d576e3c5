import { createHash } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, startWorld, type Client, type World } from '../../../../test/world.ts'

const password = 'padi-subuh-lumbung'
const chromeOnAndroid = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36'
let world: World

beforeAll(async () => {
  world = await startWorld()
})

afterAll(() => world.close())

async function signedIn(username: string, given = password, userAgent?: string): Promise<Client> {
  const client = createClient(world.app)
  const answer = await client.send('POST', '/api/people/session', { username, password: given }, { ...(userAgent && { headers: { 'user-agent': userAgent } }) })
  expect(answer.statusCode, answer.body).toBe(200)
  return client
}

async function stateOf(client: Client): Promise<string> {
  return (await client.get('/api/people/session')).json<{ state: string }>().state
}

interface Sessions {
  readonly items: readonly { readonly sessionId: string; readonly device: string; readonly isCurrent: boolean }[]
}

describe('own sessions', () => {
  test('are listed with the device, the current one marked', async () => {
    const phone = await signedIn('dinsos', password, chromeOnAndroid)
    const { items } = (await phone.get('/api/people/sessions')).json<Sessions>()
    expect(items.find((item) => item.isCurrent)?.device).toBe('Chrome · Android')
    expect(items.filter((item) => item.isCurrent)).toHaveLength(1)
  })

  test('can be ended one by one, and that holds at the next request', async () => {
    const here = await signedIn('dinkes')
    const lost = await signedIn('dinkes', password, chromeOnAndroid)
    expect(await stateOf(lost)).toBe('open')
    const { items } = (await here.get('/api/people/sessions')).json<Sessions>()
    const target = items.find((item) => item.device === 'Chrome · Android')!
    expect((await here.send('DELETE', `/api/people/sessions/${target.sessionId}`)).statusCode).toBe(200)
    expect((await lost.get('/api/people/sessions')).statusCode).toBe(401)
    expect(await stateOf(here)).toBe('open')
    expect((await here.send('DELETE', `/api/people/sessions/${target.sessionId}`)).statusCode).toBe(404)
  })

  test('can be ended all but this one', async () => {
    const here = await signedIn('dpmd')
    const others = [await signedIn('dpmd'), await signedIn('dpmd')]
    expect((await here.send('DELETE', '/api/people/sessions')).json()).toEqual({ ended: 2 })
    expect(await Promise.all(others.map(stateOf))).toEqual(['nobody', 'nobody'])
    expect(await stateOf(here)).toBe('open')
  })

  test('of somebody else do not exist', async () => {
    const mine = await signedIn('dukcapil')
    const theirs = await signedIn('dispendik')
    const { items } = (await theirs.get('/api/people/sessions')).json<Sessions>()
    expect((await mine.send('DELETE', `/api/people/sessions/${items[0]!.sessionId}`)).statusCode).toBe(404)
    expect(await stateOf(theirs)).toBe('open')
  })

  test('are nobody\'s for nobody', async () => {
    expect((await world.nobody().get('/api/people/sessions')).statusCode).toBe(401)
    expect((await world.nobody().send('DELETE', '/api/people/sessions')).statusCode).toBe(401)
  })
})

describe('a person with two roles', () => {
  interface Open { readonly scope: { readonly scopeId: string; readonly role: string }; readonly scopes: readonly { readonly scopeId: string; readonly role: string }[]; readonly grants: readonly string[] }

  test('works in one of them at a time, and the switch holds at the next request', async () => {
    const client = await signedIn('rangkap')
    const before = (await client.get('/api/people/session')).json<Open>()
    expect(before.scope.role).toBe('task_force_member')
    expect(before.scopes.map((scope) => scope.role)).toEqual(['task_force_member', 'civil_servant'])
    const other = before.scopes.find((scope) => scope.role === 'civil_servant')!
    const switched = (await client.send('POST', '/api/people/session/scope', { scopeId: other.scopeId })).json<Open>()
    expect(switched.scope.role).toBe('civil_servant')
    expect(switched.grants).not.toContain('response.case.work')
    const next = (await client.get('/api/people/session')).json<Open>()
    expect(next.scope.role).toBe('civil_servant')
  })

  test('begins the next session in the role used last', async () => {
    const again = (await (await signedIn('rangkap')).get('/api/people/session')).json<Open>()
    expect(again.scope.role).toBe('civil_servant')
  })

  test('cannot take a role of somebody else', async () => {
    const theirs = (await (await signedIn('kesra')).get('/api/people/session')).json<Open>()
    const client = await signedIn('rangkap')
    expect((await client.send('POST', '/api/people/session/scope', { scopeId: theirs.scope.scopeId })).statusCode).toBe(404)
  })
})

describe('changing the password', () => {
  const fresh = 'tiga kucing di genteng'

  test.each([
    ['too short', 'pendek', 'password_too_short'],
    ['too common', 'bismillah123', 'password_too_common'],
    ['made of the own name', 'kepala.dinsos1', 'password_too_common'],
    ['the same', password, 'password_unchanged'],
  ])('to one that is %s is refused', async (_name, newPassword, kind) => {
    const client = await world.as('kepala.dinsos')
    const answer = await client.send('PUT', '/api/people/password', { currentPassword: password, newPassword })
    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({ kind })
  })

  test('without the current one is refused', async () => {
    const client = await world.as('kepala.dinsos')
    const answer = await client.send('PUT', '/api/people/password', { currentPassword: 'salah-salah-salah', newPassword: fresh })
    expect(answer.statusCode).toBe(403)
    expect(answer.json()).toMatchObject({ kind: 'password_wrong' })
  })

  test('ends the other sessions, and the same command again gives the same answer', async () => {
    const here = await signedIn('kades.kemiren')
    const elsewhere = await signedIn('kades.kemiren')
    const commandId = '0197d3f0-0000-4000-8000-00000000aaaa'
    const change = { currentPassword: password, newPassword: fresh }
    const answers = [
      await here.send('PUT', '/api/people/password', change, { commandId }), await here.send('PUT', '/api/people/password', change, { commandId }),
    ]
    expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200])
    expect(await stateOf(elsewhere)).toBe('nobody')
    expect(await stateOf(here)).toBe('open')
    expect((await createClient(world.app).send('POST', '/api/people/session', { username: 'kades.kemiren', password })).statusCode).toBe(401)
    await signedIn('kades.kemiren', fresh)
  })

  test('leaves no hash of the request in the database that a password could be tried against', async () => {
    const client = await signedIn('rangkap')
    const { scopes } = (await client.get('/api/people/session')).json<{ scopes: { scopeId: string }[] }>()
    const [ordinary, secret] = ['0197d3f0-0000-4000-8000-00000000bbbb', '0197d3f0-0000-4000-8000-00000000bbbc']
    const switching = { scopeId: scopes[0]!.scopeId }
    const changing = { currentPassword: password, newPassword: 'empat burung di sawah' }
    await client.send('POST', '/api/people/session/scope', switching, { commandId: ordinary })
    await client.send('PUT', '/api/people/password', changing, { commandId: secret })
    // The first shows that the sum is done as the server does it; without that the second would prove nothing.
    expect(await storedHash(ordinary)).toEqual(world.deps.keys.mac('command', plainHash('POST /api/people/session/scope', switching)).toString('hex'))
    expect(await storedHash(secret)).toMatch(/^[0-9a-f]{64}$/)
    expect(await storedHash(secret)).not.toEqual(plainHash('PUT /api/people/password', changing))
  })
})

function plainHash(operation: string, body: object): string {
  return createHash('sha256').update(`${operation}\n`).update('[null,null]').update(JSON.stringify(body)).digest('hex')
}

async function storedHash(commandId: string): Promise<string | undefined> {
  const owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  const { rows } = await owner.query<{ hash: string }>("select encode(body_sha256, 'hex') as hash from platform.command where command_id = $1", [commandId])
  await owner.end()
  return rows[0]?.hash
}
