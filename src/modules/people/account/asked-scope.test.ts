import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from '#install.ts'
import { addUser, grantUser } from '#modules/people/index.ts'
import { systemActor } from '#platform/db/actor.ts'
import { createClient, startWorld, type Client, type World } from '../../../../test/world.ts'
import type { AskedScope } from './asked-scope.contract.ts'

const operatorOfKemiren = { role: 'village_operator', areaId: 152_004, officeId: null }
let world: World
let admin: Client
let dpo: Client

beforeAll(async () => {
  world = await startWorld()
  admin = await world.as('admin')
  dpo = await world.as('dpo')
})
afterAll(() => world.close())

async function idOf(username: string): Promise<string> {
  const { items } = (await admin.get(`/api/people/accounts?q=${username}`)).json<{ items: { accountId: string; username: string }[] }>()
  return items.find((item) => item.username === username)!.accountId
}

async function ask(username: string, scope: object = operatorOfKemiren): Promise<string> {
  const asked = await admin.send('POST', `/api/people/accounts/${await idOf(username)}/scopes`, scope)
  expect(asked.json(), asked.body).toMatchObject({ state: 'asked' })
  return asked.json<{ askedScopeId: string }>().askedScopeId
}

async function rolesOf(username: string): Promise<string[]> {
  return (await admin.get(`/api/people/accounts/${await idOf(username)}`)).json<{ scopes: { role: string }[] }>().scopes.map((scope) => scope.role)
}

const decide = (who: Client, askedScopeId: string, decision: 'approval' | 'rejection') =>
  who.send('PUT', `/api/people/asked-scopes/${askedScopeId}/${decision}`, decision === 'rejection' ? { reason: 'belum dilatih' } : undefined)

test('a role that opens people\'s data waits until somebody else approves it; one that does not counts at once', async () => {
  const askedScopeId = await ask('bupati')
  expect(await rolesOf('bupati')).not.toContain('village_operator')
  expect((await admin.get(`/api/people/accounts/${await idOf('bupati')}`)).json<{ asked: AskedScope[] }>().asked)
    .toMatchObject([{ askedScopeId, askedByName: expect.any(String) as string, decidable: 'own_request', scope: { role: 'village_operator', areaName: 'Kemiren' } }])
  const again = await admin.send('POST', `/api/people/accounts/${await idOf('bupati')}/scopes`, operatorOfKemiren)
  expect(again.json()).toMatchObject({ status: 409, kind: 'scope_already_asked' })
  const { items } = (await dpo.get('/api/people/asked-scopes')).json<{ items: AskedScope[] }>()
  expect(items).toMatchObject([{ askedScopeId, username: 'bupati', decidable: 'yes' }])
  expect((await decide(dpo, askedScopeId, 'approval')).json()).toEqual({ done: true })
  expect(await rolesOf('bupati')).toContain('village_operator')
  expect((await decide(dpo, askedScopeId, 'approval')).json()).toMatchObject({ status: 409, kind: 'scope_decided_already' })
  const planner = await admin.send('POST', `/api/people/accounts/${await idOf('bupati')}/scopes`, { role: 'planner', areaId: 0, officeId: null })
  expect(planner.json()).toMatchObject({ state: 'given' })
})

test('whoever asked cannot approve or refuse it, only take it back', async () => {
  const askedScopeId = await ask('asn')
  for (const decision of ['approval', 'rejection'] as const) {
    expect((await decide(admin, askedScopeId, decision)).json()).toMatchObject({ status: 403, kind: 'own_request' })
  }
  expect((await dpo.send('DELETE', `/api/people/asked-scopes/${askedScopeId}`)).statusCode).toBe(403)
  expect((await admin.send('DELETE', `/api/people/asked-scopes/${askedScopeId}`)).json()).toEqual({ done: true })
  expect((await decide(dpo, askedScopeId, 'approval')).json()).toMatchObject({ kind: 'scope_decided_already' })
  expect(await rolesOf('asn')).not.toContain('village_operator')
})

test('nobody approves a role of their own', async () => {
  const askedScopeId = await ask('dpo', { role: 'administrator', areaId: 0, officeId: null })
  expect((await decide(dpo, askedScopeId, 'approval')).json()).toMatchObject({ status: 403, kind: 'own_rights' })
  expect((await dpo.get('/api/people/asked-scopes')).json()).toMatchObject({ items: [{ askedScopeId, decidable: 'own_role' }] })
  await admin.send('DELETE', `/api/people/asked-scopes/${askedScopeId}`)
})

test('a refusal has a reason, stands in the audit, and the role can be asked for again', async () => {
  const askedScopeId = await ask('asn')
  expect((await dpo.send('PUT', `/api/people/asked-scopes/${askedScopeId}/rejection`, { reason: 'x' })).statusCode).toBe(422)
  expect((await decide(dpo, askedScopeId, 'rejection')).json()).toEqual({ done: true })
  const { rows } = await asOwner(world.ownerUrl, (owner) => owner.query<{ purpose: string }>("select purpose from audit.entry where action = 'rejectScope'"))
  expect(rows).toEqual([{ purpose: 'belum dilatih' }])
  await admin.send('DELETE', `/api/people/asked-scopes/${await ask('asn')}`)
})

test('the machine\'s own command line makes the first administrators alone', async () => {
  const made = await addUser(world.deps, { username: 'pengelola.satu', name: 'Pengelola Satu', role: 'administrator' })
  expect(made).toMatchObject({ ok: true, value: { awaitsApproval: false } })
  expect(await grantUser(world.deps, { username: 'pengelola.satu', role: 'data_protection_officer' })).toMatchObject({ ok: true, value: { state: 'given' } })
})

test('the database itself lets nobody decide what they asked, or approve their own role', async () => {
  const askedScopeId = await ask('asn')
  const rights = { areaIds: [], officeIds: [], grants: ['people.account.manage', 'people.scope.approve'] }
  const actor = { ...systemActor(world.deps.regency.regencyId, rights), accountId: await idOf('admin') }
  const approve = world.deps.db.asActor(actor, (tx) => sql`
    update people.asked_scope set decision = 'approved', decided_at = now(), decided_by = ${actor.accountId} where asked_scope_id = ${askedScopeId}`.execute(tx.db))
  await expect(approve).rejects.toThrow(/row-level security|check constraint/)
  const pretend = world.deps.db.asActor(actor, async (tx) => sql`
    update people.asked_scope set decision = 'approved', decided_at = now(), decided_by = ${await idOf('dpo')} where asked_scope_id = ${askedScopeId}`.execute(tx.db))
  await expect(pretend).rejects.toThrow(/row-level security/)
  await admin.send('DELETE', `/api/people/asked-scopes/${askedScopeId}`)
})

test('an account whose only role waits cannot sign in, and can when it was approved', async () => {
  const made = await admin.send('POST', '/api/people/accounts', { username: 'menunggu', name: 'Masih Menunggu', scopes: [operatorOfKemiren] })
  const { oneTimePassword, awaitsApproval } = made.json<{ oneTimePassword: string; awaitsApproval: boolean }>()
  expect(awaitsApproval).toBe(true)
  const client = createClient(world.app)
  const signIn = () => client.send('POST', '/api/people/session', { username: 'menunggu', password: oneTimePassword })
  expect((await signIn()).json()).toMatchObject({ kind: 'account_without_scope' })
  const { items } = (await dpo.get('/api/people/asked-scopes')).json<{ items: AskedScope[] }>()
  await decide(dpo, items.find((item) => item.username === 'menunggu')!.askedScopeId, 'approval')
  expect((await signIn()).json()).toMatchObject({ state: 'new_password' })
})
