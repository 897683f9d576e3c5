import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, startWorld, type Client, type World } from '../../../../test/world.ts'
import { attemptLimits } from './limits.rules.ts'

const password = 'padi-subuh-lumbung'
let world: World

beforeAll(async () => {
  world = await startWorld()
})

afterAll(() => world.close())

function codeOf(secret: string, stepsLater = 0): string {
  return generateSync({ secret, epoch: world.clock.now().getTime() / 1000 + stepsLater * 30 })
}

async function begin(username: string): Promise<{ client: Client; state: string }> {
  const client = createClient(world.app)
  const answer = await client.send('POST', '/api/people/session', { username, password })
  return { client, state: answer.json<{ state: string }>().state }
}

/** Switches the second step on; gives its secret and recovery codes. */
async function enrol(username: string): Promise<{ client: Client; secret: string; recoveryCodes: string[] }> {
  const { client } = await begin(username)
  const { secret } = (await client.send('POST', '/api/people/totp', { password })).json<{ secret: string }>()
  const answer = await client.send('POST', '/api/people/totp/confirmation', { code: codeOf(secret) })
  world.clock.advance(60_000)
  return { client, secret, recoveryCodes: answer.json<{ recoveryCodes: string[] }>().recoveryCodes }
}

describe('setting up an authenticator', () => {
  test('asks for the password again, shows secret and picture, and changes nothing until a code proves it', async () => {
    const { client } = await begin('dinsos')
    expect((await client.send('POST', '/api/people/totp', { password: 'salah-salah-salah' })).statusCode).toBe(403)
    const begun = (await client.send('POST', '/api/people/totp', { password })).json<{ secret: string; uri: string; qrSvg: string }>()
    expect(begun.uri).toContain(`secret=${begun.secret}`)
    expect(begun.qrSvg).toMatch(/^<svg /)
    expect((await begin('dinsos')).state).toBe('open')
    expect((await client.send('POST', '/api/people/totp/confirmation', { code: '000000' })).json()).toMatchObject({ kind: 'code_wrong' })
    expect((await begin('dinsos')).state).toBe('open')
    const confirmed = await client.send('POST', '/api/people/totp/confirmation', { code: codeOf(begun.secret) })
    expect(confirmed.statusCode).toBe(200)
    expect(new Set(confirmed.json<{ recoveryCodes: string[] }>().recoveryCodes).size).toBe(10)
    expect((await client.get('/api/people/session')).json()).toMatchObject({ state: 'open', hasTotp: true })
    expect((await begin('dinsos')).state).toBe('code')
    expect((await client.send('POST', '/api/people/totp', { password })).statusCode).toBe(409)
  })

  test('without having begun is refused', async () => {
    const { client } = await begin('upt.muncar')
    expect((await client.send('POST', '/api/people/totp/confirmation', { code: '123456' })).statusCode).toBe(409)
  })

  test('the same confirmation sent again gives the same recovery codes, and they are stored nowhere in the open', async () => {
    const { client } = await begin('dispendik')
    const { secret } = (await client.send('POST', '/api/people/totp', { password })).json<{ secret: string }>()
    const commandId = '0197d3f0-0000-4000-8000-00000000cccc'
    const confirm = () => client.send('POST', '/api/people/totp/confirmation', { code: codeOf(secret) }, { commandId })
    const [first, second] = [await confirm(), await confirm()]
    expect(second.json()).toEqual(first.json())
    const { Client: Owner } = (await import('pg')).default
    const owner = new Owner({ connectionString: world.ownerUrl })
    await owner.connect()
    const { rows } = await owner.query<{ all: string }>('select string_agg(c::text, chr(10)) as all from platform.command c')
    await owner.end()
    expect(rows[0]!.all).toContain(commandId)
    expect(rows[0]!.all).not.toContain(first.json<{ recoveryCodes: string[] }>().recoveryCodes[0])
    expect(rows[0]!.all).not.toContain(secret)
  })
})

