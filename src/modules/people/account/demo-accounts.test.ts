import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../../../../test/world.ts'
import { loadDemoAccounts, readDemoAccounts } from './demo-accounts.load.ts'

let world: World

beforeAll(async () => {
  world = await startWorld()
})

afterAll(() => world.close())

describe('the published sign-ins', () => {
  test('there is one for every role that somebody can hold', () => {
    const roles = new Set(readDemoAccounts().map((account) => account.role))
    const held = world.deps.regency.roles.map((role) => role.key).filter((role) => role !== 'public')
    expect(held.length).toBeGreaterThan(12)
    expect([...roles].toSorted()).toEqual(held.toSorted())
  })

  test.each(readDemoAccounts().map((account) => [account.username, account.role] as const))('%s signs in as %s', async (username, role) => {
    const client = await world.as(username)
    expect((await client.get('/api/people/session')).json()).toMatchObject({ state: 'open', username, scope: { role } })
  })

  test('loading them again changes nothing', async () => {
    const owner = new pg.Client({ connectionString: world.ownerUrl })
    await owner.connect()
    const count = async () => (await owner.query(`select (select count(*) from people.account)::int as accounts, (select count(*) from people.scope)::int as scopes,
      (select md5(string_agg(password_hash, ',' order by account_id)) from people.credential) as hashes`)).rows
    const before = await count()
    await loadDemoAccounts(owner, world.deps.regency)
    expect(await count()).toEqual(before)
    await owner.end()
  })
})
