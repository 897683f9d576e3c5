import { createHash } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, startWorld, type Client, type World } from '../../../../test/world.ts'
import { attemptLimits } from './limits.rules.ts'

const password = 'padi-subuh-lumbung'
const minutes = 60_000
let world: World
let owner: pg.Client

beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})

afterAll(async () => {
  await owner.end()
  await world.close()
})

async function signIn(client: Client, username: string, given = password): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await client.send('POST', '/api/people/session', { username, password: given })
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
}

async function stateOf(client: Client): Promise<string> {
  return (await client.get('/api/people/session')).json<{ state: string }>().state
}

describe('signing in', () => {
  test('opens a session with role, place and rights, under a cookie that scripts cannot read', async () => {
    const client = createClient(world.app)
    const answer = await client.send('POST', '/api/people/session', { username: ' Operator.Kemiren ', password })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({
      state: 'open', username: 'operator.kemiren', scope: { role: 'village_operator', areaId: 152_004, areaName: 'Kemiren', officeId: 152_004 },
    })
    expect(answer.json<{ grants: string[] }>().grants).toContain('registry.list.import')
    expect(answer.cookies).toMatchObject([{ name: 'kentongan_session', httpOnly: true, sameSite: 'Lax', path: '/' }])
    expect(await stateOf(client)).toBe('open')
  })

  test('stores the token as a hash only', async () => {
    const answer = await createClient(world.app).send('POST', '/api/people/session', { username: 'dinsos', password })
    const token = answer.cookies[0]!.value
    const hash = createHash('sha256').update(token).digest()
    const { rows } = await owner.query('select stage from people.session where token_hash = $1', [hash])
    expect(rows).toEqual([{ stage: 'open' }])
  })

  test('a wrong password, an unknown name and a closed account are refused in the same words', async () => {
    await owner.query("update people.account set disabled_at = now() where username = 'dpmd'")
    const answers = await Promise.all([
      signIn(world.nobody(), 'dinkes', 'salah-salah-salah'), signIn(world.nobody(), 'tidak.ada'), signIn(world.nobody(), 'dpmd'),
    ])
    expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401])
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
    expect(answers[0]?.body['kind']).toBe('sign_in_refused')
  })

  test('an account without a role is told so, once its password is proven', async () => {
    await owner.query(`update people.scope set withdrawn_at = now() where account_id = (select account_id from people.account where username = 'bappeda')`)
    expect((await signIn(world.nobody(), 'bappeda', 'salah-salah-salah')).body['kind']).toBe('sign_in_refused')
    expect(await signIn(world.nobody(), 'bappeda')).toMatchObject({ status: 403, body: { kind: 'account_without_scope' } })
  })

  test('from another site is refused, and reading from there gives nobody\'s view', async () => {
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    const answer = await createClient(world.app).send('POST', '/api/people/session', { username: 'dinsos', password }, { headers: foreign })
    expect(answer.statusCode).toBe(403)
    expect(answer.json()).toMatchObject({ kind: 'cross_site' })
  })

  test('strange cookies are nobody', async () => {
    for (const cookie of ['kentongan_session=x', `kentongan_session=${'A'.repeat(43)}`, 'kentongan_session=%00', `kentongan_session=${'é'.repeat(43)}`]) {
      const answer = await world.app.inject({ method: 'GET', url: '/api/people/session', headers: { cookie } })
      expect(answer.json()).toEqual({ state: 'nobody' })
    }
  })
})

