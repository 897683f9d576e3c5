import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { regencyReach } from '#modules/people/index.ts'
import { systemActor } from '#platform/db/actor.ts'
import { Stopping } from '#platform/db/borrowed.ts'
import { demoPassword, startWorld, type World } from './world.ts'

let world: World
let owner: pg.Client

beforeEach(async () => {
  world = await startWorld({ works: true })
  owner = new pg.Client({ connectionString: world.ownerUrl })
  owner.on('error', () => undefined)
  await owner.connect()
})

afterEach(async () => {
  await owner.end()
  await world.close()
})

const somebody = () => systemActor(world.deps.regency.regencyId, regencyReach(world.deps.regency))

/** Until so many sessions of the server wait for a lock. */
async function waitForWaiters(count: number): Promise<void> {
  await expect.poll(async () => {
    const { rows } = await owner.query<{ n: number }>(
      'select count(distinct pid)::int as n from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())',
    )
    return rows[0]?.n
  }).toBeGreaterThanOrEqual(count)
}

test('a screen that listens does not keep the server from stopping, and is told', async () => {
  const address = await world.app.listen({ host: '127.0.0.1', port: 0 })
  const { client, cookie } = await signedIn(address)
  const stream = await fetch(`${address}/api/live`, { headers: { cookie } })
  expect(stream.status).toBe(200)
  const reader = stream.body!.getReader()
  await reader.read()
  await world.stop()
  const rest = await reader.read()
  expect(rest.done || new TextDecoder().decode(rest.value).startsWith(':')).toBe(true)
  await expect(client()).rejects.toThrow('fetch failed')
})

test('a request, a job and a sweep that wait for a lock end with the server, and nothing of them stays', async () => {
  await owner.query('begin; lock table response.clock, registry.import in access exclusive mode')
  const asked = world.nobody().send('POST', '/api/response/reports', {
    story: 'Tidak punya beras', subject: 'self', areaId: 152_004, photos: [], contact: 'phone', phone: '081234567890', reporterName: 'Sulastri', category: 'PGN',
  })
  await world.deps.db.asActor(somebody(), (tx) => world.deps.jobs.enqueue(tx, {
    queue: 'registry.import.check', data: { importId: randomUUID(), areaId: 152_004 },
  }))
  await waitForWaiters(3)
  await world.stop()
  expect((await asked).statusCode).toBe(503)
  await owner.query('commit')
  const { rows } = await owner.query<{ reports: number; waiting: number; again: number }>(`
    select (select count(*)::int from response.report) as reports,
      (select count(*)::int from pg_stat_activity where datname = current_database() and usename like 'kentongan%' and state = 'active') as waiting,
      (select count(*)::int from pgboss.job where name = 'registry.import.check' and state = 'retry') as again`)
  expect(rows).toEqual([{ reports: 0, waiting: 0, again: 1 }])
})

test('whoever keeps a transaction open while waiting for something else does not keep the server from stopping', async () => {
  const never = Promise.withResolvers<void>()
  const kept = world.deps.db.asActor(somebody(), () => never.promise)
  const queued = Array.from({ length: 40 }, () => world.deps.db.asActor(somebody(), () => sleep(50)))
  await world.stop()
  await Promise.all(queued)
  await expect(world.deps.db.asActor(somebody(), async () => 1)).rejects.toThrow(Stopping)
  never.resolve()
  await expect(kept).rejects.toThrow()
})

async function signedIn(address: string): Promise<{ client: () => Promise<Response>; cookie: string }> {
  const answer = await fetch(`${address}/api/people/session`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'command-id': randomUUID(), origin: address },
    body: JSON.stringify({ username: 'kesra', password: demoPassword('kesra') }),
  })
  expect(answer.status, await answer.clone().text()).toBeLessThan(300)
  const cookie = answer.headers.getSetCookie().map((each) => each.split(';', 1)[0]).join('; ')
  return { cookie, client: () => fetch(`${address}/api/people/session`, { headers: { cookie } }) }
}
