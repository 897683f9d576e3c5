import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, startWorld, type Client, type World } from '../../../../test/world.ts'
import { readDemoAccounts } from './demo-accounts.load.ts'

interface Listed {
  readonly items: readonly {
    readonly accountId: string; readonly username: string; readonly isDisabled: boolean; readonly lastSeenAt: string | null
    readonly scopes: readonly { readonly scopeId: string; readonly role: string; readonly areaName: string }[]
  }[]
  readonly next: string | null
}

const password = 'padi-subuh-lumbung'
const own = 'sembilan jagung kering'
let world: World
let admin: Client

beforeAll(async () => {
  world = await startWorld()
  admin = await world.as('admin')
})

afterAll(() => world.close())

async function accountOf(username: string): Promise<Listed['items'][number]> {
  const { items } = (await admin.get(`/api/people/accounts?q=${username}`)).json<Listed>()
  return items.find((item) => item.username === username)!
}

/** Somebody else approves whatever waits. */
async function approveAll(): Promise<void> {
  const dpo = await world.as('dpo')
  const { items } = (await dpo.get('/api/people/asked-scopes')).json<{ items: { askedScopeId: string }[] }>()
  expect(items.length).toBeGreaterThan(0)
  for (const { askedScopeId } of items) expect((await dpo.send('PUT', `/api/people/asked-scopes/${askedScopeId}/approval`)).statusCode).toBe(200)
}

async function stateOf(client: Client): Promise<string> {
  return (await client.get('/api/people/session')).json<{ state: string }>().state
}

describe('the list of accounts', () => {
  test('is for the administrator: every other role is told no, nobody is asked to sign in', async () => {
    const others = readDemoAccounts().filter((account) => account.role !== 'administrator')
    expect(others.length).toBeGreaterThan(15)
    for (const account of others) {
      const client = await world.as(account.username)
      expect((await client.get('/api/people/accounts')).statusCode, account.username).toBe(403)
      expect((await client.send('POST', '/api/people/accounts', {})).statusCode, account.username).toBe(403)
      expect((await client.get('/api/people/scope-choices')).statusCode, account.username).toBe(403)
    }
    expect((await world.nobody().get('/api/people/accounts')).statusCode).toBe(401)
  })

  test('pages by user name without gap or repetition', async () => {
    const seen: string[] = []
    for (let after = '', pages = 0; pages < 20; pages += 1) {
      const page = (await admin.get(`/api/people/accounts?limit=4${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`)).json<Listed>()
      seen.push(...page.items.map((item) => item.username))
      if (page.next === null) break
      after = page.next
    }
    const known = readDemoAccounts().map((account) => account.username)
    expect(seen).toEqual([...known].toSorted((left, right) => (left < right ? -1 : 1)))
  })

  test.each([
    ['q=upt', ['upt.glagah', 'upt.muncar']],
    ['q=PRATIWI', ['dinsos']],
    ['q=%25', []],
    ['q=_pt', []],
    ['role=administrator', ['admin']],
    ['role=civil_servant', ['asn', 'rangkap']],
    ['state=disabled', []],
  ])('finds %s', async (query, usernames) => {
    const { items } = (await admin.get(`/api/people/accounts?${query}`)).json<Listed>()
    expect(items.map((item) => item.username)).toEqual(usernames)
  })

  test('tells where and as what, and nothing about a person of the registry', async () => {
    const answer = await admin.get('/api/people/accounts?q=warga')
    expect(answer.json<Listed>().items[0]?.scopes[0]).toMatchObject({ role: 'resident', areaName: 'Kemiren' })
    expect(answer.body).not.toContain('person')
    expect(answer.body).not.toContain('hash')
  })
})

