import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { asOwner } from '#install.ts'
import { createLive, type LiveEvent } from '#platform/live/live.ts'
import { createLog } from '#platform/log.ts'

test('after an outage there is one connection again, and each event comes once', async () => {
  const login = `live_${randomUUID().replaceAll('-', '')}`
  const ownerUrl = inject('ownerUrl')
  const onServer = (sql: string): Promise<unknown> => asOwner(ownerUrl, (client) => client.query(sql))
  const listening = async (): Promise<number> => asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from pg_stat_activity where usename = $1', [login])
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
    // Long enough for several attempts to fail.
    await sleep(6_000)
    expect(await listening()).toBe(0)
    await onServer(`alter role ${login} login`)
    for (let waited = 0; (await listening()) === 0; waited += 100) {
      expect(waited).toBeLessThan(15_000)
      await sleep(100)
    }
    await sleep(3_000)
    expect(await listening()).toBe(1)
    const event = { regencyId: 1, topic: 'case', kind: 'changed', subjectId: 'x', areaId: 1, officeIds: [1] }
    await onServer(`select pg_notify('kentongan', '${JSON.stringify(event)}')`)
    await sleep(500)
    expect(heard).toEqual([event])
  } finally {
    await live.close()
    await onServer(`drop role ${login}`)
  }
})