describe('the second step', () => {
  test('opens the session only with a right code, under another token', async () => {
    const { secret } = await enrol('dinkes')
    const { client, state } = await begin('dinkes')
    expect(state).toBe('code')
    expect((await client.get('/api/people/sessions')).statusCode).toBe(401)
    expect((await client.send('POST', '/api/people/session/code', { code: '000000' })).json()).toMatchObject({ kind: 'code_wrong' })
    const answer = await client.send('POST', '/api/people/session/code', { code: codeOf(secret) })
    expect(answer.json()).toMatchObject({ state: 'open', username: 'dinkes' })
    expect(answer.cookies[0]?.name).toBe('kentongan_session')
    expect((await client.get('/api/people/sessions')).statusCode).toBe(200)
  })

  test('a code works once, also within its half minute', async () => {
    const { secret } = await enrol('dpmd')
    const code = codeOf(secret)
    const [first, second] = [await begin('dpmd'), await begin('dpmd')]
    expect((await first.client.send('POST', '/api/people/session/code', { code })).statusCode).toBe(200)
    expect((await second.client.send('POST', '/api/people/session/code', { code })).statusCode).toBe(401)
    expect((await second.client.send('POST', '/api/people/session/code', { code: codeOf(secret, 1) })).statusCode).toBe(200)
  })

  test('a recovery code works once, however it is written', async () => {
    const { recoveryCodes } = await enrol('dukcapil')
    const code = recoveryCodes[0]!
    const [first, second] = [await begin('dukcapil'), await begin('dukcapil')]
    expect((await first.client.send('POST', '/api/people/session/code', { code: ` ${code.toLowerCase().replace('-', ' ')} ` })).statusCode).toBe(200)
    expect((await second.client.send('POST', '/api/people/session/code', { code })).statusCode).toBe(401)
  })

  test('is guessed five times, then not for a while', async () => {
    await enrol('kesra')
    const { client } = await begin('kesra')
    for (let index = 0; index < attemptLimits.code.attempts; index += 1) {
      expect((await client.send('POST', '/api/people/session/code', { code: `00000${index}` })).statusCode).toBe(401)
    }
    const stopped = await client.send('POST', '/api/people/session/code', { code: '000009' })
    expect(stopped.statusCode).toBe(429)
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0)
  })

  test('of a sign-in that waited too long has lapsed', async () => {
    const { secret } = await enrol('kepala.dinsos')
    const { client } = await begin('kepala.dinsos')
    world.clock.advance(11 * 60_000)
    expect((await client.send('POST', '/api/people/session/code', { code: codeOf(secret) })).json()).toMatchObject({ kind: 'sign_in_lapsed' })
  })

  test('new recovery codes make the old ones worthless', async () => {
    const { client, recoveryCodes } = await enrol('inspektorat')
    const renewed = (await client.send('POST', '/api/people/totp/recovery-codes', { password })).json<{ recoveryCodes: string[] }>()
    expect(renewed.recoveryCodes).not.toContain(recoveryCodes[0])
    const again = await begin('inspektorat')
    expect((await again.client.send('POST', '/api/people/session/code', { code: recoveryCodes[0] })).statusCode).toBe(401)
    expect((await again.client.send('POST', '/api/people/session/code', { code: renewed.recoveryCodes[0] })).statusCode).toBe(200)
  })

  test('can be taken away with the password', async () => {
    const { client } = await enrol('asn')
    expect((await client.send('POST', '/api/people/totp/removal', { password: 'salah-salah-salah' })).statusCode).toBe(403)
    expect((await client.send('POST', '/api/people/totp/removal', { password })).statusCode).toBe(200)
    expect((await begin('asn')).state).toBe('open')
    expect((await client.send('POST', '/api/people/totp/removal', { password })).statusCode).toBe(409)
  })

  test('stays when an administrator resets the password, and goes only when asked for', async () => {
    const { secret } = await enrol('upt.glagah')
    const admin = await world.as('admin')
    const found = (await admin.get('/api/people/accounts?q=upt.glagah')).json<{ items: { accountId: string; hasTotp: boolean }[] }>().items[0]!
    expect(found.hasTotp).toBe(true)
    const reset = (await admin.send('POST', `/api/people/accounts/${found.accountId}/password-reset`)).json<{ oneTimePassword: string }>()
    const client = createClient(world.app)
    const first = await client.send('POST', '/api/people/session', { username: 'upt.glagah', password: reset.oneTimePassword })
    expect(first.json()).toEqual({ state: 'code' })
    expect((await client.send('POST', '/api/people/session/code', { code: codeOf(secret) })).json()).toMatchObject({ state: 'new_password' })
    expect((await admin.send('DELETE', `/api/people/accounts/${found.accountId}/totp`)).statusCode).toBe(200)
    expect((await admin.send('DELETE', `/api/people/accounts/${found.accountId}/totp`)).statusCode).toBe(409)
  })
})
