import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoPassword, startWorld, type World } from '../../../../test/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ environment: { TRUSTED_PROXIES: '1' } })
})
afterAll(() => world.close())

const secret = (cookie: string): string => cookie.split(';', 1)[0]!

/** Signs in as a browser does that came through a proxy, or directly; gives the cookie as it was set. */
async function signIn(headers: Record<string, string>): Promise<string> {
  const answer = await world.app.inject({
    method: 'POST', url: '/api/people/session', payload: JSON.stringify({ username: 'kesra', password: demoPassword('kesra') }),
    headers: { 'content-type': 'application/json', 'command-id': crypto.randomUUID(), host: 'kentongan.example.go.id', ...headers },
  })
  expect(answer.statusCode, answer.body).toBe(200)
  const [cookie] = [answer.headers['set-cookie'] ?? []].flat()
  return cookie!
}

const asks = async (cookie: string, headers: Record<string, string>): Promise<unknown> =>
  (await world.app.inject({ method: 'GET', url: '/api/people/session', headers: { cookie, ...headers } })).json()

const behindTls = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '10.0.0.9' }

describe('the session cookie', () => {
  test('behind TLS is this host\'s alone, never sent in the clear, and out of reach of scripts', async () => {
    const cookie = await signIn(behindTls)
    expect(cookie).toMatch(/^__Host-kentongan_session=[\w-]{43}; /)
    for (const part of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie.split('; ')).toContain(part)
    expect(cookie).not.toMatch(/domain=/i)
    expect(await asks(secret(cookie), behindTls)).toMatchObject({ state: 'open' })
  })

  test('behind TLS is not taken from one that plain HTTP could have set', async () => {
    const token = secret(await signIn(behindTls)).split('=')[1]!
    expect(await asks(`kentongan_session=${token}`, behindTls)).toEqual({ state: 'nobody' })
  })

  test('on the machine itself, without TLS, works all the same', async () => {
    const cookie = await signIn({})
    expect(cookie).toMatch(/^kentongan_session=[\w-]{43}; /)
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie.split('; ')).toContain(part)
    expect(cookie).not.toContain('Secure')
    expect(await asks(secret(cookie), {})).toMatchObject({ state: 'open' })
  })

  test('is cleared at sign-out with the same marks, or the browser would keep it', async () => {
    const cookie = secret(await signIn(behindTls))
    const answer = await world.app.inject({
      method: 'DELETE', url: '/api/people/session', headers: { cookie, 'command-id': crypto.randomUUID(), host: 'kentongan.example.go.id', ...behindTls },
    })
    expect(answer.statusCode).toBe(204)
    const [cleared] = [answer.headers['set-cookie'] ?? []].flat()
    expect(cleared).toMatch(/^__Host-kentongan_session=; /)
    expect(cleared!.split('; ')).toEqual(expect.arrayContaining(['Secure', 'Path=/']))
    expect(await asks(cookie, behindTls)).toEqual({ state: 'nobody' })
  })
})

test('headers of a proxy that is not trusted change nothing', async () => {
  const direct = await startWorld()
  const answer = await direct.app.inject({
    method: 'POST', url: '/api/people/session', payload: JSON.stringify({ username: 'kesra', password: demoPassword('kesra') }),
    headers: { 'content-type': 'application/json', 'command-id': crypto.randomUUID(), ...behindTls },
  })
  expect(answer.cookies[0]?.name).toBe('kentongan_session')
  await direct.close()
})
