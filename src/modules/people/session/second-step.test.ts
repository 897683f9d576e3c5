import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { grantUser } from '#modules/people/index.ts'
import { createClient, demoPassword, startWorld, type Client, type World } from '../../../../test/world.ts'

/** An installation that is no demo: administrators and data protection officers sign in with a code. */
let world: World
let adminSecret: string
let officer: Client
beforeAll(async () => {
  world = await startWorld({ environment: { DEMO: 'off' } })
})
afterAll(() => world.close())

function codeOf(secret: string): string {
  return generateSync({ secret, epoch: world.clock.now().getTime() / 1000 })
}

async function signIn(username: string): Promise<{ client: Client; state: string }> {
  const client = createClient(world.app)
  const answer = await client.send('POST', '/api/people/session', { username, password: demoPassword(username) })
  return { client, state: answer.json<{ state: string }>().state }
}

async function setUp(client: Client): Promise<{ recoveryCodes: string[] }> {
  const { secret } = (await client.send('POST', '/api/people/session/second-step')).json<{ secret: string }>()
  const confirmed = await client.send('POST', '/api/people/session/second-step/confirmation', { code: codeOf(secret) })
  expect(confirmed.statusCode, confirmed.body).toBe(200)
  world.clock.advance(60_000)
  return { recoveryCodes: confirmed.json<{ recoveryCodes: string[] }>().recoveryCodes }
}

const stateOf = async (client: Client): Promise<string> => (await client.get('/api/people/session')).json<{ state: string }>().state

describe('a role that needs the second step', () => {
  test('opens nothing before it is set up, and everything afterwards', async () => {
    const { client, state } = await signIn('admin')
    expect(state).toBe('new_code')
    for (const path of ['/api/people/accounts', '/api/people/audit-entries', '/api/people/sessions', '/api/people/asked-scopes', '/api/live']) {
      expect((await client.get(path)).statusCode, path).toBe(401)
    }
    expect((await client.send('POST', '/api/people/totp', { password: demoPassword('admin') })).statusCode).toBe(401)
    expect((await client.send('POST', '/api/people/session/second-step/confirmation', { code: '000000' })).json()).toMatchObject({ kind: 'totp_not_begun' })
    const { secret } = (await client.send('POST', '/api/people/session/second-step')).json<{ secret: string }>()
    const wrong = codeOf(secret) === '123456' ? '654321' : '123456'
    expect((await client.send('POST', '/api/people/session/second-step/confirmation', { code: wrong })).json()).toMatchObject({ status: 403, kind: 'code_wrong' })
    expect(await stateOf(client)).toBe('new_code')
    adminSecret = secret
    const confirmed = await client.send('POST', '/api/people/session/second-step/confirmation', { code: codeOf(secret) })
    expect(confirmed.json<{ recoveryCodes: string[] }>().recoveryCodes).toHaveLength(10)
    expect(confirmed.cookies, 'the session goes on under a new token').toHaveLength(1)
    expect(await stateOf(client)).toBe('open')
    expect((await client.get('/api/people/accounts')).statusCode).toBe(200)
    world.clock.advance(60_000)
  })

  test('asks for the code from then on, and takes a recovery code once', async () => {
    const { client } = await signIn('dpo')
    const { recoveryCodes } = await setUp(client)
    const again = await signIn('dpo')
    expect(again.state).toBe('code')
    const byCode = await again.client.send('POST', '/api/people/session/code', { code: recoveryCodes[0] })
    expect(byCode.json()).toMatchObject({ state: 'open' })
    const third = await signIn('dpo')
    expect((await third.client.send('POST', '/api/people/session/code', { code: recoveryCodes[0] })).json()).toMatchObject({ kind: 'code_wrong' })
  })

  test('cannot be had without it: not by taking it away, nor by changing into the role', async () => {
    const opened = await signIn('dinsos')
    expect(opened.state).toBe('open')
    officer = opened.client
    await grantUser(world.deps, { username: 'dinsos', role: 'administrator' })
    const { scopes } = (await officer.get('/api/people/session')).json<{ scopes: { scopeId: string; role: string }[] }>()
    const { scopeId } = scopes.find((scope) => scope.role === 'administrator')!
    expect((await officer.send('POST', '/api/people/session/scope', { scopeId })).json()).toMatchObject({ status: 403, kind: 'second_step_needed' })
    const password = demoPassword('dinsos')
    const { secret } = (await officer.send('POST', '/api/people/totp', { password })).json<{ secret: string }>()
    await officer.send('POST', '/api/people/totp/confirmation', { code: codeOf(secret) })
    expect((await officer.send('POST', '/api/people/session/scope', { scopeId })).statusCode).toBe(200)
    expect((await officer.send('POST', '/api/people/totp/removal', { password })).json()).toMatchObject({ status: 403, kind: 'second_step_needed' })
    expect((await officer.get('/api/people/accounts')).statusCode).toBe(200)
  })

  test('taken away by an administrator: the sessions end, and it is set up anew at the next sign-in', async () => {
    const admin = await signIn('admin')
    await admin.client.send('POST', '/api/people/session/code', { code: codeOf(adminSecret) })
    const { items } = (await admin.client.get('/api/people/accounts?q=dinsos')).json<{ items: { accountId: string }[] }>()
    expect((await admin.client.send('DELETE', `/api/people/accounts/${items[0]!.accountId}/totp`)).statusCode).toBe(200)
    expect(await stateOf(officer)).toBe('nobody')
    expect((await signIn('dinsos')).state).toBe('new_code')
  })
})

test('who needs no second step signs in with the password alone, and cannot begin one halfway', async () => {
  const { client, state } = await signIn('upt.glagah')
  expect(state).toBe('open')
  expect((await client.send('POST', '/api/people/session/second-step')).json()).toMatchObject({ kind: 'sign_in_lapsed' })
  expect((await world.nobody().send('POST', '/api/people/session/second-step')).json()).toMatchObject({ kind: 'sign_in_lapsed' })
})

test('the demo asks nobody for a code', async () => {
  const demo = await startWorld()
  expect((await (await demo.as('admin')).get('/api/people/session')).json()).toMatchObject({ state: 'open' })
  await demo.close()
})