describe('a new account', () => {
  test('signs in with the password shown once, must choose its own, and then works', async () => {
    const made = await admin.send('POST', '/api/people/accounts', {
      username: 'Baru.Satu', name: 'Orang Baru', scopes: [{ role: 'district_officer', areaId: 15, officeId: null }],
    })
    expect(made.statusCode, made.body).toBe(201)
    const { username, oneTimePassword } = made.json<{ username: string; oneTimePassword: string }>()
    expect(username).toBe('baru.satu')
    const client = createClient(world.app)
    expect((await client.send('POST', '/api/people/session', { username, password: oneTimePassword })).json()).toMatchObject({ kind: 'account_without_scope' })
    await approveAll()
    const first = await client.send('POST', '/api/people/session', { username, password: oneTimePassword })
    expect(first.json()).toEqual({ state: 'new_password', username, name: 'Orang Baru' })
    expect((await client.get('/api/people/sessions')).statusCode).toBe(401)
    expect((await client.send('POST', '/api/people/session/first-password', { newPassword: oneTimePassword })).json()).toMatchObject({ kind: 'password_unchanged' })
    expect((await client.send('POST', '/api/people/session/first-password', { newPassword: 'orangbaru123' })).json()).toMatchObject({ kind: 'password_too_common' })
    const done = await client.send('POST', '/api/people/session/first-password', { newPassword: own })
    expect(done.json()).toMatchObject({ state: 'open', scope: { role: 'district_officer', areaId: 15, officeId: 1015 } })
    expect((await createClient(world.app).send('POST', '/api/people/session', { username, password: oneTimePassword })).statusCode).toBe(401)
  })

  test('asked for twice with the same command is one account with one answer', async () => {
    const commandId = '0197d3f0-0000-4000-8000-00000000dddd'
    const body = { username: 'baru.dua', name: 'Orang Dua', scopes: [{ role: 'planner', areaId: 0, officeId: null }] }
    const [first, second] = [
      await admin.send('POST', '/api/people/accounts', body, { commandId }), await admin.send('POST', '/api/people/accounts', body, { commandId }),
    ]
    expect(first.statusCode).toBe(201)
    expect(second.json()).toEqual(first.json())
    const other = await admin.send('POST', '/api/people/accounts', { ...body, name: 'Orang Lain' }, { commandId })
    expect(other.json()).toMatchObject({ kind: 'command_reused' })
  })

  test.each([
    ['a taken name', { username: 'DINSOS', name: 'Orang', scopes: [{ role: 'planner', areaId: 0, officeId: null }] }, 409, 'username_taken'],
    ['an unknown role', { username: 'baru.tiga', name: 'Orang', scopes: [{ role: 'raja', areaId: 0, officeId: null }] }, 422, 'role_unknown'],
    ['the role of everybody', { username: 'baru.tiga', name: 'Orang', scopes: [{ role: 'public', areaId: 0, officeId: null }] }, 422, 'role_unknown'],
    ['a wrong place', { username: 'baru.tiga', name: 'Orang', scopes: [{ role: 'village_head', areaId: 15, officeId: null }] }, 422, 'area_does_not_fit'],
    ['no office', { username: 'baru.tiga', name: 'Orang', scopes: [{ role: 'agency_head', areaId: 0, officeId: null }] }, 422, 'office_does_not_fit'],
    ['no role at all', { username: 'baru.tiga', name: 'Orang', scopes: [] }, 422, 'input_invalid'],
    ['a name with spaces', { username: 'baru tiga', name: 'Orang', scopes: [{ role: 'planner', areaId: 0, officeId: null }] }, 422, 'input_invalid'],
    ['an attempt to set more', { username: 'baru.tiga', name: 'Orang', scopes: [{ role: 'planner', areaId: 0, officeId: null }], personId: 'x' }, 422, 'input_invalid'],
  ] as const)('with %s is refused', async (...[, body, status, kind]) => {
    const answer = await admin.send('POST', '/api/people/accounts', body)
    expect(answer.statusCode).toBe(status)
    expect(answer.json()).toMatchObject({ kind })
  })
})

describe('what an administrator changes bites at the next request', () => {
  test('closing an account ends its sessions and its sign-in; opening it again lets it in', async () => {
    const client = createClient(world.app)
    await client.send('POST', '/api/people/session', { username: 'dpmd', password })
    expect(await stateOf(client)).toBe('open')
    const { accountId } = await accountOf('dpmd')
    expect((await admin.send('PUT', `/api/people/accounts/${accountId}/suspension`)).statusCode).toBe(200)
    expect((await client.get('/api/people/sessions')).statusCode).toBe(401)
    expect((await client.send('POST', '/api/people/session', { username: 'dpmd', password })).statusCode).toBe(401)
    expect((await accountOf('dpmd')).isDisabled).toBe(true)
    expect((await admin.send('DELETE', `/api/people/accounts/${accountId}/suspension`)).statusCode).toBe(200)
    expect((await client.send('POST', '/api/people/session', { username: 'dpmd', password })).statusCode).toBe(200)
  })

  test('a role taken back is gone at once, a role given is there', async () => {
    const client = createClient(world.app)
    await client.send('POST', '/api/people/session', { username: 'dukcapil', password })
    const { accountId, scopes } = await accountOf('dukcapil')
    const given = await admin.send('POST', `/api/people/accounts/${accountId}/scopes`, { role: 'administrator', areaId: 0, officeId: null })
    expect(given.statusCode).toBe(201)
    await approveAll()
    expect((await client.get('/api/people/accounts')).statusCode).toBe(403)
    const { scopeId } = (await accountOf('dukcapil')).scopes.find((scope) => scope.role === 'administrator')!
    await client.send('POST', '/api/people/session/scope', { scopeId })
    expect((await client.get('/api/people/accounts')).statusCode).toBe(200)
    expect((await admin.send('DELETE', `/api/people/accounts/${accountId}/scopes/${scopeId}`)).statusCode).toBe(200)
    expect((await client.get('/api/people/accounts')).statusCode).toBe(401)
    expect((await accountOf('dukcapil')).scopes).toEqual(scopes)
  })

  test('a new first password ends the sessions and must be replaced', async () => {
    const client = createClient(world.app)
    await client.send('POST', '/api/people/session', { username: 'dispendik', password })
    const { accountId } = await accountOf('dispendik')
    const reset = await admin.send('POST', `/api/people/accounts/${accountId}/password-reset`)
    expect(await stateOf(client)).toBe('nobody')
    expect((await client.send('POST', '/api/people/session', { username: 'dispendik', password })).statusCode).toBe(401)
    const again = await client.send('POST', '/api/people/session', { username: 'dispendik', password: reset.json<{ oneTimePassword: string }>().oneTimePassword })
    expect(again.json()).toMatchObject({ state: 'new_password' })
  })
})

