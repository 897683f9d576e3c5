import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { asOwner } from '#install.ts'
import { createLive, type LiveEvent } from '#platform/live/live.ts'
import { createLog } from '#platform/log.ts'

test('after an outage there is one connection again, and each event comes once', async () => {
  const login = `live_${randomUUID().replaceAll('-', '')}`
  // Not the template: as long as somebody is in it no other test gets its copy.
  const ownerUrl = Object.assign(new URL(inject('ownerUrl')), { pathname: '/postgres' }).href
  const onServer = (sql: string): Promise<unknown> => asOwner(ownerUrl, (client) => client.query(sql))
  const listening = async (): Promise<number> => asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ n: number }>("select count(*)::int as n from pg_stat_activity where usename = $1 and query ilike 'listen %' and state = 'idle'", [login])
    return rows[0]!.n
  })
  await onServer(`create role ${login} login password 'live'`)
  const live = await createLive(Object.assign(new URL(ownerUrl), { username: login, password: 'live' }).href, createLog('silent'))
  const heard: LiveEvent[] = []
  live.subscribe((event) => heard.push(event))
  try {
    expect(await listening()).toBe(1)
    await onServer(`alter role ${login} nologin`)
    await onServer(`select pg_terminate_backend(pid) from pg_stat_activity where usename = '${login}'`)
    await expect.poll(listening).toBe(0)
    // Time for several attempts to fail, and after the first that succeeds for those that should not be there.
    await sleep(6_000)
    await onServer(`alter role ${login} login`)
    await expect.poll(listening).toBe(1)
    await sleep(3_000)
    expect(await listening()).toBe(1)
    const event = (subjectId: string): LiveEvent => ({ regencyId: 1, topic: 'case', kind: 'changed', subjectId, areaId: 1, officeIds: [1] })
    for (const subjectId of ['once', 'afterwards']) await onServer(`select pg_notify('kentongan', '${JSON.stringify(event(subjectId))}')`)
    await expect.poll(() => heard.at(-1)).toEqual(event('afterwards'))
    expect(heard).toEqual([event('once'), event('afterwards')])
  } finally {
    await live.close()
    await onServer(`drop role ${login}`)
  }
})
