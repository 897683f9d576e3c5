import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig, projectFolder } from '#config.ts'
import { asOwner, install } from '#install.ts'
import { loadDemoAccounts, loadRegency, readDemoAccounts } from '#modules/people/index.ts'
import { loadTwin, RegistryNotEmpty } from '#modules/registry/index.ts'
import { TestClock } from '#platform/clock.ts'
import { startEmbedded, type Embedded } from '#platform/db/embedded.ts'
import { start, type Running } from '#start.ts'
import { regencyDir } from './template.ts'
import { createClient, testStart, type Client } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'kentongan-owner-'))
let embedded: Embedded
let running: Running
let kesra: Client
let ownerUrl: string

/** A database as a hosting company gives it: the owner may make roles and tables, and is bound by row security like everybody. */
beforeAll(async () => {
  embedded = await startEmbedded(folder, { fsync: 'off' })
  await asOwner(embedded.url, async (client) => {
    await client.query("create role plain_owner login password 'plain' createrole nosuperuser nobypassrls")
    await client.query('create database plain owner plain_owner')
  })
  const url = new URL(embedded.url)
  Object.assign(url, { username: 'plain_owner', password: 'plain', pathname: '/plain' })
  ownerUrl = url.href
  const regency = loadRegency(regencyDir)
  const { appUrl } = await install({ ownerUrl: url.href, secretFile: join(folder, 'app.secret'), regency })
  await asOwner(url.href, (client) => loadDemoAccounts(client, regency))
  running = await start({
    config: loadConfig({ DATA_DIR: folder, REGENCY: regencyDir }), regency, appUrl, distDir: join(projectFolder, 'dist'), clock: new TestClock(testStart),
    log: pino({ level: 'silent' }), works: false,
  })
  kesra = createClient(running.app)
})
afterAll(async () => {
  await running.close()
  await embedded.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('signing in, reporting, following and counting work for an owner that row security binds', async () => {
  const account = readDemoAccounts().find((each) => each.role === 'secretariat')!
  const signedIn = await kesra.send('POST', '/api/people/session', { username: account.username, password: account.password })
  expect(signedIn.json()).toMatchObject({ state: 'open' })

  const sent = await createClient(running.app).send('POST', '/api/response/reports', {
    category: 'KES', story: 'Tetangga sakit dan tidak bisa berobat', areaId: 152_004, subject: 'other', subjectName: 'Mbah Rukmini', contact: 'anonymous',
  })
  expect(sent.statusCode).toBe(201)
  const { receiptCode } = sent.json<{ receiptCode: string }>()

  const followed = await createClient(running.app).get(`/lacak/${receiptCode}`, { accept: 'text/html' })
  expect(followed.statusCode).toBe(200)
  const inbox = await kesra.get('/api/response/cases')
  expect(inbox.json<{ items: unknown[] }>().items).toHaveLength(1)
  expect((await kesra.get('/api/response/board')).json()).toMatchObject({ cases: { open: 1 } })
  const search = await kesra.send('POST', '/api/registry/person-searches', { q: 'Rukmini' })
  expect(search.statusCode).toBe(200)
})

test('a wrong password is refused and a guessed code is not found, as everywhere', async () => {
  const stranger = createClient(running.app)
  expect((await stranger.send('POST', '/api/people/session', { username: 'kesra', password: randomUUID() })).statusCode).toBe(401)
  expect((await stranger.get('/lacak/BWI-2222-3333-4444', { accept: 'text/html' })).statusCode).toBe(404)
})

test('the synthetic regency is loaded, and refused a second time', async () => {
  const load = () => loadTwin(running.deps, { families: 50, seed: 1, ownerUrl })
  expect(await load()).toMatchObject({ families: 50 })
  await expect(load()).rejects.toThrow(RegistryNotEmpty)
  const atAddress = await kesra.send('POST', '/api/registry/person-searches', { q: 'rt 1' })
  const [somebody] = atAddress.json<{ items: { personId: string; name: string }[] }>().items
  const byName = await kesra.send('POST', '/api/registry/person-searches', { q: somebody!.name })
  expect(byName.json<{ items: { personId: string }[] }>().items.map((item) => item.personId)).toContain(somebody!.personId)
})