describe('guessing', () => {
  test('is stopped by account, also with the right password, and again allowed after the window', async () => {
    const guesser = world.nobody()
    for (let index = 0; index < attemptLimits.account.attempts; index += 1) {
      expect((await signIn(guesser, 'kesra', `salah-salah-${index}`)).status).toBe(401)
    }
    const stopped = await guesser.send('POST', '/api/people/session', { username: 'kesra', password })
    expect(stopped.statusCode).toBe(429)
    expect(Number(stopped.headers['retry-after'])).toBe(15 * 60)
    expect(stopped.json()).toMatchObject({ kind: 'too_many_attempts', retryAfterSeconds: 900 })
    expect((await signIn(guesser, 'dinsos')).status).toBe(200)
    world.clock.advance(15 * minutes)
    expect((await signIn(guesser, 'kesra')).status).toBe(200)
  })

  test('a right password starts the count anew', async () => {
    const forgetful = world.nobody()
    for (let round = 0; round < 3; round += 1) {
      for (let index = 0; index < 6; index += 1) await signIn(forgetful, 'dispendik', 'salah-salah-salah')
      expect((await signIn(forgetful, 'dispendik')).status).toBe(200)
    }
  })

  test('many at once get no more tries than one after the other', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => signIn(world.nobody(), 'bupati', `salah-salah-${index}`)))
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(attemptLimits.account.attempts)
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(20)
  })

  test('an unknown name is counted like a known one', async () => {
    const guesser = world.nobody()
    for (let index = 0; index < attemptLimits.account.attempts; index += 1) await signIn(guesser, 'siapa.ini')
    expect((await signIn(guesser, 'siapa.ini')).status).toBe(429)
  })

  test('is stopped by address, the whole /64 of an IPv6 customer being one; other addresses go on', async () => {
    const from = (remoteAddress: string, username: string) => world.app.inject({
      method: 'POST', url: '/api/people/session', remoteAddress, payload: { username, password: 'salah-salah-salah' },
      headers: { 'command-id': '0197d3f0-0000-7000-8000-000000000001', host: 'localhost' },
    })
    expect((await from('2001:db8:1:2::7', 'tamu.satu')).statusCode).toBe(401)
    await owner.query("update people.sign_in_attempt set attempts = $1 where kind = 'address' and attempts = 1", [attemptLimits.address.attempts])
    expect((await from('2001:db8:1:2:ffff::9', 'tamu.dua')).statusCode).toBe(429)
    expect((await from('2001:db8:1:3::7', 'tamu.tiga')).statusCode).toBe(401)
  })

  test('is counted in the database, where a restart finds it, without a name or an address', async () => {
    const { rows } = await owner.query<{ kind: string; key_mac: Buffer }>('select kind, key_mac from people.sign_in_attempt')
    expect(new Set(rows.map((row) => row.kind))).toEqual(new Set(['account', 'address']))
    expect(rows.every((row) => row.key_mac.length === 32)).toBe(true)
  })

  test('leaves a trace that names the account and nothing that was typed', async () => {
    const { rows } = await owner.query<{ subject_id: string; detail: object }>("select subject_id, detail from audit.entry where action = 'refuseSignIn'")
    expect(rows.length).toBeGreaterThan(10)
    expect(rows.some((row) => row.subject_id === 'unknown')).toBe(true)
    expect(rows.every((row) => JSON.stringify(row.detail) === '{}')).toBe(true)
  })
})

describe('a session', () => {
  test('left alone for half an hour is over; a used one goes on, but no longer than twelve hours', async () => {
    const idle = createClient(world.app)
    const busy = createClient(world.app)
    await signIn(idle, 'upt.glagah')
    await signIn(busy, 'upt.glagah')
    for (let index = 0; index < 2; index += 1) {
      world.clock.advance(20 * minutes)
      expect(await stateOf(busy)).toBe('open')
    }
    expect(await stateOf(idle)).toBe('nobody')
    for (let passed = 40; passed < 12 * 60; passed += 20) {
      expect(await stateOf(busy)).toBe('open')
      world.clock.advance(20 * minutes)
    }
    expect(await stateOf(busy)).toBe('nobody')
  })

  test('of a resident lasts for days', async () => {
    const resident = createClient(world.app)
    await signIn(resident, 'warga')
    world.clock.advance(20 * 60 * minutes)
    expect(await stateOf(resident)).toBe('open')
  })

  test('ends at sign-out; its cookie is worth nothing any more', async () => {
    const client = createClient(world.app)
    const answer = await client.send('POST', '/api/people/session', { username: 'asn', password })
    const cookie = `kentongan_session=${answer.cookies[0]!.value}`
    expect((await client.send('DELETE', '/api/people/session')).statusCode).toBe(204)
    const again = await world.app.inject({ method: 'GET', url: '/api/people/session', headers: { cookie } })
    expect(again.json()).toEqual({ state: 'nobody' })
    expect((await client.send('DELETE', '/api/people/session')).statusCode).toBe(204)
  })
})

test('no password, token or plain hash of a body with a password is left in commands or audit', async () => {
  const client = createClient(world.app)
  const answer = await client.send('POST', '/api/people/session', { username: 'inspektorat', password })
  const { rows } = await owner.query<{ all: string }>('select (select string_agg(c::text, chr(10)) from platform.command c) || (select string_agg(e::text, chr(10)) from audit.entry e) as all')
  expect(rows[0]!.all.length).toBeGreaterThan(1000)
  expect(rows[0]!.all).not.toContain(password)
  expect(rows[0]!.all).not.toContain(answer.cookies[0]!.value)
})