describe('nobody changes their own rights', () => {
  test('the administrator is refused on the own account, whatever it is', async () => {
    const { accountId, scopes } = await accountOf('admin')
    const path = `/api/people/accounts/${accountId}`
    const answers = [
      await admin.send('POST', `${path}/scopes`, { role: 'agency_officer', areaId: 0, officeId: 2 }),
      await admin.send('DELETE', `${path}/scopes/${scopes[0]!.scopeId}`),
      await admin.send('PUT', `${path}/suspension`), await admin.send('DELETE', `${path}/suspension`),
      await admin.send('POST', `${path}/password-reset`), await admin.send('DELETE', `${path}/totp`),
    ]
    for (const answer of answers) expect(answer.json()).toMatchObject({ status: 403, kind: 'own_rights' })
    expect((await accountOf('admin')).scopes).toEqual(scopes)
  })

  test('the database refuses it too, also without the application\'s check', async () => {
    const { sql } = await import('kysely')
    const { systemActor } = await import('#platform/db/actor.ts')
    const { accountId } = await accountOf('admin')
    const self = { ...systemActor(3510, { areaIds: [], officeIds: [], grants: ['people.account.manage'] }), accountId }
    const raise = world.deps.db.asActor(self, (tx) => sql`
      insert into people.scope (regency_id, scope_id, account_id, role, area_id, granted_at)
      values (3510, gen_random_uuid(), ${accountId}, 'regent', 0, now())`.execute(tx.db))
    await expect(raise).rejects.toThrow(/row-level security/)
  })
})

test('an account that is not there is 404', async () => {
  const none = '0197d3f0-0000-7000-8000-00000000eeee'
  expect((await admin.get(`/api/people/accounts/${none}`)).statusCode).toBe(404)
  expect((await admin.send('PUT', `/api/people/accounts/${none}/suspension`)).statusCode).toBe(404)
  const { accountId } = await accountOf('dinsos')
  expect((await admin.send('DELETE', `/api/people/accounts/${accountId}/scopes/${none}`)).statusCode).toBe(404)
})

test('behind the door nobody reads a password hash, a token hash, or another\'s account', async () => {
  const { sql } = await import('kysely')
  const { systemActor, publicActor } = await import('#platform/db/actor.ts')
  const everything = systemActor(3510, { areaIds: [], officeIds: [], grants: ['people.account.manage', 'people.session.open'] })
  await expect(world.deps.db.asActor(everything, (tx) => sql`select password_hash from people.credential`.execute(tx.db))).rejects.toThrow(/permission denied/)
  await expect(world.deps.db.asActor(everything, (tx) => sql`select token_hash from people.session`.execute(tx.db))).rejects.toThrow(/permission denied/)
  for (const table of ['account', 'credential', 'totp', 'recovery_code', 'scope', 'session', 'sign_in_attempt']) {
    const { rows } = await world.deps.db.asActor(publicActor(3510), (tx) => sql`select regency_id from ${sql.table(`people.${table}`)}`.execute(tx.db))
    expect(rows, table).toEqual([])
  }
  const { rows } = await world.deps.db.asActor(publicActor(3510), (tx) => sql`select * from people.sign_in_secret(3510, 'dinsos')`.execute(tx.db))
  expect(rows).toEqual([])
})

test('whoever looks after accounts sees who has not said by which numbers their family is known, and never the numbers', async () => {
  const admin = await world.as('admin')
  const unstated = async (): Promise<{ body: string; names: string[] }> => {
    const answer = await admin.get('/api/people/accounts?state=kin_unstated&limit=100')
    return { body: answer.body, names: answer.json<{ items: { username: string }[] }>().items.map((item) => item.username) }
  }
  expect((await unstated()).names).toContain('dinkes')
  const stated = await (await world.as('dinkes')).send('PUT', '/api/people/own-kinship', { nik: '3510151212900099', card: null })
  expect(stated.statusCode, stated.body).toBe(200)
  const after = await unstated()
  expect(after.names).not.toContain('dinkes')
  expect(after.names).toContain('dinsos')
  expect((await admin.get('/api/people/accounts?q=dinkes')).body).not.toMatch(/3510151212900099|0099/)
})
