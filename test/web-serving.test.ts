import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type Client, type World } from './world.ts'

let world: World
let nobody: Client

beforeAll(async () => {
  world = await startWorld()
  nobody = world.nobody()
})

afterAll(() => world.close())

describe('the page of the staff application', () => {
  test.each(['/petugas', '/petugas/kasus/any', '/petugas/a/b/c'])('answers at %s', async (path) => {
    const answer = await nobody.get(path)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answer.body).toContain('<div id="root">')
  })

  test('allows styles of its own and no script but the server\'s files', async () => {
    const policy = String((await nobody.get('/petugas')).headers['content-security-policy'])
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("style-src 'self' 'unsafe-inline'")
  })

  test('carries the regency\'s brand for the time before anybody signs in', async () => {
    const { body } = await nobody.get('/petugas')
    const content = /name="kentongan-settings" content="([^"]*)"/.exec(body)?.[1]?.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
    const { brand, timeZone } = world.deps.regency
    expect(JSON.parse(content ?? '')).toMatchObject({ brand: { id: brand.id.name, en: brand.en.name }, timeZone })
  })

  test('is asked for again each time and not sent again when it is the same', async () => {
    const first = await nobody.get('/petugas')
    expect(first.headers['cache-control']).toBe('no-cache')
    const again = await nobody.get('/petugas', { 'if-none-match': String(first.headers['etag']) })
    expect(again.statusCode).toBe(304)
    expect(again.body).toBe('')
  })
})

describe('the files of the build', () => {
  test('are packed for whoever takes it, and kept for ever', async () => {
    const page = await nobody.get('/petugas')
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(page.body)?.[1] ?? ''
    const packed = await nobody.get(script, { 'accept-encoding': 'gzip, deflate' })
    const plain = await nobody.get(script)
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(packed.headers['cache-control']).toContain('immutable')
    expect(plain.rawPayload.length).toBeGreaterThan(packed.rawPayload.length * 2)
    expect(gunzipSync(packed.rawPayload).equals(plain.rawPayload)).toBe(true)
    const smaller = await nobody.get(script, { 'accept-encoding': 'gzip, deflate, br' })
    expect(smaller.headers['content-encoding']).toBe('br')
    expect(smaller.rawPayload.length).toBeLessThan(packed.rawPayload.length)
    expect(brotliDecompressSync(smaller.rawPayload).equals(plain.rawPayload)).toBe(true)
  })

  test('a file that does not exist is not found', async () => {
    expect((await nobody.get('/assets/nothing-here.js')).statusCode).toBe(404)
    expect((await nobody.get('/assets/..%2f..%2fpackage.json')).statusCode).toBe(404)
  })
})

describe('what browsers and robots ask for', () => {
  test.each([
    ['/sw.js', 'text/javascript; charset=utf-8', 'addEventListener'],
    ['/manifest.webmanifest', 'application/manifest+json', '"scope":"/petugas"'],
    ['/icon.svg', 'image/svg+xml; charset=utf-8', '<svg'],
    ['/favicon.ico', 'image/svg+xml; charset=utf-8', '<svg'],
    ['/robots.txt', 'text/plain; charset=utf-8', 'Disallow: /petugas'],
  ])('%s is there', async (path, type, part) => {
    const answer = await nobody.get(path)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe(type)
    expect(answer.body).toContain(part)
  })
})

test('the residents\' pages allow their one stylesheet by its hash, and nothing inline', async () => {
  const answer = await nobody.get('/', { accept: 'text/html' })
  const policy = String(answer.headers['content-security-policy'])
  expect(policy).toMatch(/style-src 'self' 'sha256-[\w+/=]+'/)
  expect(policy).not.toContain('unsafe')
  expect(answer.body).not.toMatch(/ style="| on\w+="/)
})

test('answers tell the time of the server', async () => {
  expect((await nobody.get('/robots.txt')).headers['date']).toBe(world.clock.now().toUTCString())
})
